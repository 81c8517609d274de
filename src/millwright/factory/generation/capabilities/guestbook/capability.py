"""The guest book: a page on which visitors read what others wrote, and write themselves."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.visitor_forms import answering_of
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, add_section
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.vocabulary import RoleKind, lemma_key
from millwright.factory.generation.reader.words import label, stem
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Reach

_NAME = "guestbook"
_RECORD = "guestbook_entry"
_WORDS = table_beside(__package__ or "", "words")
_STATE = _WORDS["states"]["line"]
_HIDDEN = tuple(phrases(_WORDS["states"]["hidden"]))
_WAITING = frozenset(stem(word) for word in phrases(_WORDS["waiting"]["stems"]))
_LETTERS = frozenset(lemma_key(words) for words in phrases(_WORDS["letters"]["words"]))
_ENTRIES = tuple(phrases(_WORDS["names"]["entries"]))
_BOOKS = frozenset(phrases(_WORDS["names"]["places"]))
_TEMPLATES = f"capabilities/{_NAME}/templates"
_MESSAGE = "message"
_ABSORBED = frozenset({"contact_form", "moderation", "reviews", "workflow"})
_AT_ONCE = "Your entry appears here at once."
_LATER = "Your entry appears here when it has been approved."


def _draft(reading: Reading) -> None:
    """Adds the book where a site is asked for one; what is left in it is no letter to those who run the site."""
    wishes = reading.wished(_NAME)
    known = reading.entity(_RECORD)
    if not reading.site or (known is None and not wishes):
        return
    book = known or add_record(reading, _RECORD, wishes[0].words)
    _call(book, _called(reading))
    if _is_moderated(reading):
        add_field(book, _STATE, "what the prompt says of approval")
    _without_letters(reading)


def _call(book: DraftEntity, said: list[str]) -> None:
    """Calls the book as the prompt does, "Memorial wall"; the lexicon's name is that of all others."""
    words = next((text.split() for text in said if text.split()[-1] in _BOOKS), list[str]())
    if len(words) > 1:
        book.plural_label = label(words)[:60]


def _without_letters(reading: Reading) -> None:
    """Leaves out the contact form that only "leave a message in the guest book" would ask for."""
    reading.topics = [t for t in reading.topics if t.plan != "contact" or lemma_key(t.words) not in _LETTERS]
    reading.wishes = [w for w in reading.wishes if w.capability.name not in _ABSORBED or not _of_entries(reading, w)]
    letters = reading.entity("contact_message")
    asked = any(topic.plan == "contact" for topic in reading.topics) or reading.wished("contact_form")
    if letters is not None and not asked and _MESSAGE in letters.because.lower():
        reading.forget(letters)


def _of_entries(reading: Reading, wish: Wish) -> bool:
    """Whether words that ask for another capability speak of what people write into the book, and of its approval."""
    written = wish.capability.name == "contact_form" and _MESSAGE in wish.words.lower()
    approved = bool(_WAITING & {token.stem for token in wish.sentence.tokens[wish.start : wish.end]})
    return written or (approved and _speaks_of_it(reading, wish.sentence))


def _speaks_of_it(reading: Reading, sentence: Sentence) -> bool:
    said = sentence.words(0, len(sentence.tokens)).lower()
    return any(words in said for words in (*_ENTRIES, *_called(reading)))


def _called(reading: Reading) -> list[str]:
    """The prompt's words for the book."""
    topics = [topic.words for topic in reading.topics if topic.record == _RECORD]
    return [words.lower() for words in (*topics, *(wish.words for wish in reading.wished(_NAME)))]


def _is_moderated(reading: Reading) -> bool:
    """Whether somebody looks at entries first: where the book is spoken of, or what people write into it."""
    spoken_of = (sentence for sentence in reading.sentences if _speaks_of_it(reading, sentence))
    return any(_WAITING & {token.stem for token in sentence.tokens} for sentence in spoken_of)


def _settle(reading: Reading) -> None:
    book = reading.entity(_RECORD)
    if book is None or reading.layout is not Layout.SITE:
        return
    book.visitors = Access(read=Reach.ALL, create=True)
    for role in (known for known in reading.roles if known.kind is RoleKind.OUTSIDER):
        book.access[role.name] = Access(read=Reach.ALL, create=True)
    for field in book.fields:
        if field.type is FieldType.DATE and not field.because:
            # The day is that on which it is written: visitors give none, and the latest entries stand first.
            field.kept = field.required = True
        if field.name == "state":
            field.kept, field.hidden, book.sent_in = True, _HIDDEN, True
    text = _LATER if book.sent_in else _AT_ONCE
    day = next((field.name for field in book.fields if field.type is FieldType.DATE), "")
    name, shown = _NAME, book.plural_label
    rows = Section(kind=SectionKind.RECORDS, entity=book.name, limit=24, sort=f"-{day}" if day else "")
    add_section(reading, name, shown, rows)
    form = Section(kind=SectionKind.FORM, entity=book.name, title="Write an entry", text=text)
    add_section(reading, name, shown, form)
    add_part(reading, Part(capability=_NAME, entity=book.name), book.because)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The tests of the book and, where entries wait, the buttons that show and decline them."""
    entity = spec.entity(str(part.entity))
    state = next((field for field in entity.fields if field.kept and any(c.hidden for c in field.choices)), None)
    test = render(f"{_TEMPLATES}/test_guestbook.py.j2", spec=spec, entity=entity, state=state)
    answering, files = answering_of(spec, entity) if entity.received else ((), {})
    first = " Entries wait until somebody in charge marks them as shown." if state else ""
    return Contribution(
        files={f"tests/test_{entity.plural}_of_visitors.py": test, **files},
        workspace_sections={entity.name: answering},
        readme=(f"Visitors write into the {entity.plural_label.lower()} without an account.{first}",),
    )


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("contact_form", "member_posts"))
