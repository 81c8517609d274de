"""The contact form: on the contact page, or on home where home is all there is."""

from collections.abc import Iterator
from copy import copy

from millwright.factory.generation.capabilities.visitor_forms import VisitorForm, form_capability
from millwright.factory.generation.reader.attributes import field_types, known_attribute
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, FieldList, Reading
from millwright.factory.generation.reader.fields import entry_lines, named_field
from millwright.factory.generation.reader.inquiries import called, of_form
from millwright.factory.generation.reader.listed import vague
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.trades import told_by_trade
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import identifier, label, plural_words, singular
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
_MOST_ASKED = 14


def _asked(reading: Reading) -> str:
    topic = next((topic.words for topic in reading.topics if topic.plan == "contact"), "")
    entity = reading.entity("contact_message")
    if not topic and not reading.entities:
        return "assumed: whoever reads a page with nothing else on it may write to those it is about"
    return topic or (entity.because if entity is not None else "")


def _prepare(reading: Reading, entity: DraftEntity) -> None:
    """Where the prompt lists what people enter, the form asks for that, and for a message; it is called as there."""
    _call(reading, entity)
    lists = [listing for listing in reading.lists if _is_of(listing, entity, reading)]
    forms = [listing for listing in reading.lists if _is_form(listing.items) and listing not in lists]
    listed = [(item, listing in lists) for listing in (*lists, *forms[:1]) for item in listing.items]
    asked = [made for item, told in listed if (made := _field(item, entity, told=told)) is not None][:_MOST_ASKED]
    if not asked:
        return
    for field in asked:
        _fill(reading, entity, field)
    named = any(_is_form(listing.items) for listing in (*lists, *forms[:1]))
    usual = [field for field in entity.fields if field.name != "subject" and all(f.name != field.name for f in asked)]
    own = any(field.type is FieldType.LONG_TEXT for field in asked)
    message = [field for field in usual if field.type is FieldType.LONG_TEXT and not own]
    before = [] if named else [field for field in usual if field.name in {"name", "email", "phone"}]
    kept = [*before, *asked, *message]
    if not called(reading) and all(field.type is not FieldType.LONG_TEXT for field in kept):
        kept.append(_message())
    entity.fields = list({field.name: field for field in kept}.values())


def _message() -> DraftField:
    """The field for what people write, which a contact form has whatever else it asks for."""
    lines = (line for line, _, _ in entry_lines(lexicon().entities["contact_message"].fields))
    return copy(next(line for line in lines if line.type is FieldType.LONG_TEXT))


def _call(reading: Reading, entity: DraftEntity) -> None:
    """Names the messages as the prompt does, such as "consultation requests", unless it calls them so in the plural."""
    words = called(reading)
    if words:
        entity.label, entity.plural_label = label(words)[:60], label(plural_words(list(words)))[:60]


def _is_of(listing: FieldList, entity: DraftEntity, reading: Reading) -> bool:
    """Whether a list stands behind the word for what visitors send: "an inquiry including the desired size"."""
    if listing.head is None or of_form(listing):
        return listing.head is not None and listing.entered
    named = named_by(listing.sentence.tokens[slice(*listing.head)], reading.domain)
    return named is not None and named.key == entity.key


def _is_form(items: tuple[tuple[str, ...], ...]) -> bool:
    """Whether listed things are what a form asks people for: a name, and a way to reach them."""
    last = {item[-1] for item in items}
    return "name" in last and bool(last & {"email", "mail", "phone", "number", "address"})


def _field(item: tuple[str, ...], entity: DraftEntity, *, told: bool) -> DraftField | None:
    whole = entity.field(identifier(item))
    known = next((f for f in entity.fields if f.name in item or (f.name == "phone" and "number" in item)), None)
    if whole is not None or (known is not None and (len(item) < 3 or known.type is FieldType.PHONE)):
        return whole or known
    first = item[: item.index("of")] if "of" in item else item
    if field_types().get(first[-1]) in {FieldType.IMAGE, FieldType.FILE} or singular(first[-1]) in _pictures():
        item = first
    told = told or not vague(item) or known_attribute(item) or item[-1] in _LONG_ANSWERS
    made = named_field(item, entity.name) if told else None
    if made is not None and item[-1] in _LONG_ANSWERS:
        made.type = FieldType.LONG_TEXT
    return made


def _pictures() -> frozenset[str]:
    return frozenset(name for name, kind in field_types().items() if kind is FieldType.IMAGE)


def _fill(reading: Reading, entity: DraftEntity, field: DraftField) -> None:
    """What visitors write in their own words is text, with rows that read like it."""
    if field.type in {FieldType.IMAGE, FieldType.FILE, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.PHONE}:
        return
    told = told_by_trade(reading, entity.key)
    trade = next((told[name] for name in _endings(field.name) if name in told), ())
    texts = table_beside(__package__ or "", "words")
    chosen = next((texts["chosen"][name] for name in _endings(field.name) if name in texts["chosen"]), "")
    written = next((texts["written"][name] for name in _endings(field.name) if name in texts["written"]), "")
    if chosen and not trade:
        field.type, field.choices, field.values = FieldType.CHOICE, tuple(phrases(chosen, "|")), ()
    elif written.startswith("~"):
        field.type, field.pool = FieldType.TEXT, written[1:]
    elif trade or written:
        field.type, field.choices, field.pool, field.between, field.minimum = FieldType.TEXT, (), "", None, None
        field.values = trade or tuple(phrases(written, "|"))


def _endings(name: str) -> Iterator[str]:
    """A name and what is left of it without its first words: "wanted_size", "size"."""
    parts = name.split("_")
    yield from ("_".join(parts[place:]) for place in range(len(parts)))


CAPABILITY = form_capability(_FORM, asked=_asked, prepare=_prepare)
