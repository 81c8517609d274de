"""What is due or ends within a time that the prompt tells: "vehicles whose inspection is due within 30 days"."""

import re
from collections.abc import Iterator

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.words import label, stems
from millwright.factory.generation.spec import TEMPORAL, FieldType

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_WITHIN = re.compile(
    r"\b(?:within\s+(?:the\s+)?(?:next\s+|coming\s+)?|(?:in|over|during|for)\s+the\s+(?:next|coming)\s+|"
    r"(?:(?<=due )|(?<=expire )|(?<=expires )|(?<=expiring ))in\s+)"
    r"(\d{1,3}|" + "|".join(_NUMBERS[1:]) + r")\s+(day|week|month|year)s?\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:\w+ )?(?:without|with no|no)\s+(?:\w+\s+){1,3}?(?:for|in|within|since)\s+(?:more than\s+)?(?:the\s+)?"
    r"(?:last\s+|past\s+)?\w+\s+(?:day|week|month|year)s?\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\bremaining\s+(?:\w+\s+){0,2}(?:days|hours|leave|vacation|holidays?|allowance|entitlement|budget|lessons|sessions)\b"
    r"|\b(?:leave|vacation|holiday) days left\b|\bbudget (?:remaining|left)\b",
    re.IGNORECASE,
)
_NO_ABSENCE = "lists go by what rows hold, not by what did not happen to them for some time"
_NO_REST = "what is left of a number is not worked out"
_ENDING = word_set("horizons_ending")
_NEAR = 7  # tokens before the time in which it is said what comes
_LEAD = 4  # tokens before that which name the record


def horizon(words: str) -> int:
    """Within how many days something comes, as words say; 0 where they do not."""
    found = _WITHIN.search(words)
    if found is None:
        return 0
    number = found[1].lower()
    return (int(number) if number.isdigit() else _NUMBERS.index(number)) * _DAYS[found[2].lower()]


def horizon_spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a sentence tells what falls due or ends within some time, from the record up to the time."""
    first = sentence.tokens[0].start
    for match in _WITHIN.finditer(sentence.text):
        end = sum(token.start - first < match.end() for token in sentence.tokens)
        begin = sum(token.start - first < match.start() for token in sentence.tokens)
        near = range(max(0, begin - _NEAR), begin)
        told = next((at for at in near if sentence.tokens[at].low in _ENDING), None)
        if told is not None:
            yield _named_from(sentence, told), end


def _named_from(sentence: Sentence, told: int) -> int:
    """Where the words begin that name what falls due."""
    start, tokens = told, sentence.tokens
    for place in range(told - 1, max(-1, told - 1 - _LEAD), -1):
        token = tokens[place]
        led = place == 0 or tokens[place - 1].low in {"and", "or", "to"} or tokens[place - 1].part is Part.PUNCTUATION
        if token.part is Part.PUNCTUATION or token.low in {"and", "or"} or (token.verb is not None and led):
            break
        start = place
    return start


def provide_days(reading: Reading) -> None:
    """Gives a record the day by which it is told what falls due, where it has none of that name: the inspection of a
    vehicle."""
    for wish in reading.wished("worklist"):
        days = horizon(wish.words)
        named = [e for e in records_in(reading, wish.sentence, wish.start, wish.end) if not e.internal] if days else []
        if named and best_day(named[0], wish.words) is None:
            named[0].fields.append(_day_of(named[0], wish.sentence, wish.start, wish.end, wish.words))


def note_what_is_missing(reading: Reading) -> None:
    """Says that lists of what did not happen for some time, and what is left of a number, are not built."""
    done = [because for subject, because in reading.reasons if subject.startswith("Lapsing of")]
    for match in (one for one in _ABSENT.finditer(reading.text) if not any(one[0] in known for known in done)):
        reading.not_built.append((match[0], _NO_ABSENCE))
    labels = [field.label.lower() for entity in reading.entities for field in entity.fields]
    labels += [formula.label.lower() for entity in reading.entities for formula, _ in entity.formulas.values()]
    for match in _LEFT.finditer(reading.text):
        if not any("remaining" in shown or shown.endswith(" left") for shown in labels):
            reading.not_built.append((match[0], _NO_REST))


def _day_of(entity: DraftEntity, sentence: Sentence, start: int, end: int, because: str) -> DraftField:
    """The day of what the words say is due, by the word after "whose", else simply the day on which the row is."""
    tokens = sentence.tokens[start:end]
    place = next((at for at, token in enumerate(tokens[:-1]) if token.low == "whose"), None)
    thing = tokens[place + 1].low if place is not None else ""
    comes = "expires" if "expir" in because.lower() else "due"
    name = safe_field_name(f"{thing}_{comes}_on".strip("_")[:30], entity.name)
    shown = label([thing, f"{comes} on"] if thing else [f"{comes} on"])
    return DraftField(name, shown, FieldType.DATE, between=(-10, 120), because=because)


def best_day(entity: DraftEntity, words: str) -> DraftField | None:
    """The day of a record that words speak of: one named so, else one by which something ends or comes."""
    said = set(stems(words))
    days = [field for field in entity.fields if field.type in TEMPORAL]
    named = [field for field in days if said & {*stems(field.label)} - {*stems(entity.label)}]
    coming = [field for field in days if _ENDING & {*field.name.split("_")}]
    whose = "whose" in words.lower().split()
    return next(iter(named), None if whose else next(iter(coming), None))
