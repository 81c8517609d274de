"""Templates to text: one jinja environment, and the filters that make any label safe where it stands.

Labels may hold quotes, apostrophes, dollar and percent signs, ampersands, emoji and any script; what they cannot
hold is in `spec.Label`. A template writes `{{ label | py }}` (quotes included), never `"{{ label }}"`.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.field_types import FieldType, is_sample

TEMPLATES = Path(__file__).parent / "templates"
CAPABILITIES = Path(__file__).parents[1] / "capabilities"
_INVISIBLE = re.compile("[\x80-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CHARACTER_REFERENCE = re.compile(r"&(?=#?\w+;)")
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~!])")


def render(template: str, **values: object) -> str:
    """The text of `templates/{template}`; a name that the template uses and nobody gave is an error.

    `capabilities/{name}/templates/…` are those of a capability.
    """
    return _ENVIRONMENT.get_template(template).render(values)


def load_templates() -> None:
    """Compile every template now, so that the first application does not have to wait for it (some 0.15 s)."""
    for name in _ENVIRONMENT.list_templates(extensions=["j2"]):
        _ENVIRONMENT.get_template(name)


def py(value: str) -> str:
    """A Python string literal in double quotes. Characters that nobody can see are written as escapes."""
    return _literal(value)


def ts(value: str) -> str:
    """A TypeScript or JavaScript string literal in double quotes."""
    return _literal(value)


def jsx(value: str) -> str:
    """Text between JSX tags: as it is when plain, else as an expression."""
    plain = not _INVISIBLE.search(value) and not re.search(r"[&'\"{}<>]|^\s|\s$|\s\s|//|/\*", value)
    return value if plain else "{" + _literal(value) + "}"


def attr(value: str) -> str:
    """The value of a JSX attribute with its quotes or braces: `label={{ label | attr }}`."""
    plain = not _INVISIBLE.search(value) and not re.search(r"[&\"\\]", value)
    return f'"{value}"' if plain else "{" + _literal(value) + "}"


def reach(value: str) -> str:
    """A JSX child or element of an array: a link that writes or calls where the text is an address or a number."""
    return _link(value) or jsx(value)


def reached(value: str) -> str:
    """The same as an expression."""
    return _link(value) or ts(value)


def _link(value: str) -> str:
    """The link to an e-mail address or a telephone number; empty for any other text."""
    mail = is_sample(FieldType.EMAIL, value)
    number = is_sample(FieldType.PHONE, value) and value.startswith(("+", "0", "("))
    if not mail and (not number or "." in value):  # `09.00-17.00` are hours.
        return ""
    to = f"mailto:{value}" if mail else "tel:" + re.sub(r"[^+\d]", "", value)
    return f'<a href={attr(to)} className="underline">{jsx(value)}</a>'


def html(value: str) -> str:
    """Text or a double-quoted attribute in HTML."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(character, entity)
    return visible(value)


def md(value: str) -> str:
    """A run of Markdown text that means only itself."""
    return visible(_MARKDOWN.sub(r"\\\1", _CHARACTER_REFERENCE.sub("&amp;", value).replace("<", "&lt;")))


def comment(value: str) -> str:
    """Words inside a comment or a docstring of either language: nothing in them can end it."""
    return visible(value.replace("\\", "/").replace('"', "'").replace("*/", "* /"))


def data(value: object) -> str:
    """JSON on one line."""
    return visible(json.dumps(value, ensure_ascii=False))


def _literal(value: str) -> str:
    return visible(json.dumps(value, ensure_ascii=False))


def visible(value: str) -> str:
    """Source in which characters that nobody can see are escapes, as every language here knows them."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", value)


FILTERS: dict[str, Callable[..., str]] = {
    "api_path": naming.api_path,
    "attr": attr,
    "camel": naming.camel,
    "comment": comment,
    "constant": naming.constant,
    "filter_name": naming.filter_name,
    "html": html,
    "in_sentence": naming.in_sentence,
    "jsx": jsx,
    "kebab": naming.kebab,
    "md": md,
    "page_path": naming.page_path,
    "pascal": naming.pascal,
    "py": py,
    "reach": reach,
    "ts": ts,
}


def _make_environment() -> Environment:
    # What comes out is source code, so autoescape is off for every name; the filters above escape for it.
    environment = Environment(
        autoescape=select_autoescape((), default=False),
        loader=ChoiceLoader(
            [FileSystemLoader(TEMPLATES), PrefixLoader({"capabilities": FileSystemLoader(CAPABILITIES)})]
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    return environment


_ENVIRONMENT = _make_environment()
