"""English word forms: singular and plural, stems, identifiers and labels."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from operator import methodcaller

from snowballstemmer.english_stemmer import EnglishStemmer

from millwright.factory.generation.reader.data import pairs, table, word_set

_STEMMER = EnglishStemmer()
_VOWELS = frozenset("aeiou")
ACRONYMS = word_set("words_acronyms")
_UNITS = pairs(str(table("grammar")["words_units"]))
_SUMS = frozenset({"cost", "price", "value"})


@lru_cache(maxsize=1)
def _irregular() -> tuple[dict[str, str], dict[str, str]]:
    plurals = pairs(str(table("words")["irregular"]), between=None)
    return plurals, {plural: singular for singular, plural in plurals.items()}


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    """How words are written that are neither small nor all in capitals: pH, CO₂."""
    return pairs(str(table("grammar")["words_spelled"]))


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The singular of one lower-case word; a singular comes back unchanged."""
    plurals, singulars = _irregular()
    if word in plurals or len(word) < 3 or word in ACRONYMS:
        return word
    if word in singulars:
        return singulars[word]
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=8192)
def plural(word: str) -> str:
    """The plural of one lower-case singular word."""
    plurals, singulars = _irregular()
    if word in singulars and word not in plurals:
        return word
    if word in plurals:
        return plurals[word]
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def is_plural(word: str) -> bool:
    """Whether a lower-case word has the form of a plural."""
    return singular(word) != word


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem that the inflections of a lower-case word share."""
    return methodcaller("stemWord", word)(_STEMMER)


def stems(phrase: str) -> tuple[str, ...]:
    """The stems of the words of a phrase; hyphens separate words."""
    return tuple(stem(part) for part in plain(phrase).replace("-", " ").split())


def holds(forms: tuple[str, ...], wholes: Collection[tuple[str, ...]]) -> bool:
    """Whether one of the phrases, each given by its stems, stands among the stems of a text."""
    lengths = {len(whole) for whole in wholes}
    return any(forms[at : at + length] in wholes for length in lengths for at in range(len(forms)))


def plain(text: str) -> str:
    """Lower-case ASCII form of a text: accents dropped, typographic quotes and dashes made plain."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2014", "-")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def identifier(words: Sequence[str]) -> str:
    """A snake_case name of at most 40 characters, or an empty string when nothing usable is left."""
    name = re.sub(r"[^a-z0-9]+", "_", plain(" ".join(words))).strip("_")
    name = re.sub(r"^[0-9_]+", "", name)
    while len(name) > 36 and "_" in name:
        name = name.rpartition("_")[0]
    return name[:36].strip("_")


def label(words: Sequence[str]) -> str:
    """Words as shown to people: a capital first, acronyms in capitals, characters with a meaning elsewhere dropped."""
    text = re.sub(r"[\x00-\x1f\x7f<>{}`\\]+", "", " ".join(words).replace("_", " ")).strip()
    parts = [_spelled().get(part.lower(), part.upper() if part.lower() in ACRONYMS else part) for part in text.split()]
    text = " ".join(parts)[:60].strip()
    return text if parts and parts[0] in _spelled().values() else capital(text)


def capital(text: str) -> str:
    """A text with a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def field_label(words: Sequence[str]) -> str:
    """A field's name as shown to people: units in brackets after what is measured, as in "Area (m²)"."""
    *first, last = [part for word in words for part in word.split("_")] or [""]
    if first and last == "text":
        return label(first)
    if not first or last not in _UNITS:
        return label(first if len(first) == 1 and last == "amount" and first[0] in _SUMS else words)
    timed = last == "minutes" and first[-1] not in {"duration", "time"}
    return f"{label([*first, 'time'] if timed else first)} ({_UNITS[last]})"


def plural_words(words: Sequence[str]) -> list[str]:
    """The words with the last one in the plural."""
    last = words[-1]
    many = plural(last.lower())
    return [*words[:-1], capital(many) if last[:1].isupper() else many]
