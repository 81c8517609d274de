"""Profiles: the account page of whoever is signed in, and public pages of people where they publish something."""

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.community import TALK_DOMAINS, internal_table
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Layout, Part

TABLE = "member_profile"
_LINES = ("about long", "location text")
_TEMPLATES = "capabilities/profiles/templates"
_ACCOUNT = Component("AccountPage", "pages/profiles/AccountPage")
_PERSON = Component("PersonPage", "pages/profiles/PersonPage")


def _draft(reading: Reading) -> None:
    wishes = reading.wished("profiles")
    talk = reading.domain is not None and reading.domain.name in TALK_DOMAINS
    if wishes or talk:
        add_profiles(reading, because_of(wishes, "people who meet here show who they are"))


def add_profiles(reading: Reading, because: str) -> None:
    """Gives people accounts of their own to change, and public pages where they publish something."""
    _absorb(reading)
    internal_table(reading, TABLE, _LINES, because)


def _absorb(reading: Reading) -> None:
    """What the prompt calls user profiles are accounts rather than records beside them."""
    for record in list(reading.entities):
        people = record.key == "person" or record.entry is None
        profile = people and record.label.split()[-1].lower() in {"profile", "information"}
        needed = any(field.target == record.name for entity in reading.entities for field in entity.fields)
        if profile and not needed and sum(not entity.internal for entity in reading.entities) > 1:
            reading.forget(record)


def _settle(reading: Reading) -> None:
    table = reading.entity(TABLE)
    if table is not None:
        add_part(reading, Part(capability="profiles"), table.because)


def _finish(reading: Reading) -> None:
    """Nobody of the demonstration has said anything about themselves yet."""
    table = reading.entity(TABLE)
    if table is not None:
        table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    public = bool(spec.contributed_entities)
    shown = {entity.name for entity in spec.contributed_entities}
    views = [view for view in entity_views(spec) if view.spec.name in shown]
    values = {
        "public": public,
        "views": views,
        "records": [
            {"cls": naming.pascal(v.spec.name), "name": v.spec.name, "path": naming.kebab(v.spec.plural)} for v in views
        ],
        "admin": naming.constant(spec.admin.name),
        "follow": bool(spec.parts_of("follow")),
    }
    files = {
        "backend/app/routes/account.py": render(f"{_TEMPLATES}/backend/account.py.j2", **values),
        "tests/test_account.py": render(f"{_TEMPLATES}/tests/test_account.py.j2", **values),
        f"frontend/src/{_ACCOUNT.module}.tsx": render(f"{_TEMPLATES}/frontend/AccountPage.tsx.j2", **values),
        "frontend/src/pages/profiles/AccountPage.test.tsx": render(f"{_TEMPLATES}/frontend/AccountPage.test.tsx.j2"),
    }
    site = spec.layout is Layout.SITE
    place, menu = (Place.SITE, Place.ACCOUNT) if site else (Place.WORKSPACE, Place.WORKSPACE)
    routes = [Route("/account", _ACCOUNT, place, signed_in=True)]
    if public:
        files |= {
            "backend/app/routes/profiles.py": render(f"{_TEMPLATES}/backend/profiles.py.j2", **values),
            "tests/test_profiles.py": render(f"{_TEMPLATES}/tests/test_profiles.py.j2", **values),
            f"frontend/src/{_PERSON.module}.tsx": render(f"{_TEMPLATES}/frontend/PersonPage.tsx.j2", **values),
            "frontend/src/components/people/Initials.tsx": render(f"{_TEMPLATES}/frontend/Initials.tsx.j2"),
        }
        routes.append(Route("/profiles/:id", _PERSON))
    return Contribution(
        files=files,
        routers=("account", "profiles") if public else ("account",),
        routes=tuple(routes),
        navigation=(NavigationItem("My account", "/account", "CircleUserRound", menu),),
        person_pages=public,
        readme=("Change your name, what you say about yourself, and your password under My account.",),
    )


CAPABILITY = Capability("profiles", _draft, _settle, _contribute, finish=_finish)
