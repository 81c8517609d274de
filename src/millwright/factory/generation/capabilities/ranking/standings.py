"""Rankings of whom or what rows name: rows of all are added up along an account, a reference, a choice or a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import day_field, outsiders, records_in
from millwright.factory.generation.reader.measuring import MONEY_WORDS, number_named
from millwright.factory.generation.reader.segment import Part as PartOfSpeech
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import NUMERIC, TEXTUAL, FieldType, Part, Reach

OWNER = "owner"
"""Along whoever made the rows."""
_KEPT = (EntityKind.LOG, EntityKind.PERSONAL, EntityKind.MONEY, EntityKind.WORK)
_MADE = (EntityKind.CONTENT, EntityKind.PERSONAL, EntityKind.LOG)
_BEFORE, _AFTER = 3, 9
_ENDS = frozenset({",", ";", ":", "(", ")"})


@dataclass(frozen=True)
class Said:
    """What a wish says of its ranking: whose it is, and by which number."""

    sentence: Sentence
    start: int
    end: int
    measure: tuple[Token, ...]

    @property
    def subject(self) -> tuple[Token, ...]:
        """The words that say who or what is ranked."""
        return self.sentence.tokens[self.start : self.end]


def said(wish: Wish) -> Said:
    """The words around a wish, up to the ends of its clause."""
    tokens, start, end = wish.sentence.tokens, wish.start, wish.end
    while start > max(0, wish.start - _BEFORE) and tokens[start - 1].text not in _ENDS | {"and"}:
        start -= 1
    while end < min(len(tokens), wish.end + _AFTER) and tokens[end].text not in _ENDS:
        end += 1
    by = next((at for at in range(wish.start, end) if tokens[at].low == "by"), end)
    return Said(wish.sentence, start, by, tokens[by + 1 : end])


def refer_to_ranked(reading: Reading, wish: Wish) -> None:
    """Gives what is measured the one that it is of, where a ranking names that: the household of a consumption."""
    told = said(wish)
    whole = next((e for e in records_in(reading, told.sentence, told.start, told.end) if not e.internal), None)
    if whole is None or any(field.target == whole.name for entity in reading.entities for field in entity.fields):
        return
    counted = records_in(reading, told.sentence, told.end, told.end + 1 + len(told.measure))
    # Who takes part or borrows has an account, and needs no second list of people.
    kinds = {EntityKind.LOG, EntityKind.MONEY} if whole.kind is EntityKind.PERSON else {*_KEPT}
    logs = [e for e in reading.entities if e is not whole and e.kind in kinds and not e.internal]
    able = [
        e for e in logs if e in counted or (_number(e, told.measure) and (told.measure or e.kind is EntityKind.LOG))
    ]
    if able and not any(field.target == able[0].name for field in whole.fields):
        name = safe_field_name(whole.name, able[0].name)
        made = DraftField(name, whole.label, FieldType.REFERENCE, target=whole.name, because=wish.words)
        made.required = True
        able[0].fields = [f for f in able[0].fields if f.name != name or f is able[0].fields[0]]
        able[0].fields.insert(1, made)


def rank_rows(reading: Reading, wish: Wish) -> bool:
    """Adds the ranking that a wish means, where rows name what it ranks; says whether they do."""
    told = said(wish)
    found = next(_along(reading, told), None)
    if found is None:
        return False
    taking, along, number = found
    options = {"along": along.name if along else OWNER, "title": "Ranking" if along else "Leaderboard"}
    if number is not None:
        options |= {"by": number.name, "measure": "average" if _is_level(number) else "sum"}
    if (day := day_field(taking)) is not None:
        options["day"] = day.name
    add_part(reading, Part(capability="ranking", entity=taking.name, options=options), wish.words)
    return True


def _along(reading: Reading, told: Said) -> Iterator[tuple[DraftEntity, DraftField | None, DraftField | None]]:
    """What may be added up, along what, and which number of it: where words name the number, only such."""
    kept = [entity for entity in reading.entities if not entity.internal]
    named = records_in(reading, told.sentence, told.start, told.end)
    fitting = [e for e in kept if e.kind in _KEPT or e in named]
    fitting.sort(key=lambda e: (_number(e, told.measure) is None, e.kind is EntityKind.MONEY))
    for entity in fitting:
        field, number = _ranked(reading, entity, told, named), _number(entity, told.measure)
        if field is not None and (number is not None or not told.measure or _counts(told.measure)):
            yield entity, field, number
    if not _is_of_people(reading, told) or (told.measure and not _counts(told.measure)):
        return
    joined = {part.entity for part in reading.parts if part.capability == "joining"}
    for entity in kept:
        rights = [entity.access[role.name] for role in outsiders(reading) if role.name in entity.access]
        made = reading.site and entity.kind in _MADE and any(one.create for one in rights)
        if entity.name in joined or (made and any(one.read is not Reach.NONE for one in rights)):
            yield entity, None, None


def names_people(reading: Reading, told: Said) -> bool:
    """Whether it is people who are ranked."""
    people = any(e.kind is EntityKind.PERSON for e in records_in(reading, told.sentence, told.start, told.end))
    return people or bool(_roles(reading, told))


def _is_of_people(reading: Reading, told: Said) -> bool:
    """Whether it is people who are ranked, or nothing is said of what is."""
    nouns = {token.lemma for token in told.subject if token.part is PartOfSpeech.NOUN}
    return names_people(reading, told) or nouns <= {*_words("people").split()}


def _roles(reading: Reading, told: Said) -> set[str]:
    """The roles that the words name."""
    words = {form for token in told.subject for form in (token.lemma, token.stem)}
    return {role.name for role in reading.roles if {role.key, *stems(role.label)} & words}


def _ranked(reading: Reading, entity: DraftEntity, told: Said, named: list[DraftEntity]) -> DraftField | None:
    """The field along which rows are added up: a reference to what is named, an account of a role that is, a kind."""
    targets = [one.name for one in named if one is not entity]
    for field in entity.fields:
        if field.type is FieldType.REFERENCE and field.target in targets:
            return field
    roles = _roles(reading, told)
    working = {role.name for role in reading.roles if role.kind is not RoleKind.ADMIN}
    for wanted in (roles, working if not targets else set[str]()):
        for field in entity.fields:
            if field.type is FieldType.ACCOUNT and wanted & {*(field.holders or wanted)}:
                return field
    named_so = (f for f in entity.fields if f.type is FieldType.TEXT and f.name.removesuffix("_name") in working)
    if entity in named and (field := next(named_so, None)) is not None:
        return field
    kinds = {FieldType.CHOICE, FieldType.TEXT, FieldType.REFERENCE}
    spoken = {token.stem for token in told.subject} - {*stems("ranking leaderboard list top")}
    return next((f for f in entity.fields if f.type in kinds and spoken and _is_kind(f, spoken)), None)


def _is_kind(field: DraftField, spoken: set[str]) -> bool:
    """Whether words name a field of a kind, by its last word: the reasons of downtimes, the names of meters."""
    words = [*stems(field.label)]
    own = words[:-1] if words and words[-1] == "name" and field.type in TEXTUAL else words[-1:]
    return bool(own) and {*own} <= spoken


def _number(entity: DraftEntity, measure: tuple[Token, ...]) -> DraftField | None:
    """The number that the words name; where they name none, one that adds up, else a level."""
    if measure:
        return number_named(entity, measure)
    numbers = [
        f for f in entity.fields if f.type in NUMERIC and not f.name.startswith(("min", "max", "lower", "upper"))
    ]
    adding = [f for f in numbers if _summed() & {*f.name.split("_")}]
    return next(iter([*adding, *(f for f in numbers if _is_level(f))]), None)


def _is_level(field: DraftField) -> bool:
    """Whether a number is never added up: a temperature, a score, a concentration."""
    parts = {*field.name.split("_")}
    return not _summed() & parts and bool({*_words("levels").split()} & parts)


def is_number(words: tuple[Token, ...]) -> bool:
    """Whether words that follow "by" say a number, and not along what there are several rankings."""
    told = {token.lemma for token in words} | {token.low for token in words}
    return bool(told & (_summed() | {*_words("levels").split(), *_words("counting").split()}))


def is_called(field: DraftField, words: tuple[Token, ...]) -> bool:
    """Whether words name a number by one of its own words, or an amount of money by any word for one."""
    said_so = {form for token in words for form in (token.lemma, token.low)}
    return bool(said_so & {*field.name.split("_")}) or (field.type is FieldType.MONEY and bool(said_so & MONEY_WORDS))


def _counts(measure: tuple[Token, ...]) -> bool:
    return bool({token.lemma for token in measure} & {*_words("counting").split()})


def _summed() -> frozenset[str]:
    return frozenset(_words("summed").split())


@cache
def _words(name: str) -> str:
    return table_beside(__package__ or "", "standings")[name]
