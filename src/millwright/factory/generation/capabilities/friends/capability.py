"""Friends: one asks, the other accepts; where people write to each other, they write to their friends."""

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route, Seed
from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.messages.capability import is_messenger
from millwright.factory.generation.capabilities.messages.demos import ANY, circle, circle_of
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import listed_stems
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import AppSpec, Layout, Part

_TABLE = "friendship"
_TEMPLATES = "capabilities/friends/templates"
_PAGE = Component("FriendsPage", "pages/friends/FriendsPage")
_FRIEND = "friend"


def _draft(reading: Reading) -> None:
    wishes = reading.wished("friends")
    weak = listed_stems("friends", "weak")
    if not is_messenger(reading) and all(stems(wish.words) in weak for wish in wishes):
        reading.wishes = [wish for wish in reading.wishes if wish.capability.name != "friends"]
        return
    if not wishes:
        return
    _no_record(reading)
    internal_table(reading, _TABLE, ("person! int", "pair!* text", "accepted bool"), because_of(wishes, ""))


def _no_record(reading: Reading) -> None:
    """Friends are people with accounts: neither an address book nor a role."""
    for entity in [known for known in reading.entities if _means_friends(known)]:
        shown = sum(not known.internal for known in reading.entities)
        if entity in reading.entities and (shown > 1 or not reading.site):
            reading.forget(entity)
    for sentence in reading.all_sentences:
        for start in [at for at, person in sentence.people.items() if person.name == _FRIEND]:
            del sentence.people[start]
    for statement in reading.statements:
        if statement.subject is not None and statement.subject.name == _FRIEND:
            statement.subject = None


def _means_friends(entity: DraftEntity) -> bool:
    """Whether a record is the address book that friends would be elsewhere, and that nothing else asks for."""
    said = {*entity.label.lower().split(), *entity.because.lower().split()}
    return not entity.internal and (bool(said & {_FRIEND, "friends"}) or (entity.key == "contact" and entity.assumed))


def _settle(reading: Reading) -> None:
    table = reading.entity(_TABLE)
    if table is None:
        return
    name = circle_of(reading)
    add_part(reading, Part(capability="friends", options={"circle": name} if name != ANY else {}), table.because)


def _finish(reading: Reading) -> None:
    """The friends of the demonstration come with its people."""
    table = reading.entity(_TABLE)
    if table is not None:
        table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    site = spec.layout is Layout.SITE
    place, menu = (Place.SITE, Place.ACCOUNT) if site else (Place.WORKSPACE, Place.WORKSPACE)
    talks = spec.parts_of("messages")
    named = next((one.options["circle"] for one in (*talks, part) if "circle" in one.options), ANY)
    values = {
        "root": "" if site else spec.workspace_root,
        "admin": naming.constant(spec.admin.name),
        "details": bool(spec.parts_of("person_details")),
        "messages": bool(talks),
        "people": circle(named if not talks else talks[0].options.get("circle", ANY))["people"],
    }
    demo = "capabilities/messages/templates/backend/demo_people.py.j2"
    alone = not site and not talks and all(entity.internal for entity in spec.entities)
    return Contribution(
        files={
            "backend/app/friends.py": render(f"{_TEMPLATES}/backend/friends.py.j2"),
            "backend/app/routes/friends.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
            "backend/app/demo_friends.py": render(f"{_TEMPLATES}/backend/demo_friends.py.j2"),
            "backend/app/demo_people.py": render(demo, **values),
            "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
            "tests/test_friends.py": render(f"{_TEMPLATES}/tests/test_friends.py.j2", **values),
            f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/frontend/FriendsPage.tsx.j2", **values),
            f"frontend/src/{_PAGE.module}.test.tsx": render(f"{_TEMPLATES}/frontend/FriendsPage.test.tsx.j2", **values),
            "frontend/src/components/friends/FindFriends.tsx": render(
                f"{_TEMPLATES}/frontend/FindFriends.tsx.j2", **values
            ),
            "frontend/src/components/friends/friends.ts": render(f"{_TEMPLATES}/frontend/friends.ts.j2", **values),
        },
        routers=("friends",),
        routes=(Route("/friends", _PAGE, place, signed_in=True),),
        navigation=(NavigationItem("Friends", "/friends", "Users", menu),),
        seeds=(Seed("add_friends", "demo_friends"),),
        front="/friends" if alone else "",
        readme=("Ask people to be your friends, accept or decline, and part again, under Friends.",),
    )


CAPABILITY = Capability(
    "friends", _draft, _settle, _contribute, finish=_finish, optional=frozenset({"circle"})
)  # fmt: skip
