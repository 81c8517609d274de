"""Ratings at the end, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution, Guard
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler.backend_tests import TestedApp
from millwright.factory.generation.compiler.duties import is_over
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.accounts import give
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Part, Reach

NAME = "closing_rating"
RATING, WORDS = "rating", "feedback"
_TEMPLATES = f"capabilities/{NAME}/templates"


def _draft(reading: Reading) -> None:
    """Adds the state after which it is rated, where the prompt names one that the record does not have."""
    for entity, rating in _rated(reading):
        state = state_field(entity)
        said = _said_state(reading, rating)
        values = [choice_value(choice) for choice in state.choices] if state is not None else []
        alike = [group.split() for group in _said("same") if said in group.split()]
        known = said in values or (said != "closed" and any(value in group for group in alike for value in values))
        if state is not None and said and not known:
            state.choices = (*state.choices, label([said]))


def _said(name: str) -> list[str]:
    return phrases(words_of()[NAME][name])


def _rated(reading: Reading) -> list[tuple[DraftEntity, DraftField]]:
    """The records that `appraise` gave stars to."""
    pairs = ((entity, entity.field(RATING)) for entity in reading.entities if not entity.internal)
    found = [(entity, rating) for entity, rating in pairs if rating is not None and rating.because]
    wanted = {wish.words for wish in reading.wishes if wish.capability.name == "appraisal"}
    return [(entity, rating) for entity, rating in found if rating.because in wanted and entity.field(WORDS)]


def _said_state(reading: Reading, rating: DraftField) -> str:
    """The state of which the prompt says that it is rated then."""
    for wish in reading.wishes:
        if wish.capability.name == "appraisal" and wish.words == rating.because:
            words = [token.low for token in wish.sentence.tokens]
            return _said_after(words[wish.start :]) or _said_after(words[: wish.start])
    return ""


def _said_after(words: list[str]) -> str:
    begin = next((place for place, word in enumerate(words) if word in _said("after")), len(words))
    return next((word for word in words[begin : begin + 7] if word in _said("states")), "")


def _settle(reading: Reading) -> None:
    for entity, rating in _rated(reading):
        _let_rate(reading, entity, rating)
        state, words = state_field(entity), entity.field(WORDS)
        ended = _ended(state) if state is not None else []
        raters = [name for name, access in entity.access.items() if access.create and access.read is not Reach.NONE]
        named = any(_names_customer(reading, field) for field in entity.fields)
        if state is None or words is None or not ended or not (raters or named):
            continue
        rating.kept = words.kept = True
        rating.required = words.required = False
        options = {"rating": RATING, "feedback": WORDS, "state": state.name, "ended": " ".join(ended)}
        add_part(reading, Part(capability=NAME, entity=entity.name, options=options), rating.because)
        _let_see(reading, entity)


def _let_rate(reading: Reading, entity: DraftEntity, rating: DraftField) -> None:
    """Has rows name the customers who are said to rate them, where others make them."""
    for statement in reading.statements:
        role = role_named(reading, statement.subject) if statement.subject else None
        rates = role is not None and role.kind is RoleKind.OUTSIDER and statement.text == rating.because
        if role is not None and rates and entity.access.get(role.name, Access()).read is Reach.NONE:
            entity.access[role.name] = Access(read=Reach.OWN)
            give(reading, entity)


def _names_customer(reading: Reading, field: DraftField) -> bool:
    outside = {role.name for role in reading.roles if role.kind is RoleKind.OUTSIDER}
    return field.type is FieldType.ACCOUNT and bool(field.holders) and {*field.holders} <= outside


def _let_see(reading: Reading, entity: DraftEntity) -> None:
    """Customers of whom rows tell see theirs."""
    for field in entity.fields:
        if _names_customer(reading, field):
            for name in field.holders:
                entity.access[name] = entity.access.get(name, Access()) | Access(read=Reach.OWN)


def _ended(state: DraftField) -> list[str]:
    away = _said("away")
    values = [choice_value(choice) for choice in state.choices[1:]]
    over = [value for value in values if is_over(value) and value not in away and value not in {"accepted", "approved"}]
    last = [value for value in values if value not in away][-1:]
    return over or last


def _agree(reading: Reading) -> None:
    """In the demonstration what has ended is rated, but for every third, so that there is something to rate."""
    for part in (known for known in reading.parts if known.capability == NAME):
        entity = reading.entity(str(part.entity))
        ended, turn = part.options["ended"].split(), 0
        for row in entity.samples if entity is not None else ():
            done = row.get(part.options["state"]) in ended
            turn += done
            if not done or turn % 3 == 1:
                row.pop(RATING, None)
                row.pop(WORDS, None)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The stars on the record's page, their route, and the averages on the dashboard."""
    entity = next(known for known in TestedApp(spec).entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    rating, words = entity.field(part.options["rating"]), entity.field(part.options["feedback"])
    state = entity.field(part.options["state"])
    values = [choice.value for choice in state.choices]
    ended = [value for value in part.options["ended"].split() if value in values]
    if not ended:
        return Contribution()
    outside = {role.name for role in spec.roles if role.signup}
    customers = [f for f in entity.accounts if f.spec.holders and {*f.spec.holders} <= outside]
    workers = [f for f in entity.accounts if f not in customers]
    seers = [role.name for role in spec.roles if spec.access(role, entity.spec).read is Reach.ALL and not role.signup]
    given: dict[str, object] = {
        "entity": entity,
        "page": page,
        "rating": rating,
        "words": words,
        "state": state,
        "ended": ended,
        "open": next((value for value in values if value not in ended), ""),
        "customer": next(iter(customers), None),
        "worker": next(iter(workers), None),
        "seers": seers,
        "blind": [role.name for role in spec.roles if role.name not in seers],
        "api": api_path(entity.spec),
        "admin": f"Role.{constant(spec.admin.name)}",
    }
    name, module = pascal(entity.name), "components/rating"
    hidden = Component("GivenAtTheEnd", f"{module}/GivenAtTheEnd")
    guards = (Guard(f"guard_{entity.name}_stars", f"backend.app.rating_{entity.plural}", rating.name),)
    guards += (Guard(f"guard_{entity.name}_words", f"backend.app.rating_{entity.plural}", words.name),)
    return Contribution(
        files={
            f"backend/app/rating_{entity.plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **given),
            f"backend/app/routes/rating_{entity.plural}.py": render(f"{_TEMPLATES}/routes.py.j2", **given),
            f"tests/test_rating_{entity.plural}.py": render(f"{_TEMPLATES}/test_rating.py.j2", **given),
            f"frontend/src/{module}/Rate{name}.tsx": render(f"{_TEMPLATES}/Rate.tsx.j2", name=name, **given),
            f"frontend/src/{module}/Rate{name}.test.tsx": render(f"{_TEMPLATES}/Rate.test.tsx.j2", name=name, **given),
            f"frontend/src/{module}/{name}Ratings.tsx": render(f"{_TEMPLATES}/Ratings.tsx.j2", name=name, **given),
            f"frontend/src/{hidden.module}.tsx": render(f"{_TEMPLATES}/GivenAtTheEnd.tsx.j2"),
        },
        routers=(f"rating_{entity.plural}",),
        guards={entity.name: guards},
        inputs={entity.name: {rating.name: hidden, words.name: hidden}},
        workspace_sections={entity.name: (Component(f"Rate{name}", f"{module}/Rate{name}", changes=True),)},
        dashboard=(Component(f"{name}Ratings", f"{module}/{name}Ratings"),),
        readme=(f"Rate one's own {in_sentence(entity.plural_label)} when they are done, once.",),
    )


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "handing_on", "taking", "workflow"),
    agree=_agree,
    states=frozenset({"ended"}),
)
