"""From the draft to the validated specification."""

from millwright.factory.generation.reader.attributes import presets
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.explaining import reasons
from millwright.factory.generation.reader.naming import app_name, description
from millwright.factory.generation.reader.roles import signs_up
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.site_texts import texts_of
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Layout, Page, Section
from millwright.factory.generation.spec import NUMERIC, AppSpec, Choice, Entity, FieldSpec, FieldType, Role, Theme


def freeze(reading: Reading, theme: Theme, name: str | None) -> AppSpec:
    """The specification of what was read; constructing it validates it."""
    _point_at_rows(reading)
    return AppSpec(
        name=app_name(reading, name),
        description=texts_of(reading).lead if reading.layout is Layout.SITE else description(reading),
        theme=theme,
        roles=tuple(
            Role(name=role.name, label=role.label, signup=signs_up(role), admin=role.kind is RoleKind.ADMIN)
            for role in reading.roles
        ),
        entities=tuple(freeze_entity(entity) for entity in reading.entities),
        boards=tuple(reading.boards),
        charts=tuple(reading.charts),
        figures=tuple(reading.figures),
        dashboard_filters=tuple(reading.dashboard_filters),
        layout=reading.layout,
        style=reading.style,
        pages=tuple(_page(reading, page) for page in reading.pages),
        parts=tuple(reading.parts),
        reasons=reasons(reading.reasons),
        not_built=reasons(reading.not_built),
    )


def _point_at_rows(reading: Reading) -> None:
    """Has the references of demonstration rows lead to rows that are there: a capability may have left fewer."""
    rows = {entity.name: len(entity.samples) for entity in reading.entities}
    for entity in reading.entities:
        for field in (known for known in entity.fields if known.target):
            for sample in entity.samples:
                value, there = sample.get(field.name), rows[field.target or ""]
                if isinstance(value, int) and value >= there:
                    sample[field.name] = value % there if there else None


def freeze_entity(draft: DraftEntity) -> Entity:
    """One record of the draft; constructing it validates it."""
    return Entity(
        name=draft.name,
        plural=draft.plural,
        label=draft.label,
        plural_label=draft.plural_label,
        fields=tuple(_field(field) for field in draft.fields),
        access=draft.access,
        visitors=draft.visitors,
        look=draft.look,
        internal=draft.internal,
        sent_in=draft.sent_in,
        export=draft.export,
        formats=draft.formats,
        samples=draft.samples,
        formulas=tuple(formula for formula, _ in draft.formulas.values()),
    )


def _page(reading: Reading, page: Page) -> Page:
    """A page whose sections are in an order that is still there: a capability may have taken the field away."""
    sections = (
        section.model_copy(update={"sort": ""}) if _unsorted(reading, section) else section for section in page.sections
    )
    return page.model_copy(update={"sections": tuple(sections)})


def _unsorted(reading: Reading, section: Section) -> bool:
    entity = reading.entity(section.entity) if section.entity else None
    return bool(section.sort and entity and entity.field(section.sort.removeprefix("-")) is None)


def _field(draft: DraftField) -> FieldSpec:
    """A field as it is in the end: what was a number, and became a choice or a file since, has no bounds any more."""
    numeric = draft.type in NUMERIC
    return FieldSpec(
        name=draft.name,
        label=draft.label,
        type=draft.type,
        required=draft.required,
        unique=draft.unique and draft.type in {FieldType.TEXT, FieldType.EMAIL},
        choices=tuple({one.value: one for one in (_choice(draft, shown) for shown in draft.choices)}.values()),
        target=draft.target,
        holders=draft.holders,
        minimum=draft.minimum if numeric else None,
        maximum=draft.maximum if numeric else None,
        kept=draft.kept,
        numbered=draft.numbered,
        sought=draft.sought,
        asked=draft.asked,
        formatted=draft.formatted,
        preset=not draft.since and draft.name in presets(draft.type),
        since=draft.since,
        needed=draft.needed,
    )


def _choice(draft: DraftField, shown: str) -> Choice:
    value = choice_value(shown)
    return Choice(value=value, label=shown, hidden=value in draft.hidden)
