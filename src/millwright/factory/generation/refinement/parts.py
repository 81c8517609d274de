"""Parts: capabilities that an application gets, and those that it loses."""

import re
from collections import Counter
from collections.abc import Iterator

from millwright.factory.generation.capabilities import Capability, capabilities, words_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.freezing import freeze_entity
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.samples import add_samples
from millwright.factory.generation.reader.segment import MODALS
from millwright.factory.generation.reader.vocabulary import Capability as Named
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, stems
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.faults import fault_of_parts
from millwright.factory.generation.refinement.names import bare, find_entity
from millwright.factory.generation.refinement.thawing import thawed
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import AppSpec, Entity, Part

_ADD = re.compile(
    r"^(?:add|include|introduce|enable|create|put|set\s+up|have|show|support|offer|allow|implement|integrate|use|want)\s+"
    r"(?P<what>.+?)(?P<where>\s+(?:to|on|for|in|of|at|with)\s+.+)?$",
    re.IGNORECASE,
)
_PEOPLE_DO = re.compile(r"^(?:let|allow|enable|permit)\s+|\b(?:can|may|should|able\s+to)\b", re.IGNORECASE)
_ON_PAPER = re.compile(r"(?=.*\breports?\b).*\b(?:pdf|printable|print)\b", re.IGNORECASE)
_FROM = re.compile(r"^(?P<what>.+?)\s+(?:from|of|on|in)\s+(?P<owner>.+)$", re.IGNORECASE)
_DEEDS = frozenset({"bookmark", "chat", "comment", "favorite", "favourite", "follow", "like", "rate", "reply", "share"})
_LEADING = MODALS | {"allow", "enable", "let", "permit", "to"}
_FIELDS_TOO = frozenset({"comments", "favourites", "follow", "likes", "reviews", "variants"})
"""Capabilities whose word in the singular is rather a field: "add a comment to orders"."""
_NOT_ALONE = frozenset({"member_posts", "uploads", "workflow"})
"""Capabilities that come with fields or rights, which other readers of clauses add."""


def add_parts(work: Work) -> bool:
    """Reads a clause that asks for a capability: "add comments to tasks"; False when it is about something else."""
    reading = thawed(work.spec, work.clause)
    wish = _asked(work, reading)
    if wish is None:
        return False
    capability = next(known for known in capabilities() if known.name == wish.capability.name)
    reading.wishes = [wish]
    named = records_in(reading, wish.sentence, wish.end) or records_in(reading, wish.sentence)
    _let_be_talked_about(named)
    _add(work, reading, capability, named)
    return True


def _asked(work: Work, reading: Reading) -> Wish | None:
    """The capability that the clause is about, in the words that name it."""
    known = {capability.name for capability in capabilities()} - _NOT_ALONE
    wishes = [wish for wish in reading.wishes if wish.capability.name in known and not wish.refused]
    if _ON_PAPER.search(work.clause) and (paper := _on_paper(reading)) is not None:
        return paper
    for wish in wishes:
        tokens = wish.sentence.tokens
        verb = tokens[wish.start].verb
        before = {token.low for token in tokens[: wish.start]}
        led = _PEOPLE_DO.search(work.clause) is not None and bool(before & _LEADING)
        if led and verb is not None and verb.base in _DEEDS:
            return wish
        if _is_object(work.clause, wish):
            return wish
    return None


def _on_paper(reading: Reading) -> Wish | None:
    sentence = reading.sentences[0]
    hit = lexicon().capability_index.at(stems("print report"), 0)
    return Wish(hit[1], sentence.text, sentence, 0, 1) if hit else None


def _is_object(clause: str, wish: Wish) -> bool:
    """Whether the words that name a capability are all that is added."""
    match = _ADD.match(clause)
    if match is None:
        return False
    what = bare(match["what"])
    singular = re.match(r"^an?\s", match["what"], re.IGNORECASE) and not is_plural(what.split()[-1].lower())
    if wish.capability.name in _FIELDS_TOO and singular:
        return False
    whole = stems(bare(match["what"] + (match["where"] or "")))  # "a history of changes" is one thing
    hit = lexicon().capability_index.at(whole, 0) if whole else None
    if hit is not None and hit[1].name == wish.capability.name and hit[0] == len(whole):
        return True
    forms = stems(what)
    hit = lexicon().capability_index.at(forms, 0) if forms else None
    tail = forms[hit[0] :] if hit else forms
    return hit is not None and hit[1].name == wish.capability.name and set(tail) <= _EMPTY


_EMPTY = frozenset(stems("feature function functionality section page system part option button support"))


def _let_be_talked_about(entities: list[DraftEntity]) -> None:
    """Whatever is named may be commented on, liked and saved, as what is published may."""
    for entity in entities:
        entity.kind = entity.kind if entity.kind is EntityKind.CATALOGUE else EntityKind.CONTENT


def _add(work: Work, reading: Reading, capability: Capability, named: list[DraftEntity]) -> None:
    before = work.spec
    capability.draft(reading)
    capability.settle(reading)
    new = [part for part in reading.parts if part not in before.parts]
    said = words_of()[capability.name]
    if not new or reading.layout is not before.layout:
        there = [part for part in before.parts if part.capability == capability.name]
        instead = said.get("otherwise", "nothing here could have it")
        work.refuse("the application has that already" if there else instead)
        return
    if named and all(part.entity not in {None, *(entity.name for entity in named)} for part in new):
        work.refuse(f"it cannot be had for {named[0].plural_label.lower()}")
        return
    work.spec = edits.checked(_frozen(before, reading, capability))
    for part in new:
        of = f" of {work.of(part.entity).plural_label.lower()}" if part.entity else ""
        label = part.capability.replace("_", " ")
        work.note(ChangeKind.ADD, f"part {label}", f"The application gets {label}{of}: {said['say']}")


def _frozen(spec: AppSpec, reading: Reading, capability: Capability) -> AppSpec:
    """The specification with what a capability added: tables, fields, rights, pages and the part itself."""
    known = {entity.name for entity in spec.entities}
    added = [entity for entity in reading.entities if entity.name not in known]
    _fill(spec, reading, added)
    capability.finish(reading)
    kept = {entity.name: entity for entity in reading.entities}
    for entity in spec.entities:
        if entity.name in kept:
            spec = _with_changes(spec, entity, kept[entity.name])
    new = tuple(freeze_entity(entity) for entity in added)
    update = {"entities": (*spec.entities, *new), "parts": tuple(reading.parts), "pages": tuple(reading.pages)}
    return spec.model_copy(update=update)


def _fill(spec: AppSpec, reading: Reading, added: list[DraftEntity]) -> None:
    """Gives new tables demonstration rows that refer to rows that are there."""
    there = {entity.name: entity.samples for entity in spec.entities}
    add_samples(reading.entities)
    for entity in reading.entities:
        entity.samples = there.get(entity.name, entity.samples)
    for entity in added:
        for field in entity.fields:
            rows = len(there.get(field.target or "", ()))
            for row in entity.samples if field.target in there else ():
                value = row.get(field.name)
                row[field.name] = value % rows if isinstance(value, int) and rows else None


def _with_changes(spec: AppSpec, entity: Entity, draft: DraftEntity) -> AppSpec:
    """The rights and fields that a capability gave a record that was there before."""
    new = [field for field in freeze_entity(draft).fields if all(field.name != known.name for known in entity.fields)]
    for field in new:
        values = [row.get(field.name) for row in draft.samples] or [None]
        optional = field.model_copy(update={"required": field.required and None not in values})
        spec = edits.with_new_field(spec, entity.name, optional, values)
    rights = {"access": draft.access, "visitors": draft.visitors}
    return edits.with_entity(spec, entity.name, lambda owner: owner.model_copy(update=rights))


def remove_parts(work: Work, what: str) -> bool:
    """Takes away the capability that the words name ("the cart", "comments from tasks"); False when there is none."""
    match = _FROM.match(what)
    owner = find_entity(work.spec, match["owner"]) if match else None
    words = match["what"] if match and owner else what
    gone = [part for part in _named(work.spec, words) if owner is None or part.entity == owner.name]
    if not gone:
        return False
    left = tuple(part for part in work.spec.parts if part not in gone)
    spec = edits.without_sections(work.spec.model_copy(update={"parts": left}), gone)
    while (broken := _broken(spec)) is not None:
        gone.append(broken)
        spec = spec.model_copy(update={"parts": tuple(part for part in spec.parts if part != broken)})
    used = {table for part in spec.parts for table in _tables_of(work.spec, part)}
    for table in {table for part in gone for table in _tables_of(work.spec, part)} - used:
        spec = edits.without_entity(spec, table)
    work.spec = edits.checked(spec)
    for part in gone:
        _note_gone(work, part, "with what only that kept")
    return True


def note_lost_parts(work: Work, before: AppSpec, why: str) -> None:
    """Notes the parts that records have no more, though the records stay; `why` they went with what was removed."""
    left = Counter((part.capability, part.entity) for part in work.spec.parts)
    known = {entity.name for entity in work.spec.entities}
    for part in before.parts:
        place = (part.capability, part.entity)
        if left[place]:
            left[place] -= 1
        elif part.entity in known:
            _note_gone(work, part, why)


def _note_gone(work: Work, part: Part, why: str) -> None:
    of = f" of {work.of(part.entity).plural_label.lower()}" if part.entity else ""
    label = part.capability.replace("_", " ")
    work.note(ChangeKind.REMOVE, f"part {label}", f"The {label}{of} goes, {why}")


def _named(spec: AppSpec, words: str) -> Iterator[Part]:
    forms = stems(bare(words))
    hit = lexicon().capability_index.at(forms, 0) if forms else None
    name = hit[1].name if hit is not None and set(forms[hit[0] :]) <= _EMPTY else ""
    for part in spec.parts:
        if part.capability == name or stems(part.capability.replace("_", " ")) == forms:
            yield part


def _tables_of(spec: AppSpec, part: Part) -> set[str]:
    """The tables that nobody sees as records and that a capability would add for such a part, were they not there."""
    records = tuple(entity for entity in spec.entities if not entity.internal)
    reading = thawed(spec.model_copy(update={"entities": records, "parts": ()}), f"It has {part.capability}")
    said = words_of()[part.capability]
    named = Named(part.capability, True, said["say"], said.get("otherwise", ""))
    sentence = reading.sentences[0]
    reading.wishes = [Wish(named, sentence.text, sentence, 0, len(sentence.tokens))]
    _let_be_talked_about([entity for entity in reading.entities if entity.name == part.entity])
    reading.entities.sort(key=lambda entity: entity.name != part.entity)
    next(known for known in capabilities() if known.name == part.capability).draft(reading)
    return {entity.name for entity in reading.entities if entity.internal} & {entity.name for entity in spec.entities}


def _broken(spec: AppSpec) -> Part | None:
    """The first part that cannot be made without those that are gone."""
    for part in spec.parts:
        if fault_of_parts(spec.model_copy(update={"parts": (part,)})) is not None and fault_of_parts(spec) is not None:
            return part
    return None
