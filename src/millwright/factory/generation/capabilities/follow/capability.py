"""Following: who follows whom, a button on people's public pages, and the page of the newest."""

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.profiles.capability import add_profiles
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import AppSpec, Part, Reach

_TABLE = "followed_person"
_TEMPLATES = "capabilities/follow/templates"
_BUTTON = "components/follow/FollowButton"
_PAGE = Component("FollowingPage", "pages/follow/FollowingPage")


def _draft(reading: Reading) -> None:
    wishes = reading.wished("follow")
    if wishes:
        internal_table(reading, _TABLE, ("person! int",), because_of(wishes, ""))
        add_profiles(reading, because_of(wishes, ""))


def _settle(reading: Reading) -> None:
    table = reading.entity(_TABLE)
    if table is None:
        return
    strangers = [role.name for role in outsiders(reading)]
    published = [e for e in reading.entities if e.visitors.read is Reach.ALL]
    made = any(e.access[name].create for e in published for name in strangers if name in e.access)
    if reading.layout is Layout.SITE and made:
        add_part(reading, Part(capability="follow"), table.because)
    else:
        reading.entities.remove(table)


def _finish(reading: Reading) -> None:
    """Nobody of the demonstration follows anybody yet."""
    table = reading.entity(_TABLE)
    if table is not None:
        table.samples = ()


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    shown = {entity.name for entity in spec.contributed_entities}
    views = [view for view in entity_views(spec) if view.spec.name in shown]
    records = [
        {
            "cls": naming.pascal(v.spec.name),
            "name": v.spec.name,
            "label": naming.in_sentence(v.spec.label),
            "path": naming.kebab(v.spec.plural),
        }
        for v in views
    ]
    values = {"records": records, "admin": naming.constant(spec.admin.name)}
    return Contribution(
        files={
            "backend/app/routes/following.py": render(f"{_TEMPLATES}/following.py.j2", **values),
            "tests/test_following.py": render(f"{_TEMPLATES}/test_following.py.j2", **values),
            f"frontend/src/{_BUTTON}.tsx": render(f"{_TEMPLATES}/FollowButton.tsx.j2"),
            f"frontend/src/{_BUTTON}.test.tsx": render(f"{_TEMPLATES}/FollowButton.test.tsx.j2"),
            f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/FollowingPage.tsx.j2"),
        },
        routers=("following",),
        routes=(Route("/following", _PAGE, Place.SITE, signed_in=True),),
        navigation=(NavigationItem("Following", "/following", "Rss", Place.ACCOUNT),),
        readme=("Follow people on their public pages, and see their newest under Following.",),
    )


CAPABILITY = Capability("follow", _draft, _settle, _contribute, after=("member_posts", "profiles"), finish=_finish)
