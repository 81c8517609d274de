"""Profiles: what people say about themselves, and public pages of people where they publish something."""

from millwright.factory.generation.capabilities import Component, Contribution, Route
from millwright.factory.generation.capabilities.community import TALK_DOMAINS, internal_table
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

TABLE = "member_profile"
_LINES = ("about long", "location text")
_TEMPLATES = "capabilities/profiles/templates"
_FORM = Component("ProfileForm", "components/people/ProfileForm")
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
        "details": bool(spec.parts_of("person_details")),
        "follow": bool(spec.parts_of("follow")),
    }
    files = {
        "backend/app/routes/member_profile.py": render(f"{_TEMPLATES}/backend/profile.py.j2"),
        "tests/test_member_profile.py": render(f"{_TEMPLATES}/tests/test_profile.py.j2", **values),
        f"frontend/src/{_FORM.module}.tsx": render(f"{_TEMPLATES}/frontend/ProfileForm.tsx.j2", **values),
        f"frontend/src/{_FORM.module}.test.tsx": render(f"{_TEMPLATES}/frontend/ProfileForm.test.tsx.j2"),
    }
    if public:
        files |= {
            "backend/app/routes/profiles.py": render(f"{_TEMPLATES}/backend/profiles.py.j2", **values),
            "tests/test_profiles.py": render(f"{_TEMPLATES}/tests/test_profiles.py.j2", **values),
            f"frontend/src/{_PERSON.module}.tsx": render(f"{_TEMPLATES}/frontend/PersonPage.tsx.j2", **values),
        }
    if public and not values["details"]:
        files["frontend/src/components/people/Initials.tsx"] = render(f"{_TEMPLATES}/frontend/Initials.tsx.j2")
    return Contribution(
        files=files,
        routers=("member_profile", "profiles") if public else ("member_profile",),
        routes=(Route("/profiles/:id", _PERSON),) if public else (),
        account=(_FORM,),
        person_pages=public,
        readme=("Say something about yourself under My profile.",),
    )


CAPABILITY = Capability("profiles", _draft, _settle, _contribute, finish=_finish)
