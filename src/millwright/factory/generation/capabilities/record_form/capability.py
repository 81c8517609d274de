"""Forms for records that the prompt names before the word: "a donation form", "a job application form"."""

from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.visitor_forms import contribute, open_to_visitors
from millwright.factory.generation.reader.adding import add_part, add_record, add_section
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.site_pages import is_one_page
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, in_domain, lemma_key, lexicon
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import Reach

_NAMED = {
    "admission": "enrolment",
    "apply": "application",
    "donate": "donation",
    "feedback": "suggestion",
    "membership": "application",
}
_OURS = frozenset({"status", "joined_on", "active"})
"""What those who put themselves down do not say."""
_ARTICLES = frozenset({"", "a", "an", "the", "our", "their"})
_TEXT = "Fill in the form; we answer everybody who leaves a way to be reached."


def draft(reading: Reading) -> None:
    """Adds the records that are asked for by a form alone."""
    for wish in reading.wished("record_form") if reading.site else ():
        entry = _entry(reading, wish)
        if entry is not None and reading.entity(entry.name) is None:
            add_record(reading, entry.name, wish.words)
    for name, because in _putting_down(reading) if reading.site else ():
        add_record(reading, name, because)


def _putting_down(reading: Reading) -> Iterator[tuple[str, str]]:
    """Whom a house looks for, and who put themselves down by a form: "sign up as volunteers", "volunteer recruitment".

    Where they have something to do here, they have accounts.
    """
    for sentence in reading.sentences:
        forms = tuple(token.lemma for token in sentence.tokens)
        for place, lemma in enumerate(forms):
            if lemma not in _words("sought") or lemma not in lexicon().entities:
                continue
            before = " ".join(word for word in forms[max(0, place - 4) : place] if word not in _ARTICLES)
            after = forms[place + 1 : place + 2]
            if before.endswith(_words("before")) or (after and after[0] in _words("after")):
                yield lemma, sentence.words(max(0, place - 3), place + 1 + bool(after and after[0] in _words("after")))


def settle(reading: Reading) -> None:
    """Lets visitors send them in, by a form on a page of its own or on home where that is all there is."""
    if reading.layout is not Layout.SITE:
        return
    for wish in reading.wished("record_form"):
        entry = _entry(reading, wish)
        entity = reading.entity(entry.name) if entry else None
        if entity is not None:
            _send_in(reading, entity, wish.words)
    acting = {role.key for role in reading.roles} | {role.name for role in reading.roles}
    for name, because in _putting_down(reading):
        entity = reading.entity(name)
        if entity is not None and name not in acting:
            for field in entity.fields:
                field.kept = field.kept or field.name in _OURS
            _send_in(reading, entity, because)
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
    person = entity.kind is EntityKind.PERSON
    article = "an" if entity.label[:1].lower() in "aeiou" else "a"
    title = f"Sign up as {article} {entity.label.lower()}" if person else f"Send in your {entity.label.lower()}"
    section = Section(kind=SectionKind.FORM, entity=entity.name, title=title[:60], text=_TEXT)
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


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(phrases(str(table_beside(__package__ or "", "words")[name])))


CAPABILITY = Capability("record_form", draft, settle, contribute, after=("booking", "contact_form", "member_posts"))
