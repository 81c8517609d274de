"""First stage: refuse what is no English text, and bring the rest into one plain form."""

import re
import unicodedata

from millwright.factory.generation.reader import errors
from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import plain

_MARKUP = re.compile(r"<[^<>]{0,400}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NARROWED = (
    r"\b((?:filter|find|quer|search|sort)\w*\b[^.,;\n]{0,40}?) (?:based on|according to)"
    r"(?: (?:certain|different|multiple|specific|various))?\b(?! (?:\w+ )?(?:condition|criteri|need)|.{0,9}\buser)"
)
"""What something is looked for by: "filter books based on genre"; conditions and needs are no fields."""
_SPOKEN = tuple(
    (re.compile(pattern, re.IGNORECASE), spoken)
    for pattern, spoken in (
        (r"\be\.\s?g\.", "such as"),
        (r"\bi\.\s?e\.", "that is"),
        (r"\betc\.", "etc"),
        (r"\bvs\.", "vs"),
        (r"\btake part\b", "participate"),
        (r"\btakes part\b", "participates"),
        (r"\btaking part\b", "participating"),
        (r"\bguest book\b", "guestbook"),
        (r"(?<=\w )(?:grouped|classified|categori[sz]ed|divided) (?:by|according to)\b", "sorted into groups by"),
        (r"\blost (?:and|&) found(?= (?:animal|notice|pet|post)s?\b)", "lost-and-found"),
        (_NARROWED, r"\1 by"),
        (r"\b(like|rate),?(?: and|,) comment on (\w+)\b", r"\1 \2 and comment on \2"),
        (r"\b(like|rate),?(?: and|,) comment(?= ?(?:[.,;]|$))", r"\1 them and comment on them"),
    )
)
_LETTERS = re.compile(r"[^\W\d_]+")


def normalise(prompt: str) -> str:
    """The prompt as plain prose: markup and emoji removed, quotes and dashes made plain, whitespace collapsed.

    Raises `DomainError` for text that is too long, binary, empty or in another language.
    """
    if len(prompt) > errors.MAX_PROMPT:
        raise errors.prompt_too_long(len(prompt))
    if _CONTROL.search(prompt) or "\ufffd" in prompt or any("\ud800" <= c <= "\udfff" for c in prompt):
        raise errors.prompt_not_text()
    text = _MARKUP.sub(" ", unicodedata.normalize("NFKC", prompt))
    text = re.sub(r"[\u2018\u2019\u201b`\u00b4]", "'", text)
    text = re.sub(r"[\u201c\u201d\u201e\u00ab\u00bb]", '"', text)
    text = re.sub(r"\s*[\u2013\u2014]\s*", " - ", text)
    text = "".join(c if _kept(c) else " " for c in text)
    for short, spoken in _SPOKEN:
        text = short.sub(spoken, text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    if len(re.findall(r"[^\W\d_]", text)) < 3:
        raise errors.prompt_empty()
    if not is_english(text):
        raise errors.prompt_not_english()
    return text


def is_english(text: str) -> bool:
    """Whether a text is English as far as scripts, function words and the lexicon tell.

    A short text in Latin letters is taken for English unless function words of another language outnumber ours.
    """
    letters = [c for c in text if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < 0.6 * len(letters):
        return False
    found = [word.lower() for word in _LETTERS.findall(text)]
    ours, theirs = _function_words()
    known = sum(word in ours or lexicon().knows(plain(word)) for word in found)
    foreign = sum(word in theirs for word in found)
    accented = sum(any(ord(c) > 127 for c in word) for word in found)
    if foreign + accented > known:
        return False
    return len(found) < 12 or known >= 0.15 * len(found) or (known >= 3 and not foreign)


def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    ours = frozenset(phrases(str(table("words")["stop"]), None))
    return ours, frozenset(phrases(str(table("words")["foreign"]), None)) - ours


def _kept(char: str) -> bool:
    """Letters, digits, punctuation and line ends; neither emoji nor direction marks nor private characters."""
    return char == "\n" or unicodedata.category(char)[0] in "LNPZ" or char in "+$=<>|^~"
