"""Surveys, quizzes and what people have answered, for the demonstration; they suit what the prompt is about."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import FieldType, SampleValue

_MOST = 3
_KINDS = {"one": "one_choice", "several": "several_choices", "text": "text", "rating": "rating"}
_RATINGS = ("4", "5", "3", "5", "4", "2")

Row = dict[str, SampleValue]


@dataclass(frozen=True)
class _Question:
    kind: str
    prompt: str
    options: tuple[str, ...]
    correct: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class _Example:
    title: str
    text: str
    marked: bool
    words: frozenset[str]
    questions: tuple[_Question, ...]
    texts: tuple[str, ...]


def add_samples(reading: Reading, record: DraftEntity, *, marked: bool) -> None:
    """Three of them, the last a draft, with answers of everybody who signs in to the others."""
    examples = _fitting(reading, marked=marked)
    states = ("open", "open", "draft")
    titles = [
        {"title": one.title, "description": one.text, "status": state}
        for one, state in zip(examples, states, strict=True)
    ]
    rows = (
        known | row for known, row in zip(record.samples, titles, strict=False)
    )
    record.samples = tuple({name: value for name, value in row.items() if record.field(name)} for row in rows)
    _point_within(reading, record)
    tables = {what: _table(reading, record, what) for what in ("question", "response", "answer", "draft")}
    tables["draft"].samples = ({"subject": len(titles) - 1},)
    asked = [(place, number, question) for place, one in enumerate(examples) for number, question in enumerate(one.questions, 1)]
    tables["question"].samples = tuple(_question_row(*line, marked=marked) for line in asked)
    people = len(reading.roles)
    responses = [(place, person) for place in range(len(titles) - 1) for person in range(people * _rounds(people))]
    tables["response"].samples = tuple({"subject": place} for place, _ in responses)
    tables["answer"].samples = tuple(
        {"sheet": number, "question": at, "given": text}
        for number, (place, person) in enumerate(responses)
        for at, (of, _, question) in enumerate(asked)
        if of == place
        for text in _given(question, examples[place], person + 3 * place)
    )[:200]


def _rounds(people: int) -> int:
    """How often each role answers in turn; more often where few roles there are, so that bars are not all alike."""
    return max(1, 6 // people)


def _table(reading: Reading, record: DraftEntity, what: str) -> DraftEntity:
    found = reading.entity(table_name(record.name, what))
    if found is None:
        raise KeyError(what)
    return found


def _point_within(reading: Reading, record: DraftEntity) -> None:
    """Has rows of other records refer to those that are left."""
    for entity in reading.entities:
        for field in entity.fields:
            if field.type is FieldType.REFERENCE and field.target == record.name:
                for row in entity.samples:
                    value = row.get(field.name)
                    row[field.name] = value % len(record.samples) if isinstance(value, int) else value


def _fitting(reading: Reading, *, marked: bool) -> list[_Example]:
    """Those that share most words with the prompt, then those that suit anything."""
    said = {word for sentence in reading.sentences for token in sentence.tokens for word in (token.low, token.lemma)}
    known = [one for one in _examples() if one.marked is marked]
    shared = sorted((one for one in known if one.words & said), key=lambda one: -len(one.words & said))
    return [*shared, *(one for one in known if not one.words), *known][:_MOST]


def _question_row(place: int, number: int, question: _Question, *, marked: bool) -> Row:
    row: Row = {
        "subject": place,
        "prompt": question.prompt,
        "kind": question.kind,
        "options": "\n".join(question.options) or None,
        "required": question.required,
        "place": number,
    }
    marks: Row = {"correct": "\n".join(question.correct) or None, "points": len(question.correct) or 1}
    return row | marks if marked else row


def _given(question: _Question, example: _Example, person: int) -> tuple[str, ...]:
    """What somebody has answered: most of those who take a quiz know the answer."""
    if question.kind == "rating":
        return (_RATINGS[person % len(_RATINGS)],)
    if question.kind == "text":
        return (example.texts[person % len(example.texts)],) if example.texts and person % 3 else ()
    if question.correct and person % 3 != len(question.prompt) % 3:
        return question.correct
    first = (person * person + len(question.prompt)) % len(question.options)
    if question.kind == "one_choice":
        return (question.options[first],)
    return tuple(dict.fromkeys((question.options[first], question.options[(first + 1 + person) % len(question.options)])))


@cache
def _examples() -> tuple[_Example, ...]:
    rows = tomllib.loads((Path(__file__).with_name("samples.toml")).read_text("utf-8"))
    return tuple(
        _Example(
            row["title"],
            row["text"],
            row["marked"] == "yes",
            frozenset(row.get("for", "").split()),
            tuple(_question(line) for line in row["questions"].strip().splitlines()),
            tuple(phrases(row["texts"], "|")),
        )
        for row in rows.values()
    )


def _question(line: str) -> _Question:
    kind, prompt, *options = phrases(line, "|")
    plain = tuple(option.removesuffix("*") for option in options)
    correct = tuple(option.removesuffix("*") for option in options if option.endswith("*"))
    return _Question(_KINDS[kind.removesuffix("!")], prompt, plain, correct, kind.endswith("!"))
