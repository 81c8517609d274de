"""The pages of a public site: home, and those that the prompt names, each made of sections with texts of its kind."""

from collections.abc import Callable

from millwright.factory.generation.reader.adding import add_section
from millwright.factory.generation.reader.assortment import technology_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.site_texts import Texts, points, texts_of
from millwright.factory.generation.reader.topics import Topic
from millwright.factory.generation.reader.words import label, singular
from millwright.factory.generation.site import Item, Look, Section, SectionKind
from millwright.factory.generation.spec import FieldType, Reach

_MOST_ON_HOME = 5
_ON_HOME = {Look.QUESTIONS: 8, Look.PRICES: 4, Look.PEOPLE: 4, Look.QUOTES: 3, Look.ARTICLES: 3}
_LAST_ON_HOME = (Look.PEOPLE, Look.PRICES, Look.QUOTES, Look.QUESTIONS)
_SELF_SPEAKING = frozenset({"company_site", "portfolio"})
_PRAISE = frozenset({"popular", "featured", "recommended", "trending", "hot"})
_MERITS = frozenset({"rating", "stars", "votes", "views", "likes", "score"})
_AT_ONCE = frozenset({"breaking_news"})
"""Capabilities whose section follows the hero at once."""
_FACTS = "How to reach us"
_BESIDE = frozenset({"coupon", "discount", "voucher"})
_ORDERED = {
    SectionKind.HERO: 0,
    SectionKind.CAROUSEL: 1,
    SectionKind.FEATURES: 3,
    SectionKind.TEXT: 4,
    SectionKind.FIGURES: 5,
    SectionKind.PART: 7,
    SectionKind.FORM: 8,
    SectionKind.ACTION: 9,
}


def add_pages(reading: Reading, shown: dict[str, DraftEntity]) -> None:
    """Adds home and the pages of the topics; `shown` are the records that topics stand for."""
    texts = texts_of(reading)
    public = _in_order(reading, list(shown.values()))
    _add_home(reading, texts, public)
    for topic in reading.topics:
        reading.reasons.append((f"Page: {topic.label}", topic.words))
        if topic.name not in shown and topic.plan != "home":
            _PLANS.get(topic.plan, _add_own)(reading, topic, texts)
    _close_home(reading, texts, public)


def is_one_page(reading: Reading) -> bool:
    """Whether the prompt asks for a single page, such as a landing page, so that all stands on home."""
    said = " ".join(token.low for sentence in reading.all_sentences for token in sentence.tokens)
    return any(words in said for words in ("landing page", "single page", "one page", "one pager"))


def arrange(reading: Reading) -> None:
    """Puts the sections of home in the order in which people expect them, home first among the pages."""
    pages = sorted(reading.pages, key=lambda page: (page.name != "home", page.name == "contact"))
    reading.pages = [
        page.model_copy(update={"sections": tuple(sorted(page.sections, key=lambda s: _place(reading, s)))})
        if page.name == "home"
        else page
        for page in pages
    ]


def _place(reading: Reading, section: Section) -> float:
    entity = reading.entity(section.entity) if section.entity else None
    if section.kind is SectionKind.RECORDS and entity is not None:
        return 6 + _LAST_ON_HOME.index(entity.look) / 10 if entity.look in _LAST_ON_HOME else 2
    if section.capability in _AT_ONCE:
        return _ORDERED[SectionKind.HERO] + 0.5
    if section.title == _FACTS:
        return _ORDERED[SectionKind.FORM] + 0.5
    return _ORDERED[section.kind]


def _in_order(reading: Reading, asked: list[DraftEntity]) -> list[DraftEntity]:
    """Public records: what has a price and those whose pages the prompt names before the others, what is sold before
    what makes it cheaper, helpers such as categories last."""
    public = [e for e in reading.entities if e.visitors.read is Reach.ALL and not e.internal]
    referred = {field.target for entity in public for field in entity.fields if field.target}
    helpers = [e for e in public if e.name in referred and e.key in {"category", "brand", "tag"}]
    named = sorted(
        (e for e in public if e not in helpers),
        key=lambda e: (e.assumed and e not in asked and e.field("price") is None, e.key in _BESIDE),
    )
    return named + [e for e in helpers if e in asked]


def _add_home(reading: Reading, texts: Texts, public: list[DraftEntity]) -> None:
    main = next((e for e in public if e.look not in _LAST_ON_HOME), next(iter(public), None))
    acts = [Item(title=f"See our {main.plural_label.lower()}"[:60], path=path_of(main))] if main else []
    if any(topic.plan == "about" for topic in reading.topics) and not is_one_page(reading):
        acts.append(Item(title="About us", path="/about"))
    hero = Section(kind=SectionKind.HERO, title=texts.tagline[:60], text=texts.lead, items=tuple(acts))
    add_section(reading, "home", "Home", hero)
    for entity in public[: _MOST_ON_HOME if not is_one_page(reading) else len(public)]:
        add_section(reading, "home", "Home", records_of(reading, entity))


def _close_home(reading: Reading, texts: Texts, public: list[DraftEntity]) -> None:
    """What a company says of itself, and an invitation to write."""
    kinds = {section.kind for page in reading.pages if page.name == "home" for section in page.sections}
    speaks = is_one_page(reading) or (reading.domain is not None and reading.domain.name in _SELF_SPEAKING)
    if (speaks or len(public) < 2) and SectionKind.FEATURES not in kinds:
        add_section(reading, "home", "Home", Section(kind=SectionKind.FEATURES, title="Why us", items=texts.values))
    if any(page.name == "contact" for page in reading.pages):
        act = Item(title="Contact us", path="/contact")
        closing = Section(kind=SectionKind.ACTION, title="Get in touch", text=texts.action, items=(act,))
        add_section(reading, "home", "Home", closing)


def records_of(reading: Reading, entity: DraftEntity) -> Section:
    """The section that shows the first rows of a record: the ones best liked where the prompt asks for those, the
    latest where rows are articles with a day."""
    shown = entity.plural_label.lower()
    praised = _praised(reading, entity)
    day = next((f.name for f in entity.fields if f.type in {FieldType.DATE, FieldType.DATETIME}), None)
    title, sort = entity.plural_label, ""
    if praised:
        title = f"{praised.capitalize()} {shown}"[:60]
        sort = next((f"-{field.name}" for field in entity.fields if _MERITS & set(field.name.split("_"))), "")
    elif entity.look is Look.TIMELINE:
        sort = day or next((f.name for f in entity.fields if f.name.split("_")[-1] == "year"), "")
    elif entity.look is Look.ARTICLES and day:
        title, sort = f"Latest {shown}"[:60], f"-{day}"
    elif entity.look is Look.PRICES and entity.field("price") is not None:
        sort = "price"
    limit = _ON_HOME.get(entity.look, 6)
    return Section(kind=SectionKind.RECORDS, title=title, entity=entity.name, limit=limit, sort=sort)


def _praised(reading: Reading, entity: DraftEntity) -> str:
    """The prompt's word for the rows that it wants to see first: popular, featured, recommended."""
    names = {entity.key.split("_")[-1], *(singular(word) for word in entity.plural_label.lower().split())}
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            if token.low in _PRAISE and names & {after.lemma for after in sentence.tokens[place + 1 : place + 4]}:
                return token.low
    return ""


def path_of(entity: DraftEntity) -> str:
    """Where the site lists a record."""
    return f"/{entity.plural.replace('_', '-')}"


def _add_about(reading: Reading, topic: Topic, texts: Texts) -> None:
    if is_one_page(reading):
        story = Section(kind=SectionKind.TEXT, title=topic.label, text=texts.story[0])
        add_section(reading, "home", "Home", story)
        return
    opening = Section(kind=SectionKind.HERO, title=topic.label, text=texts.story[0])
    add_section(reading, "about", topic.label, opening)
    today = Section(kind=SectionKind.TEXT, title="What we do today", text=texts.story[1])
    add_section(reading, "about", topic.label, today)
    values = Section(kind=SectionKind.FEATURES, title="What matters to us", items=texts.values)
    add_section(reading, "about", topic.label, values)
    team = next((e for e in reading.entities if e.look is Look.PEOPLE and e.visitors.read is Reach.ALL), None)
    if team is not None:
        add_section(reading, "about", topic.label, records_of(reading, team))


def _add_contact(reading: Reading, topic: Topic, texts: Texts) -> None:
    if is_one_page(reading):
        facts = Section(kind=SectionKind.TEXT, title=_FACTS, items=texts.facts)
        add_section(reading, "home", "Home", facts)
        return
    facts = Section(kind=SectionKind.TEXT, text=texts.action, items=texts.facts)
    add_section(reading, "contact", topic.label, facts)


def _add_features(reading: Reading, topic: Topic, texts: Texts) -> None:
    section = Section(kind=SectionKind.FEATURES, title=label(topic.words.lower().split())[:60], items=texts.values)
    add_section(reading, "home", "Home", section)


def _add_points(reading: Reading, topic: Topic, texts: Texts) -> None:
    shown = label(topic.words.lower().split())[:60]
    section = Section(kind=SectionKind.FEATURES, title=shown, items=points(reading, topic.name))
    add_section(reading, "home", "Home", section)


def _add_facts(reading: Reading, topic: Topic, texts: Texts) -> None:
    text = Section(kind=SectionKind.TEXT, title=topic.label, text=texts.hours)
    add_section(reading, "home", "Home", text)


def _add_figures(reading: Reading, topic: Topic, texts: Texts) -> None:
    add_section(reading, "home", "Home", Section(kind=SectionKind.FIGURES, title=topic.label))


def _add_terms(reading: Reading, topic: Topic, texts: Texts) -> None:
    shown = label(topic.words.lower().split())[:60]
    text = (
        "We keep only what you send us, use it only to answer you, and delete it when you ask us to. "
        "Nothing is passed on to others, and no service outside of this site counts your visits."
    )
    section = Section(kind=SectionKind.TEXT, title="What we keep, and what for", text=text)
    add_section(reading, "terms", shown, section, in_menu=False)


def _add_own(reading: Reading, topic: Topic, texts: Texts) -> None:
    """A page that only the prompt knows: a text of the kind of application, and what goes with it."""
    name = topic.name if topic.name not in {page.name for page in reading.pages} else ""
    if not name or any(path_of(entity) == f"/{name.replace('_', '-')}" for entity in reading.entities):
        return
    text = Section(kind=SectionKind.TEXT, text=texts.story[-1])
    if is_one_page(reading):
        add_section(reading, "home", "Home", text.model_copy(update={"title": topic.label}))
        return
    add_section(reading, name, topic.label, text)
    add_section(reading, name, topic.label, Section(kind=SectionKind.FEATURES, items=texts.values))


def _add_guide(reading: Reading, topic: Topic, texts: Texts) -> None:
    """What one should know or do, point by point, in the words of the trade where it has some."""
    name, shown = ("home", "Home") if is_one_page(reading) else (topic.name, topic.label)
    known = texts.guides.get(topic.name, "")
    advice = points(reading, topic.name, known)
    title = topic.label if name == "home" else "Step by step"
    if name != "home":
        add_section(reading, name, shown, Section(kind=SectionKind.HERO, title=topic.label, text=texts.guided))
    add_section(reading, name, shown, Section(kind=SectionKind.FEATURES, title=title, items=advice))


def _add_technology(reading: Reading, topic: Topic, texts: Texts) -> None:
    """How it works, step by step, in the words of what is made there."""
    name, shown = ("home", "Home") if is_one_page(reading) else (topic.name, topic.label)
    text = Section(kind=SectionKind.TEXT, title=topic.label if name == "home" else None, text=texts.story[-1])
    add_section(reading, name, shown, text)
    steps = points(reading, topic.name, technology_of(reading))
    add_section(reading, name, shown, Section(kind=SectionKind.FEATURES, title="How it works", items=steps))


_PLANS: dict[str, Callable[[Reading, Topic, Texts], None]] = {
    "about": _add_about,
    "contact": _add_contact,
    "facts": _add_facts,
    "features": _add_features,
    "figures": _add_figures,
    "guide": _add_guide,
    "points": _add_points,
    "technology": _add_technology,
    "terms": _add_terms,
    "values": _add_features,
}
