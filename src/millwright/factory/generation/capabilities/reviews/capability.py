"""Reviews as a capability: of what is sold, or of the first public record that the prompt names beside them."""

from millwright.factory.generation.capabilities import Check, Component, Contribution, Order
from millwright.factory.generation.capabilities.community import subject_view, table_name
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import goods, keep_from_visitors
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, records_in
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.words import identifier, label
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import Access, AppSpec, Entity, FieldType, Reach

_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_NOT_REVIEWED = frozenset({"category", "discount", "faq", "testimonial", "team_profile", "tag", "variant", "plan"})
_JUDGING = frozenset({"rate", "review"})
_OPINIONS = ("review", "rating", "evaluation", "performance_review", "assessment", "appraisal", "feedback", "score")
_SCORES = frozenset("score rating average_score average_rating overall_score overall_rating".split())
"""What people would type where reviews work it out: "sort doctors by score"."""
_MARKED = frozenset({"grade_entry", "score"})
_ENTERED = frozenset({Act.CREATE, Act.MANAGE, Act.PROCESS, Act.DELETE})
_PAIR = 2
_WHOLE = (5, 4, 5, 3, 5, 4, 2, 5)
_MARKS = word_set("reviews_marks")
_REVIEW = tuple(str(line) for line in table_beside(__package__ or "", "words")["fields"])


_FLOORS = tuple((stars, f"{stars} stars or more") for stars in ("4.5", "4", "3", "2"))
_BEST = Order("average_stars", "Best rated", "average_stars", "backend.app.reviews", "Rating", _FLOORS)


def draft(reading: Reading) -> None:
    """Gives reviews the fields that they need, and the thing that they are about."""
    wishes, subject = _wishes(reading), _subject(reading)
    if wishes and subject is None:
        _judge_by_criteria(reading, _kept_opinions(reading))
    if not wishes or subject is None:
        return
    if reading.site:
        subject.fields = [field for field in subject.fields if field.because or not _is_ones_own(field)]
    review = add_record(reading, "review", because_of(wishes, ""))
    _forget_scores(reading)
    asked = [field for field in review.fields if field.because and field.type is not FieldType.REFERENCE]
    asked = [field for field in asked if field.name not in _SCORES]
    review.fields = []
    for line in _REVIEW:
        add_field(review, line, "")
    add_field(review, f"{subject.name}! @{subject.name}", "")
    _judge_by_criteria(reading, review)
    for field in asked:
        if review.field(field.name) is None and field.name not in {"author_name", "customer_name", "reviewed_on"}:
            field.required = False
            review.fields.append(field)


def _forget_scores(reading: Reading) -> None:
    """Leaves out scores as records of their own where reviews make them, and nobody else enters any."""
    entered = [e for s in reading.statements if s.verb.act in _ENTERED for e in acted_on(reading, s)]
    for entity in [known for known in reading.entities if known.key in _MARKED]:
        if reading.criteria and entity not in entered:
            seen = [statement for statement in reading.statements if entity in acted_on(reading, statement)]
            reading.reasons += [(f"Averages: {statement.text}", statement.text) for statement in seen]
            reading.forget(entity)


def _kept_opinions(reading: Reading) -> DraftEntity | None:
    """The record that keeps opinions of what no site shows."""
    return next((entity for entity in reading.entities if entity.key in _OPINIONS), None)


def _judge_by_criteria(reading: Reading, review: DraftEntity | None) -> None:
    """Has reviews give stars to each criterion that the prompt names, in place of those for the whole."""
    if review is None or not reading.criteria:
        return
    for criteria in reading.criteria:
        for place, words in enumerate(criteria.names):
            stars = " | ".join(str(_near(whole, place + turn)) for turn, whole in enumerate(_WHOLE))
            name = f"{identifier(words)[:30].strip('_')}_stars"
            field = add_field(review, f"{name}! int: {stars}", criteria.because)
            field.label = label(words)
    review.fields = [field for field in review.fields if field.name != "rating"]


def _near(whole: int, turn: int) -> int:
    """Stars for one criterion in a demonstration: those for the whole, or one more or less."""
    return min(5, max(1, whole + (0, -1, 0, 1, -1)[turn % 5]))


def _is_ones_own(field: DraftField) -> bool:
    """Whether a field is what somebody thinks of a thing, or how far they are with it, which reviewers say."""
    return field.name in _MARKS or any(choice.lower().startswith("to ") for choice in field.choices)


def settle(reading: Reading) -> None:
    """Lets everybody with an account write their own, shows them where their subject is public, and adds the part."""
    review, subject, wishes = reading.entity("review"), _subject(reading), _wishes(reading)
    if not wishes or review is None or subject is None:
        return
    if reading.layout is not Layout.SITE or subject.visitors.read is not Reach.ALL:
        return
    reference = review.field(subject.name)
    if reference is None:
        return
    reference.required = True
    worked_out = [field for field in subject.fields if field.name in _SCORES and (reading.criteria or field.sought)]
    subject.fields = [field for field in subject.fields if field not in worked_out] or subject.fields
    keep_from_visitors(reading, review)
    own = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)
    for role in reading.roles:
        granted = review.access.get(role.name, Access()) | own
        # Whoever is judged may answer, but not change what others have said under their names.
        review.access[role.name] = granted.model_copy(update={"update": Reach.OWN})
    review.access = {name: access for name, access in review.access.items() if name not in _admins(reading)}
    add_part(reading, Part(capability="reviews", entity=subject.name, options={"review": review.name}), wishes[0].words)


def finish(reading: Reading) -> None:
    """In the demonstration what is judged by several criteria has reviews by two people."""
    subject = next((reading.entity(str(part.entity)) for part in reading.parts if part.capability == "reviews"), None)
    review = reading.entity("review")
    if not reading.criteria or subject is None or review is None or len(subject.samples) < _PAIR:
        return
    for place, sample in enumerate(review.samples):
        sample[subject.name] = place // _PAIR % len(subject.samples)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The average, the list and the form of reviews."""
    app, (_, view) = AppView(spec), subject_view(spec, part)
    buyer = next((role for role in spec.roles if not role.admin), spec.admin)
    review = spec.entity(part.options["review"])
    held = table_name(review.name, "hold") if _is_moderated(spec, review.name) else ""
    values = {
        "subject": app.entity(str(part.entity)),
        "review": app.entity(review.name),
        "stars": [field for field in review.fields if field.is_rating],
        "anonymous": any(field.name == "anonymous" for field in review.fields),
        "held": naming.pascal(held),
        "view": view,
        "reviewer": buyer.name,
    }
    folder = "capabilities/reviews/templates"
    written = {
        "backend/app/reviews.py": "backend/reviews.py",
        "backend/app/routes/star_ratings.py": "backend/star_ratings.py",
        "frontend/src/components/reviews/Ratings.tsx": "frontend/Ratings.tsx",
        "frontend/src/components/reviews/Reviews.tsx": "frontend/Reviews.tsx",
        "frontend/src/components/reviews/Stars.tsx": "frontend/Stars.tsx",
        "tests/test_star_ratings.py": "tests/test_star_ratings.py",
    }
    subject = str(part.entity)
    return Contribution(
        files={path: render(f"{folder}/{name}.j2", **values) for path, name in written.items()},
        routers=("star_ratings",),
        checks={part.options["review"]: (Check("check_review", "backend.app.reviews"),)},
        providers=(Component("Ratings", "components/reviews/Ratings"),),
        card_actions={subject: (Component("AverageRating", "components/reviews/Ratings"),)},
        record_sections={subject: (Component("Reviews", "components/reviews/Reviews"),)},
        orders={subject: (_BEST,)},
        readme=(
            f"People review {view.spec.plural_label.lower()} with one to five stars, once each; staff can delete any.",
            *_criteria_told(review),
        ),
    )


def _criteria_told(review: Entity) -> tuple[str, ...]:
    stars = [naming.in_sentence(field.label) for field in review.fields if field.is_rating]
    if len(stars) < _PAIR:
        return ()
    return (f"See what people think of {', '.join(stars[:-1])} and {stars[-1]}, and of the whole.",)


def _is_moderated(spec: AppSpec, review: str) -> bool:
    return any(part.entity == review for part in spec.parts_of("moderation"))


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes for opinions: what is "reviewed" by somebody waits for their approval."""
    return [wish for wish in reading.wished("reviews") if wish.words.lower() not in {"reviewed", "reviewing"}]


def _subject(reading: Reading) -> DraftEntity | None:
    shown = [e for e in reading.entities if e.kind in _SHOWN and e.key not in _NOT_REVIEWED and not e.internal]
    named = [e for wish in _wishes(reading) for e in records_in(reading, wish.sentence) if e in shown]
    judged = [e for s in reading.statements if s.verb.base in _JUDGING for e in acted_on(reading, s) if e in shown]
    sold = goods(reading)
    return next(iter([*judged, *([sold] if sold else []), *named, *shown]), None)


def _admins(reading: Reading) -> set[str]:
    return {role.name for role in reading.roles if role.kind.value == "admin"}


CAPABILITY = Capability("reviews", draft, settle, contribute, after=("cart",), finish=finish)
