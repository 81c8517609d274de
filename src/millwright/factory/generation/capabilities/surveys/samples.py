"""Surveys, quizzes and what people have answered, for the demonstration; they suit what the prompt is about."""

from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.reader.data import phrases, table, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import FieldType, SampleValue

_MOST = 3
_KINDS = {"one": "one_choice", "several": "several_choices", "yes": "yes_no"}
_CHOSEN_FROM = frozenset({"one_choice", "several_choices", "dropdown"})
_YES_NO = ("Yes", "No")
_MOST_ANSWERS = 200
_PEOPLE = 9
_CHOSEN = (0, 1, 0, 2, 1, 0, 3)
_RATINGS = ("4", "5", "3", "5", "4", "2")

Row = dict[str, SampleValue]


@dataclass(frozen=True)
class _Question:
    kind: str
    prompt: str
    options: tuple[str, ...]
    """What can be chosen; where people write, what they have written."""
    correct: tuple[str, ...]
    required: bool
    half: bool


@dataclass(frozen=True)
class _Example:
    title: str
    text: str
    kind: str
    words: frozenset[str]
    questions: tuple[_Question, ...]
    texts: tuple[str, ...]


def add_samples(reading: Reading, record: DraftEntity, *, kind: str, again: bool) -> None:
    """Three of them, the last a draft, with what people have answered to the others, some of them twice.

    The kind says whether answers are marked ("yes" or "no"), or that they are forms of many kinds of fields ("form").
    """
    examples = _fitting(reading, kind)
    states = ("open", "open", "draft")
    rows = zip(record.samples, examples, states, strict=False)
    record.samples = tuple(known | _own(example, state) for known, example, state in rows)
    _point_within(reading, record)
    tables = {what: _table(reading, record, what) for what in ("question", "response", "answer", "draft")}
    tables["draft"].samples = ({"subject": len(examples) - 1},)
    asked = [
        (place, number, question)
        for place, one in enumerate(examples)
        for number, question in enumerate(one.questions, 1)
    ]
    tables["question"].samples = tuple(_question_row(*line, kind=kind) for line in asked)
    if (starts := reading.entity(table_name(record.name, "start"))) is not None:
        starts.samples = ()
    strangers = phrases(str(table("pools")["person"]), "|")
    roles = [role.name for role in reading.roles if role.kind is not RoleKind.ADMIN]
    # Whoever tries the demonstration has answered the first, and may answer the second.
    people = [[*strangers[: _PEOPLE - len(roles)], *roles], strangers[:_PEOPLE]]
    responses = [(place, person) for place in range(len(examples) - 1) for person in range(len(people[place]))]
    responses += [(0, person) for person in range(len(people[0]) - len(roles), len(people[0])) if again]
    sheets: list[Row] = [{"subject": place, "person": people[place][person]} for place, person in responses]
    tables["response"].samples = tuple(sheets)
    answers: list[Row] = [
        {"sheet": number, "question": at, "given": text}
        for number, (place, person) in enumerate(responses)
        for at, (of, _, question) in enumerate(asked)
        if of == place
        for text in _given(question, examples[place], person + 3 * place + number // sum(map(len, people)))
    ]
    tables["answer"].samples = tuple(answers[:_MOST_ANSWERS])


def _own(example: _Example, state: str) -> Row:
    return {"title": example.title, "description": example.text, "status": state}


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


def _fitting(reading: Reading, kind: str) -> list[_Example]:
    """Those that share most words with the prompt, then those that suit anything."""
    said = {word for sentence in reading.sentences for token in sentence.tokens for word in (token.low, token.lemma)}
    known = [one for one in _examples() if one.kind == kind]
    shared = sorted((one for one in known if one.words & said), key=lambda one: -len(one.words & said))
    return [*shared, *(one for one in known if not one.words), *known][:_MOST]


def _question_row(place: int, number: int, question: _Question, *, kind: str) -> Row:
    row: Row = {
        "subject": place,
        "prompt": question.prompt,
        "kind": question.kind,
        "options": "\n".join(question.options) if question.kind in _CHOSEN_FROM else None,
        "required": question.required,
        "place": number,
    }
    if kind == "yes":
        return row | {"correct": "\n".join(question.correct) or None, "points": len(question.correct) or 1}
    return row | {"half": question.half}


def _given(question: _Question, example: _Example, person: int) -> tuple[str, ...]:
    """What somebody has answered: most of those who take a quiz know the answer."""
    if question.kind == "rating":
        return (_RATINGS[person % len(_RATINGS)],)
    if question.kind == "text" and not question.options:
        said = (person - person // 3 - 1) % max(len(example.texts), 1)
        return (example.texts[said],) if example.texts and person % 3 else ()
    if question.correct and person % 3 != len(question.prompt) % 3:
        return question.correct
    if question.kind == "yes_no":
        return (_YES_NO[person % 4 == 0],)
    if question.kind not in _CHOSEN_FROM:
        return (question.options[person % len(question.options)],) if question.options else ()
    first = _CHOSEN[(person + len(question.prompt)) % len(_CHOSEN)] % len(question.options)
    if question.kind != "several_choices":
        return (question.options[first],)
    second = (first + 1 + person % 2) % len(question.options)
    return tuple(dict.fromkeys((question.options[first], question.options[second])))


@cache
def _examples() -> tuple[_Example, ...]:
    rows = table_beside(__package__ or "", "samples")
    return tuple(
        _Example(
            row["title"],
            row["text"],
            row["marked"],
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
    name, half = kind.strip("!/"), kind.startswith("/")
    return _Question(_KINDS.get(name, name), prompt, plain, correct, kind.endswith("!"), half)
