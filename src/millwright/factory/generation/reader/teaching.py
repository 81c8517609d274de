"""What courses, lessons and exams are called: those of the subject that the prompt is about, as PTE or a kitchen."""

from functools import cache

from millwright.factory.generation.reader.about import about
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import PhraseIndex, lemma_key, lexicon
from millwright.factory.generation.reader.words import capital

_WHERE = word_set("teaching_domains")
_PATTERNS = "patterns"
_NAMES = {
    "course": ("title", "courses"),
    "lesson": ("title", "lessons"),
    "course_lesson": ("title", "lessons"),
    "learning_record": ("topic", "lessons"),
    "exam": ("title", "exams"),
    "knowledge_article": ("title", "articles"),
}
"""For each kind of record the field that names a row, and the list of subjects.toml that has its names."""


def taught(reading: Reading, record: str, *, known: bool) -> dict[str, tuple[str, ...]]:
    """The values of a record's fields for the subject of the prompt; nothing where that is not about learning one.

    That is a `known` subject, or one of which only the name is known.
    """
    kind = reading.domain.name if reading.domain is not None else ""
    field, listed = _NAMES.get(record, ("", ""))
    if kind not in _WHERE or not field:
        return {}
    subject = _subject(reading)
    names = _list(subject, listed) if known else () if subject else _patterned(reading, listed)
    if not names:
        return {}
    if record != "course":
        return {field: names}
    return {field: names, "category": _list(subject, "categories") or _list(_PATTERNS, "categories")}


def _subject(reading: Reading) -> str:
    """The known subject whose words stand first in the prompt, the longest at a place deciding."""
    for sentence in reading.all_sentences:
        lemmas = [part for token in sentence.tokens for part in token.lemma.split("-")]
        found = min(_index().within(lemmas), key=lambda hit: (hit[0], -hit[1]), default=None)
        if found is not None:
            return _whole(found[2], lemmas)
    return ""


def _whole(subject: str, lemmas: list[str]) -> str:
    """The special subject where the same sentence names one after the general: English, for the PTE."""
    special = rows("subjects")[subject].get("special", "")
    named = {name for _, _, name in _index().within(lemmas)}
    return special if special in named else subject


def _list(subject: str, name: str) -> tuple[str, ...]:
    return tuple(phrases(rows("subjects").get(subject, {}).get(name, ""), "|"))


def _patterned(reading: Reading, name: str) -> tuple[str, ...]:
    """Names by the prompt's own word for what is learnt; none where it only says that something is."""
    subject = about(reading.all_sentences)
    place = lexicon().domain_index.at([subject.lower()], 0)
    if place is not None and {domain.name for domain in place[1]} & _WHERE:
        return ()
    made = (text.replace("SUBJECT", subject) for text in _list(_PATTERNS, name))
    return tuple(capital(text)[:60] for text in made) if subject else ()


@cache
def _index() -> PhraseIndex[str]:
    """The subjects by the words that tell them."""
    index = PhraseIndex[str]()
    for name, row in rows("subjects").items():
        for phrase in phrases(row.get("words", "")):
            index.add(lemma_key(phrase), name)
    return index
