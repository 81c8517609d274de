"""The one filter that keeps secrets out of what leaves this process as logs and traces.

It knows secrets by the name under which they stand (password, token, cookie…), in mappings, pairs and text, and by
their shape, wherever they stand: our own tokens, JWTs, Authorization values, passwords in URLs.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import cast

REDACTED = "[redacted]"
_DEEPEST = 6
_MOST_ITEMS = 200
_LONGEST = 64 * 1024
"""Characters of one text that are kept."""

_WORDS = (
    r"pass(?:word|wd|phrase|code)|secret|token|authorization|cookie|credential|signature"
    r"|api[_\-. ]?key|private[_\-. ]?key|access[_\-. ]?key|signing[_\-. ]?key|code[_\-. ]?verifier"
)
_NEW_WORD = r"(?:[_\-. ]|(?-i:(?<=[a-z])(?=[A-Z])))"
_NAME = re.compile(rf"{_WORDS}|(?:^|{_NEW_WORD})keys?$|^pwd$", re.IGNORECASE)
_HARMLESS_NAME = re.compile(rf"{_NEW_WORD}(?:id|ids|type|kind|count|name|prefix|expires.*)$", re.IGNORECASE)
_COUNT_NAME = re.compile(r"tokens$", re.IGNORECASE)

_VALUE = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\{1,16}["'][^"'\\]*|[^\s&,;<>"')}\]]+)"""
_SHAPES = (
    # Our own: the prefix stays, for it says what kind of credential it was.
    (re.compile(r"((?:sk_(?:user|proj|read|live|ent|test)|[ps]k_live|whsec)_)[\w+/=\-]{5,}"), rf"\1{REDACTED}"),
    (re.compile(r"((?:ak|ses|ref|oac|ort)_)[0-9A-Za-z]{16,}"), rf"\1{REDACTED}"),
    (re.compile(r"eyJ[\w\-]{8,}(?:\.[\w\-]*)*"), REDACTED),
    (re.compile(r"((?:bearer|basic)(?:\s+|%20|\+))[^\s,;\"'<>)}\]]{6,}", re.IGNORECASE), rf"\1{REDACTED}"),
    (re.compile(r"(://[^\s/:@\"']{0,256}):[^\s/\"']{1,512}@"), rf"\1:{REDACTED}@"),
    # Whole header lines: a cookie or credential has several parts.
    (re.compile(r"((?:cookie|authorization):[ \t]*)[^\r\n]+", re.IGNORECASE), rf"\1{REDACTED}"),
    # A name and its value, as in a query string, a form, JSON, or the repr of a mapping, a pair or an object.
    (
        re.compile(
            rf"""((?:{_WORDS}|[?&](?:key|code|token)|(?<![a-z])["']?pwd)[\w\-.\[\]%]{{0,40}}"""
            rf"""\\{{0,16}}(?:["']?\s{{0,3}}(?:%3D|[=:])|["']\s{{0,3}},)\s{{0,3}})(?:b(?=["']))?{_VALUE}""",
            re.IGNORECASE,
        ),
        rf"\1{REDACTED}",
    ),
    # What a database driver says of a statement that failed.
    (re.compile(r"(\[(?:SQL )?parameters: )[^\n]*"), rf"\1{REDACTED}]"),
)
_HINTS = tuple(
    "sk_ k_live_ whsec_ ak_ ses_ ref_ oac_ ort_ eyj bearer basic :// pass pwd secret token authorization cookie "
    "credential signature key verifier code= parameters:".split()
)
"""Text without any of these has none of the shapes: to look for them takes 1 microsecond, for the shapes 15."""
_PLAIN = (int, float, bool, type(None))


def redact_event(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """The event without secrets: a processor of structlog, to stand behind the formatting of exceptions."""
    return {name: _redacted_field(name, value, 0) for name, value in event.items()}


def redact_text(text: str) -> str:
    """The text without secrets; what is longer than 64 K characters ends there."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return text
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


@lru_cache(maxsize=2048)
def names_a_secret(name: str) -> bool:
    """Whether what stands under this name is secret, however the name is written."""
    return _NAME.search(name) is not None and _HARMLESS_NAME.search(name) is None


def _redacted_field(name: str, value: object, depth: int) -> object:
    if not names_a_secret(name) or value is None or isinstance(value, bool):
        return _redacted(value, depth)
    if isinstance(value, int | float) and _COUNT_NAME.search(name):
        return value
    return REDACTED


def _redacted(value: object, depth: int) -> object:
    if isinstance(value, str):
        return redact_text(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, bytes | bytearray):
        return redact_text(value.decode("utf-8", "backslashreplace"))
    if depth >= _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return _redacted_mapping(cast("Mapping[object, object]", value), depth)
    if isinstance(value, list | tuple | set | frozenset):
        return _redacted_items(list(cast("Iterable[object]", value)), depth)
    return redact_text(repr(value))


def _redacted_mapping(mapping: Mapping[object, object], depth: int) -> dict[str, object]:
    said = {_name(name): value for name, value in list(mapping.items())[:_MOST_ITEMS]}
    named = next((value for name in ("name", "key", "field", "header") if isinstance(value := said.get(name), str)), "")
    redacted = {redact_text(name): _redacted_field(name, value, depth + 1) for name, value in said.items()}
    if "value" in said and names_a_secret(named):
        redacted["value"] = REDACTED
    return redacted


def _redacted_items(items: list[object], depth: int) -> list[object]:
    """A pair whose first is a secret's name is that name and the secret, as in a list of headers."""
    if len(items) == 2 and isinstance(items[0], str | bytes) and names_a_secret(_name(items[0])):
        return [_redacted(items[0], depth + 1), REDACTED]
    return [_redacted(item, depth + 1) for item in items[:_MOST_ITEMS]]


def _name(name: object) -> str:
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)
