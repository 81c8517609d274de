"""Names for rows of records that the lexicon of entities does not know: fossils by what there is, hoses by number."""

from functools import cache

from millwright.factory.generation.reader.data import phrases, rows, table
from millwright.factory.generation.reader.words import capital, identifier


def examples_of(noun: str, group: str) -> tuple[str, ...]:
    """Eight or more names for rows of what a noun stands for, the longest known ending of it deciding.

    `group` is that of ``shapes.toml``; its patterns speak where no name is known.
    """
    words = noun.split()
    for begin in range(len(words)):
        known = _things().get(identifier(words[begin:]))
        if known is not None:
            return known
    plain = " ".join(word if word.isupper() else word.lower() for word in words)
    made = (pattern.replace("NOUN", plain) for pattern in phrases(str(table("pools")[f"rows_{group}"]), "|"))
    return tuple(capital(name)[:60] for name in made)


@cache
def _things() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(phrases(names, "|")) for noun, names in rows("things")["things"].items()}
