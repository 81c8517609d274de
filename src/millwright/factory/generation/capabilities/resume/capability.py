"""Résumés, as the reader and the compiler know them."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
    Seed,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import py, render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.site import Item, Page, Section, SectionKind
from millwright.factory.generation.spec import Access, AppSpec, Layout, Part, Reach

NAME = "resume"
_ENTRY, _SHEET = "resume_entry", "resume_sheet"
_ENTRY_LINES = (
    "title! text",
    "section! choice: Experience | Education | Skill | Project | Certificate",
    "organisation text",
    "started_on date",
    "ended_on date",
    "description long",
)
_SHEET_LINES = (
    "holder* text",
    "headline text",
    "about long",
    "place text",
    "website text",
    "link_code* text",
    "shows_contact bool",
)
_REPLACED = frozenset({_ENTRY, "portfolio_project"})
"""Records of the lexicon in place of which the entries stand."""
_DONE = frozenset({"pdf", "record_pdf", "sharing"})
"""What else a prompt may ask for that comes along."""
_LEAD = "Experience, education and skills on one page: to read, to print and to take along as PDF."
_KEPT_PAGES = frozenset({"contact", "terms"})
"""Pages of a person's site beside the résumé."""
_OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)
_TITLES = (
    ("experience", "Experience"),
    ("education", "Education"),
    ("skill", "Skills"),
    ("project", "Projects"),
    ("certificate", "Certificates"),
)
_PARTS = (
    ("about", "About me", "CircleUserRound"),
    ("experience", "Experience", "Briefcase"),
    ("education", "Education", "GraduationCap"),
    ("skill", "Skills", "Sparkles"),
)
"""What a site shows on a page of its own, too."""
_TEMPLATES = f"capabilities/{NAME}/templates"
_FILES = {
    "backend/app/resumes.py": "backend/resumes.py",
    "backend/app/resume_pdf.py": "backend/resume_pdf.py",
    "backend/app/demo_resumes.py": "backend/demo_resumes.py",
    "backend/app/routes/resumes.py": "backend/routes.py",
    "tests/test_resumes.py": "tests/test_resumes.py",
    "frontend/src/components/resume/resume.ts": "frontend/resume.ts",
    "frontend/src/components/resume/ResumeSheet.tsx": "frontend/ResumeSheet.tsx",
    "frontend/src/components/resume/resume.test.tsx": "frontend/resume.test.tsx",
    "frontend/src/pages/resume/MyResumePage.tsx": "frontend/MyResumePage.tsx",
    "frontend/src/pages/resume/SharedResumePage.tsx": "frontend/SharedResumePage.tsx",
}


def _draft(reading: Reading) -> None:
    """The entries, in place of records that would each be a page of its own."""
    wishes = _wishes(reading)
    if not wishes:
        return
    because = wishes[0].words
    for entity in [known for known in reading.entities if known.key in _REPLACED]:
        reading.forget(entity)
    entry = add_record(reading, _ENTRY, because)
    entry.kind, entry.fields = EntityKind.PERSONAL, []
    for line in _ENTRY_LINES:
        add_field(entry, line, "")
    internal_table(reading, _SHEET, _SHEET_LINES, because)
    # It is passed on and printed as a whole, and not an entry at a time.
    reading.wishes = [wish for wish in reading.wishes if wish.capability.name not in _DONE]


def _settle(reading: Reading) -> None:
    entry = reading.entity(_ENTRY)
    if entry is None or reading.entity(_SHEET) is None:
        return
    entry.visitors = Access()
    others = [role.name for role in reading.roles if role.kind is not RoleKind.ADMIN]
    entry.access = {**entry.access, **dict.fromkeys(others, _OWN)}
    add_part(reading, Part(capability=NAME, entity=entry.name), entry.because)
    add_part(reading, Part(capability="person_details"), entry.because)
    if reading.layout is Layout.SITE:
        _show_first(reading, entry.name)


def _show_first(reading: Reading, entry: str) -> None:
    """A site is about the person who runs it: the résumé is on its first page, and its parts in the menu."""
    home = next((page for page in reading.pages if page.name == "home"), None)
    opening = [one for one in home.sections if one.kind is SectionKind.HERO] if home else []
    act = Item(title="Read the résumé", path="/resume")
    shown = Section(kind=SectionKind.PART, capability=NAME, entity=entry, title="Résumé")
    sections = (*(one.model_copy(update={"items": (act,), "text": _LEAD}) for one in opening), shown)
    kept = [page for page in reading.pages if page.name in _KEPT_PAGES]
    reading.pages = [Page(name="home", label="Home", sections=sections), *kept]


def _finish(reading: Reading) -> None:
    """The rows of a demonstration come of `samples.toml`, since each person's follow each other."""
    for name in () if reading.entity(_SHEET) is None else (_ENTRY, _SHEET):
        known = reading.entity(name)
        if known is not None:
            known.samples = ()


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes of people who write résumés; not of those who send theirs along as a file."""
    if reading.refuses(NAME) or any(entity.key in _set("elsewhere") for entity in reading.entities):
        return []
    return reading.wished(NAME)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = AppView(spec).entity(str(part.entity))
    site = spec.layout is Layout.SITE
    values: dict[str, object] = {
        "entity": entity,
        "view": next(view for view in entity_views(spec) if view.spec.name == entity.name),
        "section": next(field for field in entity.choice_fields if field.name == "section"),
        "titles": _TITLES,
        "site": site,
        "role": spec.admin.name,
        "admin": naming.constant(spec.admin.name),
        "people": _people(),
        "entries": [entry for _, entry in _entries()],
    }
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", **values) for path, name in _FILES.items()},
        routers=("resumes",),
        routes=tuple(_routes(site=site)),
        navigation=tuple(_links(site=site)),
        seeds=(Seed("resumes_of_demo", "demo_resumes"),),
        seeded={entity.name: sum(whose < len(spec.roles) for whose, _ in _entries())},
        papers=True,
        section=Component("ResumeSection", "pages/resume/SharedResumePage") if site else None,
        readme=("Write your résumé under My résumé: one page to share by a link, print and download as PDF.",),
    )


def _routes(*, site: bool) -> Iterator[Route]:
    shared = Component("SharedResumePage", "pages/resume/SharedResumePage")
    yield Route(
        "/my-resume",
        Component("MyResumePage", "pages/resume/MyResumePage"),
        Place.SITE if site else Place.WORKSPACE,
        signed_in=site,
    )
    for place in (Place.SITE,) if site else (Place.ENTRANCE, Place.WORKSPACE):
        yield Route("/cv/:token", shared, place)
    if site:
        front = Component("FrontResumePage", "pages/resume/SharedResumePage")
        yield from (Route(path, front) for path in ("/resume", "/person/:part"))


def _links(*, site: bool) -> Iterator[NavigationItem]:
    yield NavigationItem("My résumé", "/my-resume", "FileUser", Place.ACCOUNT if site else Place.WORKSPACE)
    if site:
        yield NavigationItem("Résumé", "/resume", "FileUser")
        for part, label, icon in _PARTS:
            yield NavigationItem(label, f"/person/{part}", icon)


@cache
def _people() -> list[dict[str, str]]:
    found = table_beside(__package__ or "", "samples")
    return cast("list[dict[str, str]]", found["person"])


def _entries() -> Iterator[tuple[int, str]]:
    """What each person of the demonstration has done: whose it is, and all of it as Python."""
    for whose, person in enumerate(_people()):
        for line in filter(None, map(str.strip, person["entries"].splitlines())):
            section, title, organisation, began, ended, description = (part.strip() for part in line.split("|"))
            said = [py(section), py(title), py(organisation), began or "None", ended or "None", py(description)]
            yield whose, f"({whose}, {', '.join(said)})"


@cache
def _set(name: str) -> frozenset[str]:
    words = table_beside(__package__ or "", "words")
    return frozenset(words[name].split())


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, after=("person_details", "profiles"), finish=_finish)
