"""Calculators of a site: which formulas a prompt asks for; what is said of them names no record and no field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import rows, word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.estimating import ASKED, Estimate, find_estimate, is_asking, tells_result
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability
from millwright.factory.generation.reader.words import singular

NAME = "calculator"
_ENTERING = word_set("calculating_entering")
_AVERAGED = frozenset({"average", "mean", "overall"})
_WHOLE_ACT = 3  # tokens from which on a wish says itself what is calculated


def estimate_of(reading: Reading) -> Estimate | None:
    """What the prompt spells out to be estimated, where no known formula answers for one of its wishes."""
    wishes = reading.wished(NAME)
    return find_estimate(reading) if wishes and not all(formula_of(reading, wish) for wish in wishes) else None


def formulas(reading: Reading) -> tuple[str, ...]:
    """The names of the formulas that are asked for, in the order of the prompt."""
    found = (name for wish in reading.wished(NAME) if (name := formula_of(reading, wish)))
    return tuple(dict.fromkeys(found))


def formula_of(reading: Reading, wish: Wish) -> str:
    """The formula that a wish means by its own words, else by its sentence; nothing where none is known."""
    prompt = {form for sentence in reading.all_sentences for form in _forms(sentence)}
    known = {name: row for name, row in rows("calculators").items() if not row["signs"] or prompt & _set(row["signs"])}
    words = re.findall(r"[a-z'-]+", wish.words.lower())
    own = {*words} | {singular(word) for word in words}
    told = wish.end - wish.start >= _WHOLE_ACT and tells_result(wish.words)
    for said in (own,) if told else (own, _forms(wish.sentence)):
        for name, row in known.items():
            if said & _set(row["said"]):
                return name
    return ""


def take_calculators(reading: Reading) -> None:
    """What is put into a calculator and what comes of it is kept nowhere: "enter the roof area and monthly bill"."""
    reading.wishes = [_of_records(wish) if _is_of_records(reading, wish) else wish for wish in reading.wishes]
    if reading.site:
        _take_acts(reading)
        _take_estimate(reading)
    for wish in reading.wished(NAME):
        name = formula_of(reading, wish)
        words = _set(rows("calculators")[name]["heard"]) if name else frozenset[str]()
        acts = list(_said_of(reading, wish, words))
        entered = {id(statement) for statement in acts}
        reading.mentions = [
            mention
            for mention in reading.mentions
            if id(mention.statement) not in entered and mention.key != NAME and not _is_put_in(mention, wish, words)
        ]
        reading.lists = [
            listing
            for listing in reading.lists
            if listing.sentence is not wish.sentence or not any(item[-1] in words for item in listing.items)
        ]
        reading.wishes = [w for w in reading.wishes if w.capability.name == NAME or not _is_input(w, wish, words)]
        reading.wishes += [replace(wish, words=s.text, start=s.start, end=s.end) for s in acts]


def _take_acts(reading: Reading) -> None:
    """Has what people of a site calculate be a calculator where the words of the act mean a known formula."""
    for act in reading.statements:
        wish = Wish(_calculator(), act.text, act.sentence, act.start, max(act.end, act.start + _WHOLE_ACT))
        if is_asking(act) and not _AVERAGED & _tokens(act) and formula_of(reading, wish):
            _answer(reading, [act])


def _tokens(act: Statement) -> set[str]:
    return {token.low for token in act.sentence.tokens[act.start : act.end]}


def _take_estimate(reading: Reading) -> None:
    """Has what nobody knows a formula of be estimated by what the prompt says is entered."""
    made = find_estimate(reading) if any(not _is_known(reading, wish) for wish in reading.wishes) else None
    if made is not None:
        entered = {id(statement) for statement in made.said}
        reading.mentions = [mention for mention in reading.mentions if id(mention.statement) not in entered]
        _answer(reading, made.said)


def _is_known(reading: Reading, wish: Wish) -> bool:
    """Whether a wish asks for no calculation, or for one with a known formula."""
    name = wish.capability.name
    return name not in ASKED or (name == NAME and bool(formula_of(reading, wish)))


def _answer(reading: Reading, acts: Sequence[Statement]) -> None:
    """Puts calculators in the place of what else only says that something is calculated."""
    others = [wish for wish in reading.wishes if wish.capability.name != "calculation"]
    reading.wishes = others + [Wish(_calculator(), act.text, act.sentence, act.start, act.end) for act in acts]


def _calculator() -> Capability:
    row = words_of()[NAME]
    return Capability(NAME, True, row["say"], row.get("otherwise", ""))


def _is_of_records(reading: Reading, wish: Wish) -> bool:
    """Whether what is calculated is worked out of records, where people keep some or nothing says of what."""
    if wish.capability.name != NAME or "calculator" in wish.words.lower():
        return False
    return not reading.site or wish.end - wish.start == 1


def _of_records(wish: Wish) -> Wish:
    return replace(wish, capability=Capability("calculation", False, rows("capabilities")["calculation"]["say"]))


def _is_put_in(mention: Mention, wish: Wish, words: frozenset[str]) -> bool:
    said = mention.because in wish.sentence.text
    return said and bool(mention.words) and mention.words[-1] in words


def _is_input(other: Wish, wish: Wish, words: frozenset[str]) -> bool:
    """Whether the words of another wish only name what is put in: a volume is no player's."""
    return other.sentence is wish.sentence and other.words.lower() in words


def forget_inputs(reading: Reading) -> None:
    """Takes away fields that only name what a calculator is given: "a price calculator by area"."""
    for wish in reading.wished(NAME):
        name = formula_of(reading, wish)
        words, text = _set(rows("calculators")[name]["heard"]) if name else frozenset[str](), wish.sentence.text.lower()
        for entity in reading.entities:
            entity.fields = [
                field
                for field in entity.fields
                if field.name.split("_")[-1] not in words or not field.because or field.because.lower() not in text
            ] or entity.fields


def _said_of(reading: Reading, wish: Wish, words: frozenset[str]) -> Iterator[Statement]:
    """The acts of the sentence that enter a number or see the result."""
    for statement in reading.statements:
        if statement.sentence is not wish.sentence or statement.verb.form == "noun":
            continue
        tokens = statement.sentence.tokens[statement.start : statement.end]
        if statement.verb.base in _ENTERING and any({token.low, token.lemma} & words for token in tokens):
            yield statement


def _forms(sentence: Sentence) -> set[str]:
    return {form for token in sentence.tokens for form in (token.low, token.lemma)}


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())
