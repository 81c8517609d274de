"""Pages that people lay out themselves: a record of pages, and the blocks of each as an internal table."""

from millwright.factory.generation.capabilities.community import add_table, table_name
from millwright.factory.generation.capabilities.page_builder.samples import add_samples
from millwright.factory.generation.capabilities.page_builder.writing import contribute
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.reader import capabilities as wished
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import Access, Part, Reach

NAME = "page_builder"
_KEY = "web_page"
_PAGE = (
    "title! text",
    "address_name!* text",
    "status! choice: Draft | Published",
    "layout! choice: Narrow | Standard | Wide",
    "background! choice: Plain | Tinted | Coloured",
)
_BLOCK = (
    "kind! choice: Heading | Text | Picture | Columns | Link | Quote | Newest",
    "text! long",
    "more long",
    "target text",
    "picture image",
    "tone! choice: Plain | Tinted | Coloured",
    "place! int",
)
_ARRANGED = frozenset({Act.CREATE, Act.MANAGE, Act.PROCESS})
_ARRANGING = frozenset("adjust arrange build change configure create customise customize design edit set".split())


def _draft(reading: Reading) -> None:
    """Adds the record of pages and the table of their blocks; what they are part of is a site then."""
    wishes = _wishes(reading)
    reading.wishes = [w for w in reading.wishes if w.capability.name != NAME or w.refused or w in wishes]
    if not wishes:
        return
    because = because_of(wishes, "")
    page = reading.entity(_KEY)
    if page is None or not page.samples:
        page = _page(reading, because)
    elif page.field("address_name") is None:
        # Pages that an application has already are what they are.
        return
    add_table(reading, page, "block", _BLOCK, because)
    reading.site = reading.site or because
    _keep_drafts(reading, because)
    _absorb(reading)


def _page(reading: Reading, because: str) -> DraftEntity:
    """The record of pages; what the prompt says it has besides stays."""
    page = reading.entity(_KEY) or add_record(reading, _KEY, because)
    asked = [field for field in page.fields if field.because]
    page.fields = []
    for line in _PAGE:
        made = add_field(page, line, because)
        made.label = "Address" if made.name == "address_name" else made.label
    names = {field.name for field in page.fields}
    page.fields += [field for field in asked if field.name not in {*names, "body", "path_name", "updated_on"}]
    return page


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes for pages that people lay out; "a clear page layout" only says how all should look."""
    quality = listed_stems(NAME, "quality")
    return [w for w in reading.wished(NAME) if stems(w.words) not in quality or _is_done(reading, w)]


def _is_done(reading: Reading, wish: Wish) -> bool:
    """Whether somebody is to do something about it."""
    return any(
        statement.sentence is wish.sentence
        and statement.start <= wish.start < statement.end
        and (statement.verb.base in _ARRANGING or statement.verb.act in _ARRANGED)
        for statement in reading.statements
    )


def _keep_drafts(reading: Reading, because: str) -> None:
    """Articles have drafts to look at before they are published, where the prompt speaks of a preview."""
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    for entity in reading.entities if "preview" in said else ():
        for field in entity.fields if entity.kind is EntityKind.CONTENT else ():
            if {"Draft", "Published"} <= {*field.choices}:
                field.because = field.because or because


def _absorb(reading: Reading) -> None:
    """Takes what else is said of a layout and its preview for wishes of this part."""
    row = words_of()[NAME]
    own = wished.Capability(NAME, True, row["say"])
    built = listed_stems(NAME, "built")
    reading.wishes = [
        Wish(own, w.words, w.sentence, w.start, w.end, w.refused)
        if w.capability.name == "builder" and stems(w.words) in built
        else w
        for w in reading.wishes
    ]
    said = (s for s in reading.statements if _of_pages(s))
    reading.wishes += [Wish(own, s.text, s.sentence, s.start, s.end) for s in said]


def _of_pages(statement: Statement) -> bool:
    lemmas = {
        token.lemma
        for phrase in statement.phrases
        if phrase.direct
        for token in statement.sentence.tokens[phrase.start : phrase.end]
    }
    return "page" in lemmas and bool(lemmas & {"layout", "design", "block", "section", "effect"})


def _settle(reading: Reading) -> None:
    """Adds the part: whoever keeps pages lays them out, and visitors see those that are published."""
    page = _made(reading)
    wishes = _wishes(reading)
    if page is None or not wishes or reading.layout is not Layout.SITE:
        return
    # They are shown at addresses of their own, not as records.
    page.visitors = Access()
    _keep_to_writers(page)
    blocks = reading.entity(table_name(page.name, "block"))
    if blocks is not None:
        blocks.visitors = Access(read=Reach.ALL)
        none = Access(read=Reach.ALL)
        blocks.access = {role.name: _of_block(page.access.get(role.name, none)) for role in reading.roles}
    add_part(reading, Part(capability=NAME, entity=page.name), because_of(wishes, ""))


def _keep_to_writers(page: DraftEntity) -> None:
    """Drafts are seen by those who write pages, and by nobody else; who writes one sees them all."""
    writers = {n: a for n, a in page.access.items() if a.create or a.update is not Reach.NONE}
    page.access = {name: access.model_copy(update={"read": Reach.ALL}) for name, access in writers.items()}


def _of_block(of_page: Access) -> Access:
    """Pictures are sent by those who write pages, and seen by everybody."""
    writes = of_page.create or of_page.update is not Reach.NONE
    return Access(read=Reach.ALL, create=writes, update=Reach.OWN if writes else Reach.NONE)


def _made(reading: Reading) -> DraftEntity | None:
    page = reading.entity(_KEY)
    return page if page is not None and reading.entity(table_name(page.name, "block")) is not None else None


def _finish(reading: Reading) -> None:
    page = _made(reading)
    if page is not None:
        add_samples(reading, page, reading.entity(table_name(page.name, "block")))


CAPABILITY = Capability(NAME, _draft, _settle, contribute, finish=_finish)
