"""Forms for records that the prompt names before the word: "a donation form", "a job application form"."""

from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.visitor_forms import contribute, open_to_visitors
from millwright.factory.generation.reader.adding import add_part, add_record, add_section
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.site_pages import is_one_page
from millwright.factory.generation.reader.vocabulary import EntityEntry, in_domain, lemma_key, lexicon
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import Reach

_NAMED = {
    "admission": "enrolment",
    "apply": "application",
    "donate": "donation",
    "feedback": "suggestion",
    "membership": "application",
}
_TEXT = "Fill in the form; we answer everybody who leaves a way to be reached."


def draft(reading: Reading) -> None:
    """Adds the records that are asked for by a form alone."""
    for wish in reading.wished("record_form") if reading.site else ():
        entry = _entry(reading, wish)
        if entry is not None and reading.entity(entry.name) is None:
            add_record(reading, entry.name, wish.words)


def settle(reading: Reading) -> None:
    """Lets visitors send them in, by a form on a page of its own or on home where that is all there is."""
    if reading.layout is not Layout.SITE:
        return
    for wish in reading.wished("record_form"):
        entry = _entry(reading, wish)
        entity = reading.entity(entry.name) if entry else None
        if entity is not None:
            _send_in(reading, entity, wish.words)
    for entity in reading.entities:
        if entity.visitors.create and entity.visitors.read is Reach.NONE and not entity.internal:
            _send_in(reading, entity, entity.because)


def _send_in(reading: Reading, entity: DraftEntity, because: str) -> None:
    """A form for a record that nothing else of the site takes."""
    forms = {section.entity for page in reading.pages for section in page.sections if section.kind is SectionKind.FORM}
    others = [part for part in reading.parts if part.capability != "workflow"]
    taken = any(entity.name in {part.entity, *part.options.values()} for part in others)
    if taken or entity.name in forms:
        return
    open_to_visitors(reading, entity)
    _ask_for_nothing_hidden(reading, entity)
    _add_form(reading, entity)
    add_part(reading, Part(capability="record_form", entity=entity.name), because)


def _ask_for_nothing_hidden(reading: Reading, entity: DraftEntity) -> None:
    """A field that refers to what visitors cannot read is for the team to fill in."""
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        if target is not None and target.visitors.read is not Reach.ALL:
            field.required = False


def _add_form(reading: Reading, entity: DraftEntity) -> None:
    title = f"Send in your {entity.label.lower()}"[:60]
    section = Section(kind=SectionKind.FORM, entity=entity.name, title=title, text=_TEXT)
    taken = {entity.plural for entity in reading.entities} | {"home", "login", "register", "account", "search"}
    page = f"{entity.name}_form" if entity.name in taken else entity.name
    page, label = ("home", "Home") if is_one_page(reading) else (page, entity.label)
    add_section(reading, page, label, section)


def _entry(reading: Reading, wish: Wish) -> EntityEntry | None:
    """The record that stands before the word "form"."""
    words = wish.words.lower().removesuffix("s").removesuffix("form").strip()
    key = lemma_key(_NAMED.get(words, words))
    for start in range(len(key)):
        hit = lexicon().entity_index.at(key, start)
        if hit is not None and start + hit[0] == len(key):
            return in_domain(list(key[start:]), hit[1], reading.domain)
    return None


CAPABILITY = Capability("record_form", draft, settle, contribute, after=("booking", "contact_form", "member_posts"))
