"""Sections under which people post: "sections such as second-hand goods, tutoring and jobs, where students post"."""

import re

from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.choices import LIST, values_of
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import FieldType

_SECTIONS = re.compile(
    rf"\b(?:sections|boards|channels|zones)\s*,?\s*(?:such as|including|like|:)\s+{LIST}"
    r"(?=\s*(?:[.;:]|$|,?\s*\b(?:where|to|in)\b))",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r",?\s+(?:where|to which|in which)\b", re.IGNORECASE)
_FILED_UNDER = ("section", "topic", "category")
_POSTING = word_set("sections_posting")


def give_sections(reading: Reading) -> None:
    """Files what people post under the sections that the prompt names; goods that were only assumed are posts, too."""
    for sentence in reading.sentences:
        match = _SECTIONS.search(sentence.text)
        values = values_of(_AFTERWARDS.split(match[1])[0]) if match else []
        if match is None or not values or not _POSTING & {token.lemma for token in sentence.tokens}:
            continue
        for named in [e for e in reading.entities if _is_section(reading, e, match[1].lower())]:
            reading.forget(named)
        posted = next((e for e in reading.entities if e.kind is EntityKind.CONTENT and e.key != "confession"), None)
        _file_under(posted or add_record(reading, "post", sentence.text), values, sentence)


def _is_section(reading: Reading, entity: DraftEntity, listed: str) -> bool:
    """Whether a record is there only for the name of a section, or for the kind of application that one tells."""
    if not entity.assumed:
        return entity.because.lower() in listed
    return entity.kind is not EntityKind.CONTENT or reading.domain_because.lower() in listed


def _file_under(posted: DraftEntity, values: list[str], sentence: Sentence) -> None:
    """What is offered or sought there has a picture and says how its author is reached."""
    because = sentence.text
    field = next((known for name in _FILED_UNDER if (known := posted.field(name)) is not None), None)
    field = field or add_field(posted, "section choice: A | B", because)
    field.type, field.choices, field.because, field.label = FieldType.CHOICE, tuple(values), because, "Section"
    field.values, field.pool = (), ""
    add_field(posted, "photo image", because)
    add_field(posted, "contact text: Call after six | Write to me here | Room 214, ask for Noa", because)
