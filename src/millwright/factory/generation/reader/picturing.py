"""Pictures: which records have several, and that nothing has both one picture and several."""

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.asides import SHOWN_OF
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Mention, Reading
from millwright.factory.generation.reader.lookups import clause_of, records_in
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.words import label, singular
from millwright.factory.generation.spec import FieldType

_MANY = word_set("picturing_many")
_PLURAL = word_set("picturing_plural")
_AFTER = frozenset({"for", "from", "of", "to"})
_PICTURES = frozenset({FieldType.IMAGE, FieldType.IMAGES})
ALBUMS = frozenset({"image", "photo", "picture", "photo_set"})
"""Records each of which is a picture."""
_OF_IT = word_set("picturing_of_it")
_COMING = frozenset({"attach", "take", "upload", "view", "add", "submit", "include"})
_TOLD = frozenset({EntityKind.WORK, EntityKind.CONTENT, EntityKind.CATALOGUE, EntityKind.PERSONAL, EntityKind.LOG})


def picture_what_is_told(reading: Reading) -> None:
    """Photos that people upload with what they post, report or sell are fields of that, and no record beside it."""
    photo = reading.entity("photo")
    core = reading.domain.core if reading.domain is not None else ()
    if photo is None or "photo" in core or any(topic.record == "photo" for topic in reading.topics):
        return
    said = [mention for mention in reading.mentions if mention.key == "photo"]
    told = [mention for mention in said if mention.statement is not None]
    holders = [_told_with(reading, mention) for mention in told]
    beside = any(all(mention.because not in known.because for known in told) for mention in said)
    if not told or beside or any(holder is None for holder in holders):
        return
    reading.forget(photo)
    for holder, mention in zip(holders, told, strict=True):
        if holder is not None and all(field.type not in _PICTURES for field in holder.fields):
            add_field(holder, "photos images", mention.because)


def _told_with(reading: Reading, mention: Mention) -> DraftEntity | None:
    """What a sentence makes or shows beside the photos that come with it; none where there is nothing else."""
    statement = mention.statement
    *which, what = mention.words or ("",)
    pictures = what in {"photo", "picture"} and _OF_IT.issuperset(which)
    if statement is None or statement.verb.base not in _COMING or not pictures:
        return None
    here = [s for s in reading.statements if s.sentence is statement.sentence]
    made = [s for s in here if s is statement or s.verb.act in {Act.CREATE, Act.VIEW, Act.PROCESS}]
    found = [e for s in made for e in records_in(reading, s.sentence, s.start, s.end)]
    kept = [e for e in found if e.key not in ALBUMS and e.kind in _TOLD and not e.internal]
    return next(iter(kept), None)


def picture(reading: Reading) -> None:
    """Gives records the several pictures that the prompt speaks of in the plural; people have one of themselves."""
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            if token.low in _PLURAL:
                _show(reading, sentence, place)
    for entity in reading.entities:
        _settle(entity)


def _show(reading: Reading, sentence: Sentence, place: int) -> None:
    """The record that pictures are told of in one place has some."""
    tokens = sentence.tokens
    told = tokens[place - 1].low in _MANY if place else False
    listed = place > 0 and tokens[place - 1].low in {"with", "including", "and", ",", "or"}
    of = place + 1 < len(tokens) and tokens[place + 1].low in _AFTER
    if not (told or listed or of) or ALBUMS & {entity.key for entity in reading.entities}:
        return
    near = records_in(reading, sentence, place + 2, place + 6) if of else []
    before = records_in(reading, sentence, 0, place)
    holder = next(iter([*near[:1], *reversed(before)]), None)
    if holder is None or holder.kind in {EntityKind.PERSON, EntityKind.MONEY} or holder.internal:
        return
    if all(field.type not in _PICTURES for field in holder.fields):
        because = clause_of(reading, sentence, place)
        field = add_field(holder, f"{tokens[place].low} images", because)
        reading.reasons.append((f"{holder.label}: {field.label.lower()}"[:60], because))


def several(field: DraftField) -> None:
    """Makes one picture several, with its name in the plural."""
    name = field.name if field.name.endswith("s") else f"{field.name}s"
    field.name, field.label, field.type = name, label(name.split("_")), FieldType.IMAGES


def _settle(entity: DraftEntity) -> None:
    """People have one picture; what has several has no single one beside them that is called as they are."""
    many = [field for field in entity.fields if field.type is FieldType.IMAGES and entity.key not in ALBUMS]
    if entity.kind is EntityKind.PERSON:
        for field in many:
            name = "_".join((*field.name.split("_")[:-1], singular(field.name.split("_")[-1])))
            field.name, field.label, field.type = name, label(name.split("_")), FieldType.IMAGE
    elif many:
        spare = [one for one in entity.fields if one.type is FieldType.IMAGE and one.name in SHOWN_OF]
        entity.fields = [field for field in entity.fields if field not in [*spare, *many[1:]]]
