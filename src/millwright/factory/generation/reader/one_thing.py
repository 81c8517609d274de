"""What a prompt calls by two names is kept once: the tickets of a "repair ticket system" are its repair requests."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.deciding import looked_through
from millwright.factory.generation.reader.draft import FieldList, Mention, Reading
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityKind, lemma_key, lexicon

_FILES = word_set("one_thing_files")
_WANTED = 2.0


@dataclass(frozen=True)
class _Group:
    records: tuple[str, ...]
    also: tuple[str, ...]
    unless: tuple[str, ...]
    into: str
    alike: bool
    asked: bool


def one_thing(reading: Reading) -> dict[str, str]:
    """The records that are the same as another of the prompt, by key, with the one that stays."""
    found: dict[str, str] = {}
    weights = _weights(reading.mentions)
    judged = looked_through(reading.mentions, reading.statements)
    alike = (*_filed(weights, reading), *_unknown(weights, reading), *_of_groups(weights, reading), *judged)
    for key, other in alike:
        stays = found.get(other, other)
        if key != stays and key not in found:
            found[key] = stays
            found.update({name: stays for name, before in found.items() if before == key})
    return found


def as_one(reading: Reading) -> None:
    """Takes what is said of records that are another under a second name as said of that one."""
    same = one_thing(reading)
    reading.same = dict(same)
    reading.domain = with_same(reading.domain, same)
    reading.lists = [replace(x, of=same[x.of]) if x.of in same else x for x in reading.lists]
    entries = {m.key: m.entry for m in reading.mentions}
    words = {m.key: m.words for m in reversed(reading.mentions) if m.words}
    reading.mentions = [
        replace(m, key=same[m.key], entry=entries[same[m.key]], words=words.get(same[m.key], ()))
        if m.key in same
        else m
        for m in reading.mentions
    ]


def with_same(domain: Domain | None, same: Mapping[str, str]) -> Domain | None:
    """The kind of application, in which the words for some records mean those that stay."""
    known = {key: stays for key, stays in same.items() if key in lexicon().entities and stays in lexicon().entities}
    if domain is None or not known:
        return domain
    said = {
        " ".join(lemma_key(phrase)): stays for key, stays in known.items() for phrase in lexicon().entities[key].words
    }
    meant = {word: known.get(name, name) for word, name in domain.means.items()}
    core, always, alone = (
        tuple(dict.fromkeys(known.get(name, name) for name in names))
        for names in (domain.core, domain.always, domain.alone)
    )
    return replace(domain, means={**said, **meant}, core=core, always=always, alone=alone)


def _weights(mentions: list[Mention]) -> dict[str, float]:
    found: dict[str, float] = {}
    for mention in mentions:
        found[mention.key] = max(found.get(mention.key, 0.0), mention.weight)
    return {key: weight for key, weight in found.items() if weight}


def _filed(weights: Mapping[str, float], reading: Reading) -> Iterator[tuple[str, str]]:
    """Files of what no entry tells of are these things: the "mold files" of those who register molds."""
    for mention in reading.mentions:
        if len(mention.words) > 1 and mention.words[-1] in _FILES and mention.entry is not None:
            thing = mention.words[-2]
            if weights.get(thing, 0.0) >= _WANTED and thing != mention.key:
                yield mention.key, thing


def _unknown(weights: Mapping[str, float], reading: Reading) -> Iterator[tuple[str, str]]:
    """A noun that no entry tells of is the record that the prompt calls so elsewhere: the toys of a "toy library"."""
    told = {m.words[-1]: m.key for m in reading.mentions if m.entry is not None and m.words and m.weight >= _WANTED}
    for mention in reading.mentions:
        stays = told.get(mention.key) if mention.entry is None and mention.words else None
        if stays is not None and weights.get(stays, 0.0) >= _WANTED:
            yield mention.key, stays


def _of_groups(weights: Mapping[str, float], reading: Reading) -> Iterator[tuple[str, str]]:
    often = Counter(mention.key for mention in reading.mentions)
    for group in _groups():
        present = [key for key in (*group.records, *group.also) if key in weights]
        if len(present) < 2 or _sold_here(group, present, weights, reading):
            continue
        named = not group.asked and any(_named(mention) for mention in reading.mentions if mention.key in present)
        told = frozenset(key for key in present if _told(key, reading, named=named))
        for key in present:
            others = [other for other in present if other != key and other not in group.also]
            others = [other for other in others if weights[other] >= _WANTED and not _side_by_side(key, other, reading)]
            others.sort(key=lambda other: (-weights[other], other))
            if stays := _stays(key, others, group, told) or _said_most(key, others, group, told, often):
                yield key, stays


def _sold_here(group: _Group, present: list[str], weights: Mapping[str, float], reading: Reading) -> bool:
    """Whether the application keeps something for which one of the group is a record of its own."""
    usual = {*reading.domain.core} if reading.domain is not None else set[str]()
    apart = [key for key in group.unless if key not in present]
    return any(weights.get(key, 0.0) >= _WANTED or key in usual for key in apart)


def _stays(key: str, others: list[str], group: _Group, told: frozenset[str]) -> str:
    """The record of a group that a key is another name of, the heaviest first; empty where it is one of its own."""
    if group.into:
        return group.into if group.into in others and not {key, group.into} <= told else ""
    made = [other for other in others if other in told]
    if key in group.also:
        return next(iter(made or others), "")
    return "" if key in told else next(iter(made), "")


def _said_most(key: str, others: list[str], group: _Group, told: frozenset[str], often: Counter[str]) -> str:
    """Of an alike group of which nothing is told the record that the prompt names most."""
    most = max(others, key=lambda other: (often[other], other), default="")
    apart = not group.alike or told & {key, *others}
    return most if most and not apart and (often[most], most) > (often[key], key) else ""


def _told(key: str, reading: Reading, *, named: bool) -> bool:
    """Whether the prompt says of a record itself that somebody makes it, or what is kept of it.

    Where one of the group is `named`, asking for a share in something tells of none by another name.
    """
    made = (m for m in reading.mentions if m.key == key and _makes(m) and (_named(m) or not named))
    return any(made) or any(_headed(listing, reading) == key for listing in reading.lists)


def _named(mention: Mention) -> bool:
    """Whether the prompt has a word for the record there, and not only a verb that asks for one."""
    return mention.statement is None or not mention.statement.asks


def _headed(listing: FieldList, reading: Reading) -> str:
    named = named_by(listing.sentence.tokens[slice(*listing.head)], reading.domain) if listing.head else None
    return named.key if named is not None else listing.of


def _makes(mention: Mention) -> bool:
    told = mention.statement
    if told is None or told.verb.form == "noun" or mention.act is not Act.CREATE or mention.weight < _WANTED:
        return False
    asked = mention.entry is not None and mention.entry.kind is EntityKind.PERSONAL
    return asked or not told.asks


def _side_by_side(one: str, other: str, reading: Reading) -> bool:
    """Whether both stand in one list, or are two of the functions: who manages work orders and repairs keeps two."""
    said: dict[str, set[str]] = {}
    for mention in reading.mentions:
        if mention.key in {one, other} and mention.act in {Act.CREATE, Act.MANAGE} and mention.weight >= _WANTED:
            said.setdefault(mention.because, set()).add(mention.key)
    return any(len(keys) > 1 for keys in said.values())


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            tuple(phrases(row["records"])),
            tuple(phrases(row.get("also", ""))),
            tuple(phrases(row.get("unless", ""))),
            row.get("into", ""),
            "alike" in row,
            "asked" in row,
        )
        for row in rows("same_things").values()
    )
