"""Sharing of a record's page: by copying its address, by mail, and through the sites that take an address."""

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view, subjects_of
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.sharing.networks import named, networks_of
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Layout, Part, Reach

_FOLDER = "components/sharing"
_TEMPLATES = "capabilities/sharing/templates"

_NEAR = 5
_OWN_KINDS = frozenset({EntityKind.LOG, EntityKind.PERSONAL})
_TOLD = frozenset({FieldType.DATE, FieldType.DECIMAL, FieldType.INTEGER, FieldType.LONG_TEXT, FieldType.TEXT})


def _draft(_reading: Reading) -> None:
    """Nothing is kept of what people pass on."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished("sharing")
    own = [(wish, _own(reading, wish)) for wish in wishes]
    known = named(wishes)
    on = {"on": " ".join(network.name for network, _ in known)} if known else {}
    for wish, entity in own:
        if entity is not None:
            add_part(reading, Part(capability="sharing", entity=entity.name, options={"as": "text", **on}), wish.words)
    for subject in subjects_of(reading, [wish for wish, entity in own if entity is None]):
        add_part(reading, Part(capability="sharing", entity=subject.name, options=on), because_of(wishes, ""))
    if any(part.capability == "sharing" for part in reading.parts):
        reading.reasons += [(f"Shared on {network.label}", words) for network, words in known]


def _own(reading: Reading, wish: Wish) -> DraftEntity | None:
    """What people write down and share though strangers cannot read it: their diaries, whose text is passed on."""
    named = records_in(reading, wish.sentence, wish.end, min(wish.end + _NEAR, len(wish.sentence.tokens)))
    said = named[0] if named else None
    if said is None or said.kind not in _OWN_KINDS or said.visitors.read is not Reach.NONE:
        return None
    others = [said.access.get(role.name, Access()) for role in reading.roles if role.kind is not RoleKind.ADMIN]
    return said if any(one.create for one in others) else None


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    button = Component(f"{view.type}Share", f"{_FOLDER}/{view.type}Share")
    here = {entity.name: (button,)}
    text = part.options.get("as") == "text" and not view.public
    values: dict[str, object] = {
        "view": view,
        "points": bool(spec.parts_of("points")),
        "clicks": any("clicks" in part.options for part in spec.parts_of("points")) and view.public,
        "site": spec.layout is Layout.SITE,
        "facts": _facts(view) if text else (),
        "choices": [field.choices for field in view.fields if text and field.type is FieldType.CHOICE],
    }
    shared_on = networks_of(spec)
    networks: dict[str, object] = {
        "linked": [network for network in shared_on if network.href],
        "pasted": [network.label for network in shared_on if not network.href],
    }
    files = {
        f"frontend/src/{button.module}.tsx": render(f"{_TEMPLATES}/SubjectShare.tsx.j2", **values),
        f"frontend/src/{_FOLDER}/ShareButton.tsx": render(f"{_TEMPLATES}/ShareButton.tsx.j2", **networks),
        f"frontend/src/{_FOLDER}/ShareButton.test.tsx": render(f"{_TEMPLATES}/ShareButton.test.tsx.j2", **networks),
    }
    what = "text" if text else "page"
    return Contribution(
        files=files,
        record_actions=here if view.public else {},
        workspace_sections={} if view.public else here,
        readme=(f"Share the {what} of a {entity.label.lower()}{'' if text else ' by its address'}.",),
    )


def _facts(view: EntityView) -> tuple[tuple[str, str], ...]:
    """What is said of a row in its text: labels, and values in TypeScript."""
    found: list[tuple[str, str]] = []
    for field in view.fields[1:]:
        if field.type is FieldType.CHOICE:
            chosen = f"{field.choices}.find(({{ value }}) => value === row.{field.name})?.label"
            found.append((field.label, chosen))
        elif field.type in _TOLD:
            found.append((field.label, f"row.{field.name}"))
    return tuple(found)


CAPABILITY = Capability("sharing", _draft, _settle, _contribute)
