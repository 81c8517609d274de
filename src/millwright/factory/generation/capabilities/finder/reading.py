"""How a prompt gets choices that narrow each other: which chain is named, and what holds its values."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.capabilities.shopping import goods, keep_from_visitors
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, add_section
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.layout import show_to_visitors
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.vocabulary import Capability as Asked
from millwright.factory.generation.reader.words import identifier, label
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import FieldType, SampleValue

NAME = "finder"
_FITMENT = "fitment"
_FEWEST = 2
_BEFORE, _NEAR = 10, 3
_ABLE = frozenset({FieldType.TEXT, FieldType.INTEGER, FieldType.CHOICE})
_FOUND = frozenset({EntityKind.CATALOGUE, EntityKind.LOG, EntityKind.CONTENT})
_MADE_OF = frozenset({"brand", "car_model", "model", "region", "series", "vehicle"})
_CHOOSING = frozenset({"choose", "pick", "select"})
_PRICED = frozenset({"charge", "cost", "fee", "price", "quotation", "quote"})
_LEAST_ACTS = frozenset({Act.VIEW, Act.OTHER})


@dataclass(frozen=True)
class Chain:
    """A chain that a sentence names: which one, and for each named level its number and the prompt's words for it."""

    name: str
    levels: tuple[tuple[int, tuple[str, ...]], ...]
    sentence: Sentence
    start: int
    end: int

    @property
    def because(self) -> str:
        """The prompt's words."""
        return self.sentence.words(self.start, self.end)


def draft(reading: Reading) -> None:
    """Adds the fields of the chain to what is found by it or, where one thing fits several, rows that say which."""
    chain = _chain(reading)
    subject = (_subject(reading, chain) or _prices(reading, chain)) if chain else None
    if chain is None or subject is None:
        return
    subject.kind = EntityKind.CATALOGUE if subject.kind is EntityKind.LOG and reading.site else subject.kind
    _forget_what_is_chosen(reading, chain, subject)
    holder = subject
    if _fits(reading) and subject.key not in str(_chains()[chain.name]["things"]).split():
        holder = _fitments(reading, chain, subject)
    for number, words in chain.levels:
        _level(holder, chain, number, words)
    _hear(reading, chain)


def _forget_what_is_chosen(reading: Reading, chain: Chain, subject: DraftEntity) -> None:
    """Leaves out records of what is only chosen, which nobody keeps: a brand is a word in a list."""
    for key in _MADE_OF:
        known = reading.entity(key)
        said = [mention for mention in reading.mentions if mention.key == key and mention.statement is not None]
        acts = {m.act for m in said if m.statement is not None and m.statement.sentence is not chain.sentence}
        if known is not None and known is not subject and acts <= _LEAST_ACTS:
            reading.forget(known)


def _hear(reading: Reading, chain: Chain) -> None:
    """Takes the words for choosing and for what goes with it as asked for: "select the vehicle, view fitting parts"."""
    row = words_of()[NAME]
    asked = Asked(NAME, True, row["say"], row["otherwise"])
    heard = frozenset(_words()["fitting"].split()) if _fits(reading) else frozenset[str]()
    things = frozenset(_chains()[chain.name]["things"].split())
    reading.wishes.append(Wish(asked, chain.because, chain.sentence, chain.start, chain.end))
    for statement in reading.statements:
        tokens = statement.sentence.tokens[statement.start : statement.end]
        chosen = statement.verb.base in _CHOOSING and bool({token.lemma for token in tokens} & things)
        if chosen or {token.low for token in tokens} & heard:
            reading.wishes.append(Wish(asked, statement.text, statement.sentence, statement.start, statement.end))


def settle(reading: Reading) -> None:
    """Adds the part; what fits what is shown with what is found by it, and not by itself."""
    chain = _chain(reading)
    subject = _subject(reading, chain) if chain else None
    if chain is None or subject is None:
        return
    fitment = reading.entity(_FITMENT)
    holder = fitment if fitment is not None and not fitment.internal else subject
    fields = [field for number, words in chain.levels if (field := _found(holder, chain, number, words)) is not None]
    if len(fields) < _FEWEST:
        return
    options = {"by": ",".join(field.name for field in fields), "label": f"Find by {_chains()[chain.name]['label']}"}
    if holder is not subject:
        _move(subject, chain)
        keep_from_visitors(reading, holder)
        options["table"] = holder.name
    add_part(reading, Part(capability=NAME, entity=subject.name, options=options), chain.because)
    if reading.layout is Layout.SITE:
        show_to_visitors(reading, subject)
        section = Section(kind=SectionKind.PART, capability=NAME, entity=subject.name, title=options["label"])
        add_section(reading, "home", "Home", section)


def finish(reading: Reading) -> None:
    """Has the demonstration's values of the chain belong together."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    chain = _chain(reading)
    subject = reading.entity(part.entity or "") if part else None
    if part is None or chain is None or subject is None:
        return
    holder = reading.entity(part.options.get("table", "")) or subject
    values = [[cell.strip() for cell in line.split("/")] for line in _rows(chain)]
    levels = [(f, number) for number, words in chain.levels if (f := _found(holder, chain, number, words)) is not None]
    if holder is not subject:
        refers = next(field.name for field in holder.fields if field.target == subject.name)
        many = range(min(len(subject.samples), 40))
        holder.samples = tuple({refers: at} for at in many for _ in range(_NEAR))
    for position, row in enumerate(holder.samples):
        at = position // _NEAR + (position % _NEAR) * 4 if holder is not subject else position
        for field, number in levels:
            if field.type is not FieldType.CHOICE:
                row[field.name] = _cell(field, values[at % len(values)][number])


def _cell(field: DraftField, text: str) -> SampleValue:
    if field.type is FieldType.INTEGER:
        return int(text) if text.isdigit() else None
    return text


def _chain(reading: Reading) -> Chain | None:
    """The longest chain that people choose by."""
    found = [chain for sentence in reading.sentences for chain in _chains_of(reading, sentence)]
    return max(found, key=lambda chain: len(chain.levels), default=None)


def _chains_of(reading: Reading, sentence: Sentence) -> Iterator[Chain]:
    tokens = sentence.tokens
    signs = {token.lemma for known in reading.sentences for token in known.tokens}
    for name, row in _chains().items():
        if row["signs"] and not signs & {*row["signs"].split()}:
            continue
        levels = {word: number for number, words in enumerate(phrases(row["levels"], "/")) for word in words.split()}
        place = 0
        while place < len(tokens):
            run = list(_run(sentence, place, levels))
            if len(run) >= _FEWEST and _chosen(sentence, run[0][1]):
                named = tuple(sorted((levels[words[-1]], words) for words, _ in run))
                yield Chain(name, named, sentence, run[0][1], run[-1][1] + len(run[-1][0]))
            place = run[-1][1] + len(run[-1][0]) if run else place + 1


def _run(sentence: Sentence, place: int, levels: dict[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The items from a place on whose last words are different levels, as their words with where they begin."""
    tokens, seen = sentence.tokens, set[int]()
    parting = frozenset(_words()["parting"].split())
    while place < len(tokens):
        start = place
        while place < len(tokens) and tokens[place].low in parting and seen:
            place += 1
        if seen and place == start:
            return
        end = next(
            (e for e in range(place + 1, min(place + 4, len(tokens) + 1)) if _is_level(sentence, e, levels)), None
        )
        if end is None or any(_parts(tokens[at], parting) for at in range(place, end - 1)):
            return
        words = tuple(token.lemma for token in tokens[place:end])
        if levels[words[-1]] in seen:
            return
        seen.add(levels[words[-1]])
        yield words, place
        place = end


def _parts(token: Token, parting: frozenset[str]) -> bool:
    """Whether a token can be no word of a name: an act, a mark, a word between."""
    return token.low in parting or token.verb is not None or not token.low.replace("-", "").isalpha()


def _is_level(sentence: Sentence, end: int, levels: dict[str, int]) -> bool:
    after = sentence.tokens[end].low if end < len(sentence.tokens) else ""
    return sentence.tokens[end - 1].lemma in levels and not (after.isalpha() and after in levels)


def _chosen(sentence: Sentence, start: int) -> bool:
    """Whether people choose or look by it, a few words before."""
    before = sentence.tokens[max(0, start - _BEFORE) : start]
    choosing = frozenset(_words()["choosing"].split())
    return any({token.lemma, token.low, token.verb.base if token.verb else ""} & choosing for token in before)


def _fits(reading: Reading) -> bool:
    """Whether what is found goes with what is chosen, as parts go with cars."""
    fitting = frozenset(_words()["fitting"].split())
    return any(token.low in fitting for sentence in reading.sentences for token in sentence.tokens)


def _subject(reading: Reading, chain: Chain) -> DraftEntity | None:
    """What is found: what the sentence names beside the chain, else what is sold or shown."""
    fits, things = _fits(reading), {*str(_chains()[chain.name]["things"]).split(), *_MADE_OF}
    able = [e for e in reading.entities if e.kind in _FOUND and not e.internal and e.key not in {_FITMENT, "variant"}]
    able = [entity for entity in able if fits or not entity.because.startswith("assumed")]
    near = [*records_in(reading, chain.sentence, chain.end), *records_in(reading, chain.sentence, 0, chain.start)]
    first = [entity for entity in near if entity.key not in things] if fits else near
    if not fits:
        # What is looked for by it has the fields already, more of them than what stands beside.
        having = [entity for entity in able if _has(entity, chain)]
        first = sorted(having or first, key=lambda entity: -_has(entity, chain))
    others = [entity for entity in able if entity.key not in _MADE_OF and entity.kind is EntityKind.CATALOGUE]
    sold = [entity for entity in (goods(reading),) if entity is not None]
    # What is only assumed to be sold is not what a sentence about prices or places looks for.
    guessed = [entity for entity in (*sold, *others) if fits or not entity.because.startswith("assumed")]
    return next((entity for entity in (*first, *guessed) if entity in able), None)


def _has(entity: DraftEntity, chain: Chain) -> int:
    """How many of the levels are fields of a record."""
    names = {field.name for field in entity.fields}
    return sum(identifier(words) in names or words[-1] in names for _, words in chain.levels)


def _prices(reading: Reading, chain: Chain) -> DraftEntity | None:
    """The list of prices that one finds by choosing, where nothing else is found: "select the model, see the price"."""
    tokens = chain.sentence.tokens[chain.end :]
    if not any(token.lemma in _PRICED for token in tokens):
        return None
    made = add_record(reading, "listed_price", chain.because)
    made.assumed = True
    return made


def _fitments(reading: Reading, chain: Chain, subject: DraftEntity) -> DraftEntity:
    """The rows that say what something fits, in place of fields of its own and of records nobody keeps."""
    _move(subject, chain)
    fitment = add_record(reading, _FITMENT, chain.because)
    fitment.fields = [field for field in fitment.fields if field.because]
    add_field(fitment, f"{subject.name}! @{subject.name}", chain.because).required = True
    return fitment


def _move(subject: DraftEntity, chain: Chain) -> None:
    """Takes the chain's fields away from what fits several of what they say."""
    last = {words[-1] for _, words in chain.levels}
    subject.fields = [field for field in subject.fields if field.name.split("_")[-1] not in last or not field.because]


def _level(holder: DraftEntity, chain: Chain, number: int, words: tuple[str, ...]) -> None:
    known = _found(holder, chain, number, words)
    if known is not None:
        if known.type is FieldType.CHOICE and known.because:
            # A few made-up values are no chain: what there is comes from the rows.
            known.type, known.choices, known.values = FieldType.TEXT, (), ()
        return
    name = safe_field_name(identifier(words), holder.name)
    shown = label(words)
    kind = "int: 2015..2024" if words[-1] == "year" else "text"
    field = add_field(holder, f"{name} {kind}", chain.because)
    field.label, field.sought = shown, True


def _found(holder: DraftEntity, chain: Chain, number: int, words: tuple[str, ...]) -> DraftField | None:
    """The field of a level: the one of its name, else one whose last word is that of the level."""
    levels = phrases(str(_chains()[chain.name]["levels"]), "/")[number].split()
    able = [field for field in holder.fields if field.type in _ABLE]
    exact = (field for field in able if field.name == identifier(words))
    return next(exact, None) or next((field for field in able if field.name.split("_")[-1] in levels), None)


def _rows(chain: Chain) -> list[str]:
    return str(_chains()[chain.name]["rows"]).strip().splitlines()


@cache
def _chains() -> dict[str, dict[str, str]]:
    return table_beside(__package__ or "", "chains")


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")
