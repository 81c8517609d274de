"""Averages of a number that sentences ask for by name: "average order value", "the average distance per trip"."""

from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, day_field, records_in
from millwright.factory.generation.reader.measuring import number_named
from millwright.factory.generation.reader.segment import Part, Token
from millwright.factory.generation.spec import FieldType, Figure, Measure

_ENDING = frozenset({"and", "by", "per", "of", "for", "in"})
_JUDGED = frozenset({"rating", "review", "star"})
_WORTH = frozenset({"amount", "cost", "price", "value"})
_MOST = 8
_FAR = 5
_UNKNOWN = "no record here has that amount in each of its rows, to be averaged"


def add_averages(reading: Reading) -> None:
    """Shows each as a figure, once; what people think of something is told where it is."""
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            words = sentence.tokens[place : place + _FAR]
            if token.low != "average" or {word.lemma for word in words} & _JUDGED:
                continue
            named = [e for e in records_in(reading, sentence, place + 1, place + _FAR) if not e.internal]
            found = next(((e, of) for e in (*named, *reading.entities) if (of := _number(e, words))), None)
            if found is not None:
                _add(reading, *found, clause_of(reading, sentence, place))
            elif any(word.lemma in _WORTH for word in words[1:3]):
                reading.not_built.append((sentence.words(place, place + 3), _UNKNOWN))


def _number(entity: DraftEntity, words: tuple[Token, ...]) -> DraftField | None:
    """The number of a record that is meant: the one that is named, or what one of its rows is worth."""
    end = next(
        (at for at, word in enumerate(words) if word.part is Part.PUNCTUATION or word.low in _ENDING), len(words)
    )
    of = None if entity.internal else number_named(entity, words[:end])
    worth = words[end - 1].lemma in _WORTH and of is not None and of.type is not FieldType.MONEY
    return None if worth else of


def _add(reading: Reading, entity: DraftEntity, of: DraftField, because: str) -> None:
    day = day_field(entity)
    figure = Figure(
        name=f"{f'{entity.name}_{of.name}'[:32].strip('_')}_average",
        label=f"Average {entity.label.lower()} {of.label.lower()}"[:60],
        entity=entity.name,
        measure=Measure.AVERAGE,
        of=of.name,
        day=day.name if day else None,
    )
    if len(reading.figures) < _MOST and all(known.name != figure.name for known in reading.figures):
        reading.figures.append(figure)
        reading.reasons.append((f"Figure: {figure.label}"[:60], because))
