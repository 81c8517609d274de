"""Sees to it that what is written in an editor can be formatted."""

from millwright.factory.generation.capabilities import Capability, Contribution
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import clause_of, records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import AppSpec, FieldType, Part


def draft(reading: Reading) -> None:
    """The texts that the words are about are formatted; a record without any gets one."""
    for wish in reading.wished("rich_text"):
        entity = _written(reading, wish)
        if entity is None:
            continue
        because = clause_of(reading, wish.sentence, wish.start)
        texts = [field for field in entity.fields if field.type is FieldType.LONG_TEXT]
        bodies = [field for field in texts if field.name in word_set("formatted_bodies")]
        for field in bodies or texts[:1] or [add_field(entity, "content long", because)]:
            field.formatted = True
            reading.reasons.append((f"{entity.label}: formatted {field.label.lower()}"[:60], because))


def _written(reading: Reading, wish: Wish) -> DraftEntity | None:
    """What is written so: a record named in the sentence that has a text, else what is read, else any with a text."""
    shown = [entity for entity in reading.entities if not entity.internal]
    named = [entity for entity in records_in(reading, wish.sentence) if entity in shown]
    texts = [entity for entity in shown if any(field.type is FieldType.LONG_TEXT for field in entity.fields)]
    content = [entity for entity in shown if entity.kind is EntityKind.CONTENT]
    ranked = [*(e for e in named if e in content), *(e for e in named if e in texts), *content, *named, *texts]
    return next(iter(ranked), None)


def settle(reading: Reading) -> None:
    """A field is all that it takes."""


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Nothing beside the field."""
    return Contribution()


CAPABILITY = Capability(name="rich_text", draft=draft, settle=settle, contribute=contribute)
