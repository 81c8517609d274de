"""References that acts imply: messages are left for a company, bids are made on a tender, suppliers are rated."""

from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on, checks_out, records_in
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.statements import Statement, approves
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.words import is_plural

Pair = tuple[DraftEntity, DraftEntity, str]

_ABOUT = frozenset({"for", "on", "in", "at", "to", "from", "about"})
_OPINING = frozenset({"assess", "evaluate", "rate", "review", "score"})
_OPINIONS = frozenset({"assessment", "evaluation", "rating", "review"})
_MADE = frozenset({EntityKind.PERSONAL, EntityKind.WORK, EntityKind.LOG, EntityKind.MONEY})
_THINGS = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.PERSON})
_RATED = _THINGS | {EntityKind.PERSONAL}
_UNTIED = frozenset({"comment", "contact_message", "message", "newsletter_subscriber", "cart_item", "review"})
_ARTICLES = frozenset({"a", "an", "each", "every"})
_DETERMINERS = _ARTICLES | {"the", "their", "its"}
_NOT_MAKING = frozenset({"list", "form", "design", "generate", "store", "save", "start", "invite", "open", "plan"})


def implied(reading: Reading) -> list[Pair]:
    """Which record refers to which by what is done, each with the words that tell."""
    found: list[Pair] = []
    for statement in reading.statements:
        found += _made_for(reading, statement)
        found += _shown_of(reading, statement)
    return [*found, *_rated(reading)]


def _made_for(reading: Reading, statement: Statement) -> list[Pair]:
    """In "leave messages for a company" and "create contracts from templates" the first record refers to the second."""
    if statement.verb.act is not Act.CREATE or statement.verb.base in _NOT_MAKING or statement.verb.form == "noun":
        return []
    untied = _UNTIED | ({"order"} if checks_out(reading) else set[str]())
    made = [entity for entity in acted_on(reading, statement) if entity.kind in _MADE and entity.key not in untied]
    tokens = statement.sentence.tokens
    told = [phrase.end for phrase in statement.phrases if phrase.direct][-1:]
    for phrase in statement.phrases if len(made) == 1 and told and _free(made[0]) else ():
        between = [token.low for token in tokens[told[0] : phrase.start]]
        if phrase.direct or not between or between[0] not in _ABOUT or set(between[1:]) - _DETERMINERS:
            continue
        things = records_in(reading, statement.sentence, phrase.start, phrase.end)
        return [(made[0], thing, statement.text) for thing in things[:1] if thing.kind in _THINGS]
    return []


def _free(entity: DraftEntity) -> bool:
    return all(field.target is None for field in entity.fields)


def _shown_of(reading: Reading, statement: Statement) -> list[Pair]:
    """In "view the products and contact details of a company" products are those of one company."""
    tokens = statement.sentence.tokens
    if statement.verb.act is not Act.VIEW or not statement.phrases:
        return []
    place = next((at for at in range(statement.start, statement.end) if tokens[at].low == "of"), 0)
    if not place or tokens[place + 1].low not in _ARTICLES:
        return []
    end = place + 2
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE} and end < place + 5:
        end += 1
    head = next(iter(records_in(reading, statement.sentence, place + 2, end)), None)
    found: list[Pair] = []
    for phrase in statement.phrases:
        if phrase.end <= place and is_plural(tokens[phrase.end - 1].low):
            parts = records_in(reading, statement.sentence, phrase.end - 1, phrase.end)
            found += [
                (part, head, statement.text)
                for part in parts
                if head is not None and part.kind is not EntityKind.PERSON
            ]
    return found


def _rated(reading: Reading) -> list[Pair]:
    """Reviews are of what people rate: "buyers rate suppliers", "supplier evaluation"."""
    review = reading.entity("review")
    if review is None or any(field.target for field in review.fields):
        return []
    for statement in reading.statements:
        if statement.verb.base in _OPINING and statement.subject is not None and not approves(statement):
            subject = next((e for e in acted_on(reading, statement) if e is not review), None)
            if subject is not None:
                return [(review, subject, statement.text)]
    for sentence in reading.sentences:
        for place in range(1, len(sentence.tokens)):
            if sentence.tokens[place].lemma in _OPINIONS:
                named = records_in(reading, sentence, place - 1, place)
                subject = next((e for e in named if e is not review and e.kind in _RATED), None)
                if subject is not None:
                    return [(review, subject, sentence.words(place - 1, place + 1))]
    return []
