"""The contact form: on the contact page, or on home where home is all there is."""

from millwright.factory.generation.capabilities.visitor_forms import VisitorForm, form_capability
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import named_field
from millwright.factory.generation.spec import FieldType

_FORM = VisitorForm(
    "contact_form",
    record="contact_message",
    page="contact",
    page_label="Contact",
    title="Write to us",
    text="Fill in the form and we will get back to you within one working day.",
)
_LONG_ANSWERS = frozenset({"message", "comment", "requirement", "inquiry", "question"})


def _asked(reading: Reading) -> str:
    topic = next((topic.words for topic in reading.topics if topic.plan == "contact"), "")
    entity = reading.entity("contact_message")
    if not topic and not reading.entities:
        return "assumed: whoever reads a page with nothing else on it may write to those it is about"
    return topic or (entity.because if entity is not None else "")


def _ask_for_listed(reading: Reading, entity: DraftEntity) -> None:
    """Where the prompt lists what people enter, the form asks for that, and for a message."""
    listed = next((lst.items for lst in reading.lists if _is_form(lst.items)), ())
    asked = [made for item in listed if (made := _field(item, entity)) is not None]
    if asked:
        message = [field for field in entity.fields if field.type is FieldType.LONG_TEXT]
        own = any(field.type is FieldType.LONG_TEXT for field in asked)
        kept = {field.name: field for field in [*asked, *([] if own else message)]}
        entity.fields = list(kept.values())


def _is_form(items: tuple[tuple[str, ...], ...]) -> bool:
    """Whether listed things are what a form asks people for: a name, and a way to reach them."""
    last = {item[-1] for item in items}
    return "name" in last and bool(last & {"email", "mail", "phone", "number", "address"})


def _field(item: tuple[str, ...], entity: DraftEntity) -> DraftField | None:
    known = next((f for f in entity.fields if f.name in item or (f.name == "phone" and "number" in item)), None)
    if known is not None:
        return known
    made = named_field(item, entity.name) if known_attribute(item) else None
    if made is not None and item[-1] in _LONG_ANSWERS:
        made.type = FieldType.LONG_TEXT
    return made


CAPABILITY = form_capability(_FORM, asked=_asked, prepare=_ask_for_listed)
