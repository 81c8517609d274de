"""Suggestions by a plain rule: rows that share kinds, categories or tags with what one looks at, saved or liked."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view, table_name
from millwright.factory.generation.capabilities.shopping import goods
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_section, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import AppSpec, FieldType, Reach

_NAME = "suggestions"
_TEMPLATES = f"capabilities/{_NAME}/templates"
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_STATES = frozenset({"availability", "stage", "state", "status"})
_TOLD = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.TAGS})
_MARKS = (("favourites", "favourite", "saved"), ("likes", "like", "liked"))
_MOST = 4


def _draft(_reading: Reading) -> None:
    """Nothing is kept for it."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished(_NAME)
    if not wishes or reading.layout is not Layout.SITE:
        return
    able = [entity for entity in reading.entities if _is_able(reading, entity)]
    near = [e for wish in wishes for e in records_in(reading, wish.sentence, wish.end)]
    near += [e for wish in wishes for e in reversed(records_in(reading, wish.sentence, 0, wish.end))]
    named = [entity for entity in near if entity in able]
    sold = goods(reading)
    subject = next(iter([*named, *([sold] if sold in able and sold else []), *able]), None)
    if subject is None:
        return
    by = ",".join(field.name for field in _alike(reading, subject)[:_MOST])
    add_part(reading, Part(capability=_NAME, entity=subject.name, options={"by": by}), because_of(wishes, ""))
    shown = Section(kind=SectionKind.PART, capability=_NAME, entity=subject.name, title="Recommended for you")
    add_section(reading, "home", "Home", shown)
    reading.not_built += [(words, str(_words()["say"])) for wish in wishes if (words := _beyond(wish))]


def _beyond(wish: Wish) -> str:
    """The prompt's words for what recommendations shall go by, where the rule does not know that."""
    tokens = wish.sentence.tokens
    based = next((at for at in range(wish.end, len(tokens)) if tokens[at].low in {"based", "according"}), None)
    if based is None:
        return ""
    unknown, looked_at = (frozenset(str(_words()[name]).split()) for name in ("unknown", "looked_at"))
    for place in range(based, len(tokens)):
        if tokens[place].low in unknown and tokens[place - 1].low not in looked_at:
            return wish.sentence.words(based, place + 1)
    return ""


def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")


def _is_able(reading: Reading, entity: DraftEntity) -> bool:
    """Whether visitors see rows that have something in common."""
    shown = entity.kind in _SHOWN and entity.visitors.read is Reach.ALL and not entity.internal
    return shown and bool(_alike(reading, entity))


def _alike(reading: Reading, entity: DraftEntity) -> list[DraftField]:
    """What rows have in common: a kind, a category or tags that everybody sees, and no state."""
    public = {other.name for other in reading.entities if other.visitors.read is Reach.ALL and other is not entity}
    fields = (field for field in entity.fields if field.type in _TOLD and field.name not in _STATES)
    return [field for field in fields if field.target is None or field.target in public]


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    app = AppView(spec).entity(entity.name)
    names = part.options["by"].split(",")
    marks = [
        {"table": naming.pascal(table_name(entity.name, mark)), "did": did}
        for capability, mark, did in _MARKS
        if any(one.entity == entity.name for one in spec.parts_of(capability))
    ]
    module = f"{entity.name}_suggestions"
    alike = [field for field in app.fields if field.name in names]
    values: dict[str, object] = {
        "entity": app,
        "view": view,
        "path": naming.kebab(entity.plural),
        "alike": alike,
        "fixed": next((field for field in alike if field.is_choice or field.kind is FieldType.TAGS), None),
        "marks": marks,
        "example": example(spec, view, Hooks(spec, ())),
        "person": naming.constant(spec.roles[-1].name),
    }
    similar = Component(f"{view.type}Similar", f"components/suggestions/{view.type}Similar")
    for_you = Component(f"{view.type}ForYou", f"components/suggestions/{view.type}ForYou")
    many = naming.in_sentence(entity.plural_label)
    return Contribution(
        files={
            f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_suggestions.py.j2", **values),
            "frontend/src/lib/keptIds.ts": render("capabilities/shared/frontend/keptIds.ts.j2"),
            f"frontend/src/components/suggestions/{view.type}Suggested.tsx": render(
                f"{_TEMPLATES}/Suggested.tsx.j2", **values
            ),
            f"frontend/src/{similar.module}.tsx": render(f"{_TEMPLATES}/Similar.tsx.j2", **values),
            f"frontend/src/{for_you.module}.test.tsx": render(f"{_TEMPLATES}/ForYou.test.tsx.j2", **values),
            f"frontend/src/{for_you.module}.tsx": render(f"{_TEMPLATES}/ForYou.tsx.j2", **values),
        },
        routers=(module,),
        record_sections={entity.name: (similar,)},
        section=for_you,
        readme=(f"See similar {many}, and which are like those you looked at, saved or liked, with the reason.",),
    )


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, after=("favourites", "likes", "member_posts", "cart"))
