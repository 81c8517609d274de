"""Names for rows of records that the lexicon of entities does not know: fossils by what there is, hoses by number."""

from functools import cache

from millwright.factory.generation.reader.data import phrases, rows, table
from millwright.factory.generation.reader.words import capital, identifier

ABOUT = "@"
"""What stands between a noun and what the application is about, where both name rows."""


def examples_of(noun: str, group: str) -> tuple[str, ...]:
    """Eight or more names for rows of what a noun stands for, the longest known ending of it deciding.

    `group` is that of ``shapes.toml`` or of a sort of record; its patterns speak where no name is known, those which
    tell what the application is about before the others.
    """
    noun, sort, subject = noun.partition(ABOUT)
    words = noun.split()
    for begin in range(len(words) if not sort else 0):
        known = _things().get(identifier(words[begin:]))
        if known is not None:
            return known
    plain = " ".join(word if word.isupper() else word.lower() for word in words)
    pools = table("pools")
    patterns = pools.get(f"rows_{group}_about" if subject else "", pools[f"rows_{group}"])
    made = (text.replace("NOUN", plain).replace("ABOUT", subject) for text in phrases(str(patterns), "|"))
    return tuple(capital(name)[:60] for name in made)


def named_examples(name: str) -> tuple[str, ...]:
    """Names for what an identifier stands for, the longest known ending deciding; none where nothing is known."""
    words = name.split("_")
    return next((found for at in range(len(words)) if (found := _things().get("_".join(words[at:])))), ())


@cache
def _things() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(phrases(names, "|")) for noun, names in rows("things")["things"].items()}
