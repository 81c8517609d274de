"""Kinds told by examples alone: "publish errands such as buying meals", "manage screws, hinges, and other goods".

So are the values of what people choose ("choose the collar such as pointed or round"), and the kinds of what is sold
("a shop for network equipment such as switches and routers").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.segment import MODALS, PREPOSITIONS, Part, Sentence
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.subject import subject_of
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Act, Domain, RoleKind, lexicon
from millwright.factory.generation.reader.words import identifier, is_plural, label
from millwright.factory.generation.spec import FieldType

_NAMED = ("category", "kind", "type", "section", "topic")
_JOINERS = frozenset({",", "and", "or"})
_REST = "Other"
_NEAR = 6  # tokens between what is put up and "such as"
_LONGEST = 4  # words of an example
_LEAST, _MOST = 2, 8
_THINGS = word_set("exemplified_things")
_CHOOSING = word_set("exemplified_choosing")
_GOODS = word_set("exemplified_goods")
_SELLING = word_set("exemplified_selling")
_ORDERED = ("order", "booking", "reservation", "appointment", "request")
_LITTLE = frozenset({"a", "an", "the", "their", "its", "his", "her"})


@dataclass(frozen=True)
class Examples:
    """The places of examples in a sentence, what they are examples of, and their words; what is said is from `silent`
    on. Those of what people choose are all its values."""

    head: Phrase
    silent: int
    start: int
    end: int
    items: tuple[tuple[str, ...], ...]
    chosen: bool = False


def without_examples(
    sentences: Sequence[Sentence], said: Sequence[Statement], domain: Domain | None
) -> tuple[Sentence, ...]:
    """The sentences in which examples say nothing of what people put up or choose, or what is sold: they are neither
    records nor acts."""
    goods = goods_told(sentences, domain)
    sold = {id(sentences[0]): [goods]} if goods is not None else {}
    return tuple(_silenced(s, [*_examples(s, said), *sold.get(id(s), [])]) for s in sentences)


def tell_examples(reading: Reading, said: Sequence[Statement]) -> None:
    """Gives what people put up a choice of the kinds that the prompt has as examples, beside any other."""
    for sentence in dict.fromkeys(id(statement.sentence) for statement in said):
        whole = next(statement.sentence for statement in said if id(statement.sentence) == sentence)
        for told in _examples(whole, said):
            _give(reading, whole, told)


def _give(reading: Reading, sentence: Sentence, told: Examples) -> None:
    if told.chosen:
        _give_values(reading, sentence, told)
        return
    entity = next(iter(records_in(reading, sentence, told.head.start, told.head.end)), None)
    if entity is None:
        return
    field = next((f for f in entity.fields if f.name in (*_NAMED, f"{entity.name}_type")), None)
    if field is None:
        field = DraftField(safe_field_name("category", entity.name), "Category", FieldType.CHOICE)
        entity.fields.insert(1, field)
    kinds = tuple(label(item) for item in told.items)
    field.type, field.target, field.pool, field.sought = FieldType.CHOICE, None, "", True
    field.choices, field.values = (*kinds, _REST), kinds
    field.because = sentence.words(told.head.start, told.end)


def _give_values(reading: Reading, sentence: Sentence, told: Examples) -> None:
    """Gives what people choose the values that are told: a field of that name, else one of what they order or book."""
    lemmas = _said(sentence, told.head)
    name = identifier(lemmas)
    fields = [field for entity in reading.entities for field in entity.fields[1:]]
    named = [field for field in fields if f"_{field.name}".endswith(f"_{name}")]
    order = next((found for key in _ORDERED if (found := reading.entity(key))), None)
    if not named and order is not None and name:
        named = [DraftField(safe_field_name(name, order.name), label(lemmas), FieldType.CHOICE, asked=True)]
        order.fields += named
    values = tuple(label(item) for item in told.items)
    for field in named:
        field.type, field.target, field.pool, field.minimum = FieldType.CHOICE, None, "", None
        field.choices, field.values = values, ()
        field.because = sentence.words(told.head.start, told.end)


def _said(sentence: Sentence, phrase: Phrase) -> tuple[str, ...]:
    return tuple(token.lemma for token in sentence.tokens[phrase.start : phrase.end] if token.low not in _LITTLE)


def goods_told(sentences: Sequence[Sentence], domain: Domain | None) -> Examples | None:
    """The examples of what a shop sells, told where the prompt says what is built."""
    if not sentences or domain is None or domain.name not in _SELLING:
        return None
    sentence = sentences[0]
    heads = {phrase.head for phrase in subject_of(sentences) if phrase.behind} | _GOODS
    for place, after in _openings(sentence):
        if sentence.tokens[place - 1].lemma not in heads:
            continue
        items, end = _listed(sentence, after)
        if _LEAST <= len(items) <= _MOST and all(0 < len(item) <= _LONGEST for item in items):
            return Examples(Phrase(place - 1, place, direct=True), place, after, end, tuple(items))
    return None


def _openings(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where words stand that announce examples, and where these begin."""
    lows = [token.low for token in sentence.tokens]
    for place in range(1, len(lows) - 2):
        if lows[place] == "such" and lows[place + 1] == "as":
            yield place, place + 2
        elif lows[place] in {"including", "like"}:
            yield place, place + 1


def _silenced(sentence: Sentence, found: list[Examples]) -> Sentence:
    places = {place for told in found for place in range(told.silent, told.end)}
    if not places:
        return sentence
    mute = (replace(t, part=Part.STOP, verb=None, lemma="", stem="") for t in sentence.tokens)
    tokens = tuple(m if at in places else t for at, (t, m) in enumerate(zip(sentence.tokens, mute, strict=True)))
    people = {place: person for place, person in sentence.people.items() if place not in places}
    return replace(sentence, tokens=tokens, people=people)


def _examples(sentence: Sentence, said: Sequence[Statement]) -> Iterator[Examples]:
    tokens = sentence.tokens
    for place in range(1, len(tokens) - 2):
        if tokens[place].low != "such" or tokens[place + 1].low != "as":
            continue
        chosen = _chosen(sentence, said, place)
        head = chosen or _put_up(sentence, said, place)
        items, end = _listed(sentence, place + 2)
        plain = all(0 < len(item) <= _LONGEST and (chosen or not known_attribute(item)) for item in items)
        if head is not None and plain and _LEAST <= len(items) <= _MOST:
            yield Examples(head, place, place + 2, end, tuple(items), chosen=chosen is not None)
    yield from _before_others(sentence)


def _before_others(sentence: Sentence) -> Iterator[Examples]:
    """The examples before what they are examples of: "screws, hinges, and other goods"."""
    tokens = sentence.tokens
    for place in range(3, len(tokens) - 1):
        if tokens[place].low != "other" or tokens[place - 1].low not in {"and", "or"}:
            continue
        end = place + 1
        while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
            end += 1
        start = place - 1
        while start and (tokens[start - 1].text == "," or _is_example(sentence, start - 1)):
            start -= 1
        items = [item for item in _listed(sentence, start)[0] if "other" not in item]
        plain = all(0 < len(item) <= _LONGEST and is_plural(item[-1]) and not known_attribute(item) for item in items)
        named = end > place + 1 and tokens[end - 1].low in _THINGS
        if named and plain and _LEAST <= len(items) <= _MOST:
            yield Examples(Phrase(place + 1, end, direct=True), start, start, place + 1, tuple(items))


def _is_example(sentence: Sentence, place: int) -> bool:
    token = sentence.tokens[place]
    return token.part in {Part.NOUN, Part.ADJECTIVE} and not is_verb(sentence, place)


def _put_up(sentence: Sentence, said: Sequence[Statement], place: int) -> Phrase | None:
    """What people from outside put up before a place: things in the plural."""
    made = [s for s in said if s.sentence is sentence and s.start < place and s.verb.act is Act.CREATE]
    made = [s for s in made if s.subject is not None and (s.subject.generic or s.subject.kind is RoleKind.OUTSIDER)]
    direct = [phrase for s in made[-1:] for phrase in s.phrases if phrase.direct and phrase.end <= place][-1:]
    near = (phrase for phrase in direct if place - phrase.end <= _NEAR)
    return next((phrase for phrase in near if is_plural(sentence.tokens[phrase.end - 1].low)), None)


def _chosen(sentence: Sentence, said: Sequence[Statement], place: int) -> Phrase | None:
    """What people choose right before a place: one fact, such as a method, and no thing that is kept."""
    acts = [s for s in said if s.sentence is sentence and s.start < place and s.verb.base in _CHOOSING]
    phrases = [phrase for s in acts[-1:] for phrase in s.phrases if phrase.direct and phrase.end == place]
    for phrase in phrases:
        last = sentence.tokens[phrase.end - 1]
        words = _said(sentence, phrase)
        single = not is_plural(last.low) and lexicon().entity_index.at([last.lemma], 0) is None
        if words and (single or known_attribute(words)):
            return phrase
    return None


def _listed(sentence: Sentence, place: int) -> tuple[list[tuple[str, ...]], int]:
    """The examples from a place on, and where they end: with the one after "and", else with the sentence."""
    tokens, items, words = sentence.tokens, list[tuple[str, ...]](), list[str]()
    last = False
    while place < len(tokens):
        token = tokens[place]
        if (token.low or token.text) in _JOINERS:
            items += [tuple(words)] if words else []
            if last and words:
                return items, place
            last, words = last or token.low in {"and", "or"}, []
        elif _ends(sentence, place, begun=bool(words)):
            break
        else:
            words.append(token.low)
        place += 1
    return [*items, tuple(words)] if words else items, place


def _ends(sentence: Sentence, place: int, *, begun: bool) -> bool:
    """Whether no example goes on there: a preposition, or what people do next."""
    token = sentence.tokens[place]
    if token.part is Part.PUNCTUATION or token.low in MODALS or (begun and token.low in PREPOSITIONS):
        return True
    acts = token.verb is not None and token.verb.form == "base" and not token.joined
    return acts and is_verb(sentence, place)
