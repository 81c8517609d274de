"""Whether an application has a public site, what visitors see there, and its first page."""

from millwright.factory.generation.reader.adding import add_section
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Section, SectionKind
from millwright.factory.generation.spec import Access, FieldType, Reach

_PUBLIC_WORDS = frozenset({"website", "webpage", "site", "homepage", "blog", "store", "shop", "storefront", "portal"})
_PUBLIC_KINDS = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_MOST_ON_HOME = 3


def lay_out(reading: Reading) -> None:
    """Gives an application that strangers come to a public site; others stay a workspace behind a sign-in."""
    word = next((t for s in reading.sentences for t in s.tokens if t.lemma in _PUBLIC_WORDS), None)
    public = [entity for entity in reading.entities if entity.kind in _PUBLIC_KINDS]
    if word is None or not public:
        return
    reading.layout = Layout.SITE
    reading.reasons.append(("Public site", word.text))
    for entity in public:
        show_to_visitors(reading, entity)
    add_section(reading, "home", "Home", Section(kind=SectionKind.HERO))
    for entity in public[:_MOST_ON_HOME]:
        add_section(reading, "home", "Home", Section(kind=SectionKind.RECORDS, entity=entity.name))


def show_to_visitors(reading: Reading, entity: DraftEntity) -> None:
    """Lets visitors read a record, and the public records that it refers to."""
    entity.visitors = Access(read=Reach.ALL, create=entity.visitors.create)
    for field in entity.fields:
        target = reading.entity(field.target) if field.type is FieldType.REFERENCE and field.target else None
        if target is not None and target.kind in _PUBLIC_KINDS and target.visitors.read is Reach.NONE:
            show_to_visitors(reading, target)
