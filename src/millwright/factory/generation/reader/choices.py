"""Values that a prompt spells out for a field: "status: open, waiting, closed", "priority (low, medium, high)"."""

import re
from collections.abc import Sequence

from millwright.factory.generation.reader.attributes import field_types, known_attribute
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, found_by, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.sorted_such import one_of, sorted_such
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import identifier, is_plural, label, plain, singular
from millwright.factory.generation.spec import FieldType

_ITEM = r"[A-Za-z][\w'/ &-]{0,28}?"
LIST = rf"({_ITEM}(?:\s*,\s*{_ITEM})*\s*,?\s*(?:(?:and|or|then|to)\s+{_ITEM}|,\s*{_ITEM}))"
_BRACKETS = re.compile(r"([\w -]{3,30}?)\s*\(([^()]{5,160})\)")
_NAMES = (
    r"status(?:es)?|states?|stages?|phases?|columns?|priority|priorities|levels?|types?|categor(?:y|ies)|kinds?"
    r"|conditions?|plans?|sizes?"
)
_OWNED = r"(?!\s+(?:all|each|her|his|its|my|our|the|their|your)\b)"
"""What follows "of" when it tells values; "the status of their orders" tells whose it is."""
_BETWEEN = rf"(?::|are|is|can be|may be|to|of{_OWNED}|such as|like|-|from)\s+(?:one of\s+|either\s+)?"
_ENDING = r"(?=\s*(?:[.;:()]|$|\bwith\b|\bfor\b|\bso\b))"
_STATED = re.compile(rf"\b({_NAMES})\s*{_BETWEEN}{LIST}{_ENDING}", re.IGNORECASE)
_SORTED = re.compile(rf"\bby\s+([a-z]{{3,20}})\s*(?::|such as|like)\s+{LIST}{_ENDING}")
"""What things are sorted by, with its values: "products by room: living room, bedroom and kitchen"."""
_FIELDS = 2
"""How many words for fields make a list one of fields."""
_WAYS = frozenset({FieldType.EMAIL, FieldType.PHONE, FieldType.URL})
_CAPITAL = r"[A-Z](?:(?! (?:and|or|on|for) )[\w'/ &-]){0,28}?(?: for (?:(?!and\b|or\b)[\w'-]+))?"
_BEGUN = r"(?!(?:are|as|by|can|for|from|in|is|of|on|per|that|to|which|with)\b)"
_PLAIN = r"(?:(?!and\b|or\b)[a-z][\w'/-]*\b ?){1,3}"
_AFTER = r"(?=\s*(?:[.,;:()]|$|\b(?:and|as|at|by|for|in|on|so|to|when|where|while|with)\b))"
_DIRECT = re.compile(
    rf"\b(columns|stages|states|statuses) ({_CAPITAL}(?:\s*,\s*{_CAPITAL})*\s*,?\s*(?:and|or)\s+{_CAPITAL}{_AFTER})"
)
_COLUMNS = re.compile(rf"\b(columns|stages) ({_BEGUN}{_PLAIN}(?:, {_PLAIN})+,? (?:and|or) {_PLAIN}){_AFTER}")
"""Lists that follow their name: those of capitals, and those in small letters, end with what "and" stands before."""
_NAME = r"[A-Z][\w&'-]+(?: [A-Z][\w&'-]+)?"
_BEFORE = re.compile(rf"\b((?:{_NAME}, )*{_NAME},? and {_NAME}) (categories|departments|sections)\b")
_STEP = r"\s*,?\s*\b(?:to|then|through)\s+"
_MOVED = re.compile(
    rf"\b(moves?|moving|drags?|dragging|advances?|goe?s?|pass(?:es)?|progress(?:es)?|travels?)\b[^.;:]*?"
    rf"\bfrom\s+({_ITEM}(?:{_STEP}{_ITEM})+)(?=\s*(?:[,.;:()]|$|\b(?:with|for|so|and|while|by|on|as)\b))",
    re.IGNORECASE,
)
"""What passes through states: "jobs move across a board from received to in repair to ready"."""
_THROUGH = re.compile(
    rf"\b(moves?|moving|goe?s?|pass(?:es)?|progress(?:es)?)\b[^.;:]*?\bthrough\s+(?:the\s+(?:states|stages|columns)\s+)?"
    rf"({_PLAIN}(?:, {_PLAIN})+,? and {_PLAIN}){_AFTER}"
)
"""The same without a first and a last: "faults move through reported, assigned, in repair and done"."""
_ON_BOARD = re.compile(r"\b(boards?|kanban|pipeline|columns?|stages?|states?|status(?:es)?|workflow)\b", re.IGNORECASE)
_EXAMPLES = re.compile(r"\b(?:such as|including|like)\b", re.IGNORECASE)
_CONTENT = frozenset({"content", "contents", "data", "information", "material", "materials", "media", "resources"})
_SPLIT = re.compile(r"\s*,\s*(?:and|or|then|to|through)?\s*|\s+(?:and|or|then|to|through)\s+|\s*/\s*")
_NEAR = 8  # tokens between what is looked through and by what
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")
_PASSED = frozenset({"column", "stage"})
_STATES = frozenset({"status", "state", "stage", "phase", "column"})


def spell_choices(reading: Reading) -> None:
    """Gives choice fields the values that sentences spell out, in their order."""
    for sentence in reading.sentences:
        for shown, said, start in _stated(sentence):
            values = values_of(said)[: _counted(sentence.text[:start])]
            name = singular(plain(shown))
            near = _passing(reading, sentence, start) if name in _PASSED else []
            _give(reading, sentence, name, values, sentence.text, near=near)
        for such in sorted_such(sentence):
            name, near = one_of(such.name), _sorted_so(reading, sentence, such.start)
            _give(reading, sentence, name, values_of(such.values), sentence.text, near=near)
        for match in _BEFORE.finditer(sentence.text):
            _give(reading, sentence, singular(match[2]), values_of(match[1]), match[0])
        for text in _moved(sentence):
            _give(reading, sentence, "status", values_of(text), sentence.text)
        for name, values in _bracketed(sentence):
            _give(reading, sentence, name, values_of(values), f"{name} ({values})", known_only=True)


def _counted(before: str) -> int | None:
    """How many there are, where the word before tells: the rest of the list is about something else."""
    word = before.rstrip().rpartition(" ")[2].lower()
    return _NUMBERS.index(word) if word in _NUMBERS else int(word) if word.isdigit() and word != "0" else None


def spelled_values(sentence: Sentence) -> frozenset[str]:
    """The stored values that a sentence spells out, which are then no fields."""
    lists = [said for _, said, _ in _stated(sentence)]
    lists += [such.values for such in sorted_such(sentence)]
    lists += [match[1] for match in _BEFORE.finditer(sentence.text)]
    lists += [*_moved(sentence), *(values for _, values in _bracketed(sentence))]
    return frozenset(choice_value(value) for text in lists for value in values_of(text))


def _stated(sentence: Sentence) -> list[tuple[str, str, int]]:
    """Where values are told by the name of what they are values of: that name, the values, and where the name begins.

    Of "types of forms, including tests and orders" the values follow the second word; "types of content, such as
    articles and videos" names things and no values.
    """
    found: list[tuple[str, str, int]] = []
    told = (match for pattern in (_STATED, _DIRECT, _COLUMNS) for match in pattern.finditer(sentence.text))
    for match in (*told, *_sorted_by(sentence)):
        head, *rest = _EXAMPLES.split(match[2], maxsplit=1)
        if not {*_SPLIT.split(plain(head).lower(), maxsplit=1)[:1]} & _CONTENT and (
            not rest or plain(head).strip(" ,").rpartition(" ")[2] not in _CONTENT
        ):
            found.append((match[1], rest[0] if rest else match[2], match.start()))
    return found


def _sorted_by(sentence: Sentence) -> list[re.Match[str]]:
    """What things are sorted by, and not in which way something is done ("reached by phone: call or text"); words for
    fields are what is shown of them: "books by author: title, year and publisher"."""
    first = sentence.tokens[0].start
    found: list[re.Match[str]] = []
    for match in _SORTED.finditer(sentence.text):
        place = sum(token.start - first < match.start() for token in sentence.tokens)
        fields = sum(known_attribute(tuple(plain(value).lower().split())) for value in values_of(match[2]))
        verb = sentence.tokens[place - 1].verb if place else None
        way = field_types().get(match[1]) in _WAYS or (verb is not None and verb.form == "base")
        if place and found_by(sentence, place) and fields < _FIELDS and not way:
            found.append(match)
    return found


def _moved(sentence: Sentence) -> list[str]:
    """The states through which something is said to pass: two of them only where the words are about states."""
    texts = [match[2] for pattern in (_MOVED, _THROUGH) for match in pattern.finditer(sentence.text)]
    return [text for text in texts if _ON_BOARD.search(sentence.text) or len(values_of(text)) > 2]


def _bracketed(sentence: Sentence) -> list[tuple[str, str]]:
    """The names of fields with what stands in brackets after them; records have fields in theirs."""
    found = ((identifier(match[1].split()[-1:]), match[2]) for match in _BRACKETS.finditer(sentence.text))
    named = ((singular(name), values, is_plural(name)) for name, values in found if name)
    return [
        (name, values) for name, values, many in named if known_attribute((name,)) or not (many or _is_record(name))
    ]


def _is_record(name: str) -> bool:
    return lexicon().entity_index.at([name], 0) is not None


def values_of(text: str) -> list[str]:
    """The values of a written list, each once; nothing when one of them is too long to be a value."""
    items = [item.strip(" '\"") for item in _SPLIT.split(text) if item.strip(" '\"")]
    if not 2 <= len(items) <= 12 or any(len(item.split()) > 4 for item in items):
        return []
    return list({choice_value(item): label([item]) for item in items if identifier([item])}.values())


def _passing(reading: Reading, sentence: Sentence, start: int) -> list[DraftEntity]:
    """What passes through columns or stages that are told at a place: what is moved or shown, else what stands next."""
    first = sentence.tokens[0].start
    place = sum(token.start - first < start for token in sentence.tokens)
    before = [s for s in reading.statements if s.sentence is sentence and s.start < place and s.verb.form != "noun"]
    acted = [e for e in acted_on(reading, before[-1]) if state_field(e)] if before else []
    near = [e for e in reversed(records_in(reading, sentence, 0, place)) if state_field(e)]
    return [*acted, *near]


def _give(
    reading: Reading,
    sentence: Sentence,
    name: str,
    values: list[str],
    because: str,
    *,
    known_only: bool = False,
    near: Sequence[DraftEntity] = (),
) -> None:
    if len(values) < 2 or not name:
        return
    here = list(dict.fromkeys([*near, *records_in(reading, sentence)]))
    named = reading.entity(name)
    if named is not None and not known_only and name not in _STATES:
        first = named.fields[0]
        first.values, first.pool, first.because = tuple(values), "", because
        return
    for entity in [*here, *(e for e in reading.entities if e not in here)]:
        field = _field(entity, name)
        if field is not None:
            field.type, field.choices, field.because = FieldType.CHOICE, tuple(values), because
            field.values, field.pool, field.minimum = (), "", None
            field.label = label([name]) if name in {"stage", "phase"} else field.label
            return
    owner = next(iter(here or [_first_said(reading)]))
    if not known_only or not here:
        shown = "status" if name in _STATES else name
        made = DraftField(identifier([shown]), label([shown]), FieldType.CHOICE, choices=tuple(values), because=because)
        made.name = "status" if name in _STATES else _own_name(owner, made.name)
        owner.fields.insert(1, made)


def _sorted_so(reading: Reading, sentence: Sentence, start: int) -> list[DraftEntity]:
    """What is looked through by what is told at a place: the nearest record before."""
    first = sentence.tokens[0].start
    place = sum(token.start - first < start for token in sentence.tokens)
    return records_in(reading, sentence, max(0, place - _NEAR), place)[::-1]


def _own_name(owner: DraftEntity, name: str) -> str:
    """The name of a new field, which tells whose it is where it is a single word."""
    return name if "_" in name else f"{owner.name}_{name}"[:38].strip("_")


def _first_said(reading: Reading) -> DraftEntity:
    """Whose values a sentence tells that names no record: those of what has states, and was named first."""
    places = {mention.key: mention.place for mention in reversed(reading.mentions)}
    having = [entity for entity in reading.entities if state_field(entity)] or reading.entities
    return min(having, key=lambda entity: places.get(entity.key, len(reading.text)))


def _field(entity: DraftEntity, name: str) -> DraftField | None:
    """The field that a word means: of that name, or the states when the word means states."""
    plain_types = {FieldType.CHOICE, FieldType.TEXT, FieldType.LONG_TEXT}
    called = identifier(name.split()) if " " in name else name
    for field in entity.fields:
        if f"_{field.name}".endswith(f"_{called}") and field.type in plain_types and field is not entity.fields[0]:
            return field
    return state_field(entity) if name in _STATES else None
