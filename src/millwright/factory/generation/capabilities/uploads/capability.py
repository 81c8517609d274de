"""Sees to it that what a prompt wants to upload has a field."""

from millwright.factory.generation.capabilities import Capability, Contribution
from millwright.factory.generation.field_types import PICTURES
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.asides import SHOWN_OF
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on, clause_of, records_in
from millwright.factory.generation.reader.picturing import ALBUMS, several
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import UPLOADED, AppSpec, FieldType, Part

_PICTURED = frozenset("avatar image photo photograph picture portrait screenshot".split())
_SEVERAL = word_set("picturing_plural") | {"multiple", "several"}
_OF_PEOPLE = frozenset({"avatar", "profile", "portrait"})
_LIKELY = (EntityKind.CONTENT, EntityKind.WORK, EntityKind.CATALOGUE, EntityKind.PERSONAL, EntityKind.LOG)

_FETCHING = "download"
_FETCHED = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_FILMS = frozenset({"episode", "movie", "video"})
"""What has a file to play already, which is downloaded as well."""


def draft(reading: Reading) -> None:
    """The record that the words are about gets a picture or a file, unless it has one."""
    for wish in reading.wished("uploads"):
        entity = _holder(reading, wish)
        if entity is None:
            continue
        around = wish.sentence.tokens[max(0, wish.start - 2) : wish.end + 3]
        pictured = any(token.lemma in _PICTURED for token in around)
        because = clause_of(reading, wish.sentence, wish.start)
        many = pictured and _has_several(entity) and any(token.low in _SEVERAL for token in around)
        kinds = PICTURES if pictured else {FieldType.FILE}
        one = next((f for f in entity.fields if f.type is FieldType.IMAGE and f.name in SHOWN_OF), None)
        if many and one is not None:
            several(one)
        elif all(field.type not in kinds for field in entity.fields):
            line = "photos images" if many else "photo image" if pictured else "attachment file"
            field = add_field(entity, line, because)
            reading.reasons.append((f"{entity.label}: {field.label.lower()}"[:60], because))
    _let_download(reading)


def _has_several(entity: DraftEntity) -> bool:
    """Whether rows may have several pictures: people have one of themselves, and a picture is one."""
    return entity.kind is not EntityKind.PERSON and entity.key not in ALBUMS


def _let_download(reading: Reading) -> None:
    """What people browse and download has a file: "users search and download templates"."""
    for statement in reading.statements:
        if statement.verb.base != _FETCHING:
            continue
        for entity in acted_on(reading, statement):
            has_file = any(field.type is FieldType.FILE for field in entity.fields)
            if entity.kind in _FETCHED and entity.key not in _FILMS and not has_file:
                add_field(entity, "attachment file", statement.text).label = "File"
                reading.reasons.append((f"{entity.label}: file"[:60], statement.text))


def _holder(reading: Reading, wish: Wish) -> DraftEntity | None:
    """What the file belongs to: a record that has one already, one named nearby, else the likeliest of all."""
    shown = [entity for entity in reading.entities if not entity.internal]
    having = [entity for entity in shown if any(field.type in UPLOADED for field in entity.fields)]
    around = wish.sentence.tokens[max(0, wish.start - 2) : wish.end + 3]
    if any(token.lemma in _OF_PEOPLE for token in around):
        shown = [entity for entity in shown if entity.kind is EntityKind.PERSON] or shown
        having = []
    before = records_in(reading, wish.sentence, max(0, wish.start - 2), wish.start)
    near = [*before, *records_in(reading, wish.sentence, max(0, wish.start - 5), wish.end + 6)]
    ranked = sorted(shown, key=lambda e: _LIKELY.index(e.kind) if e.kind in _LIKELY else len(_LIKELY))
    return next(iter([*(e for e in near if e in having), *having, *(e for e in near if e in shown), *ranked]), None)


def settle(reading: Reading) -> None:
    """A field is all that it takes."""


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Nothing beside the field."""
    return Contribution()


CAPABILITY = Capability(name="uploads", draft=draft, settle=settle, contribute=contribute)
