"""Words that mean another record because of what is done to them: one posts jobs to fill, and makes offers to buy."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.nouns import Named, named_by
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Domain, lemma_key, lexicon
from millwright.factory.generation.reader.words import is_plural

_WORKED = frozenset({"projects", "support", "tasks"})
_BY_ITS_NAME = "!"
"""What marks a record that is not called by the word: medicines are prescribed, which makes prescriptions."""
_TEAM = frozenset({"colleague", "member", "teammate"})
_WRITTEN = frozenset({"diary", "journal"})
_NOTING = frozenset({"add", "leave", "make", "record", "take", "write"})
_ASKING = frozenset({"community", "exam", "forms", "game", "learning", "school"})
_SELLING = frozenset({"marketplace", "shop"})


def sensed(statement: Statement, tokens: Sequence[Token], domain: Domain | None) -> Named | None:
    """What the last word of a phrase means as the object of a statement, where that is not what it means by itself.

    The sense that the kind of application gives a word goes first, and what the whole phrase is known to mean.
    """
    last = tokens[-1]
    hit = lexicon().entity_index.at([token.lemma for token in tokens], 0)
    if (domain is not None and last.lemma in domain.means) or (hit is not None and hit[0] == len(tokens) > 1):
        return None
    base = statement.verb.base
    said = next((name for word, bases, name in _senses() if word == last.lemma and base in bases), None)
    name = said.rstrip(_BY_ITS_NAME) if said is not None else None
    if said is None or name is None or statement.subject is None or not _fits(name, domain):
        return None
    entry = lexicon().entities[name]
    words = lemma_key(entry.label) if said != name else (last.lemma,)
    return Named(entry.name, entry, words, plural=is_plural(last.low))


def noted(statement: Statement, named: Named, reading: Reading) -> bool:
    """Whether notes and attachments are those of what is kept anyway: "patients book doctors; doctors write notes".

    Notes that come first are what the application is for: "users write notes, create tasks and set reminders". What
    begins a record's own name names nothing: a studio diary keeps no studios.
    """
    if statement.verb.base in _WRITTEN and _whole_name(statement):
        return named.key != _whole_name(statement)
    attached = named.words[-1:] == ("attachment",)
    if not attached and (named.key, named.words, statement.verb.base in _NOTING) != ("note", ("note",), True):
        return False
    told = reading.statements
    others = told if attached else [*takewhile(lambda other: other is not statement, told)]
    spans = (said.sentence.tokens[p.start : p.end] for said in others for p in said.phrases if p.direct)
    met = (found.entry for span in spans if (found := named_by(span, reading.domain)) is not None and found.entry)
    made = (lexicon().requests.get(other.verb.base, "") for other in others if other.asks)
    asked = (lexicon().entities[name] for name in made if name)
    kept = [entry for entry in (*met, *asked) if entry.name != named.key]
    return bool(kept) if attached else any(f.name == "notes" for e in kept for f, _, _ in entry_lines(e.fields))


def _whole_name(statement: Statement) -> str:
    """The record that the words of a nominal name together with it."""
    lemmas = [token.lemma for token in statement.sentence.tokens[statement.start : statement.end]]
    hit = lexicon().entity_index.at(lemmas, 0) if len(lemmas) > 1 else None
    return hit[1].name if hit is not None and hit[0] == len(lemmas) else ""


def is_account(mention: Mention, domain: Domain | None) -> bool:
    """Whether people are those who sign in and get the work: the team members of a tool for projects."""
    worked = domain is not None and domain.name in _WORKED
    return worked and mention.key == "employee" and not _TEAM.isdisjoint(mention.words)


def _fits(name: str, domain: Domain | None) -> bool:
    """Whether a sense is possible there: what is asked in an exam is known, and sellers only open shops in a market."""
    kind = domain.name if domain else ""
    return not (name == "asked_question" and kind in _ASKING) and not (name == "seller_shop" and kind not in _SELLING)


@cache
def _senses() -> tuple[tuple[str, frozenset[str], str], ...]:
    said = (item.partition("=") for item in phrases(str(table("grammar")["senses_of_objects"])))
    parted = ((word, *meant.partition(":")) for word, _, meant in said)
    return tuple((word, frozenset(bases.split()), name) for word, name, _, bases in parted)
