"""Reviews as a capability: of what is sold, or of the first public record that the prompt names beside them."""

from millwright.factory.generation.capabilities import Check, Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import goods, keep_from_visitors
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Reach

_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_NOT_REVIEWED = frozenset({"category", "discount", "faq", "testimonial", "team_profile", "tag", "variant", "plan"})
_JUDGING = frozenset({"rate", "review"})
_MARKS = word_set("reviews_marks")
_REVIEW = (
    "title! text: Exactly as described | Better than expected | Good, but slow | Lovely | Solid value | Five stars",
    "rating! int: 5 | 4 | 5 | 3 | 5 | 4 | 2 | 5",
    "body long: Even nicer than in the pictures. | Took two weeks, but it was worth it. | Just what I was looking for.",
)


def draft(reading: Reading) -> None:
    """Gives reviews the fields that they need, and the thing that they are about."""
    wishes, subject = _wishes(reading), _subject(reading)
    if not wishes or subject is None:
        return
    if reading.site:
        subject.fields = [field for field in subject.fields if field.because or not _is_ones_own(field)]
    review = add_record(reading, "review", because_of(wishes, ""))
    asked = [field for field in review.fields if field.because and field.type is not FieldType.REFERENCE]
    review.fields = []
    for line in _REVIEW:
        add_field(review, line, "")
    add_field(review, f"{subject.name}! @{subject.name}", "")
    for field in asked:
        if review.field(field.name) is None and field.name not in {"author_name", "customer_name", "reviewed_on"}:
            field.required = False
            review.fields.append(field)


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
    keep_from_visitors(reading, review)
    own = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)
    for role in reading.roles:
        review.access[role.name] = review.access.get(role.name, Access()) | own
    review.access = {name: access for name, access in review.access.items() if name not in _admins(reading)}
    add_part(reading, Part(capability="reviews", entity=subject.name, options={"review": review.name}), wishes[0].words)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The average, the list and the form of reviews."""
    app, (_, view) = AppView(spec), subject_view(spec, part)
    buyer = next((role for role in spec.roles if not role.admin), spec.admin)
    values = {
        "subject": app.entity(str(part.entity)),
        "review": app.entity(part.options["review"]),
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
        readme=(
            f"People review {view.spec.plural_label.lower()} with one to five stars, once each; staff can delete any.",
        ),
    )


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


CAPABILITY = Capability("reviews", draft, settle, contribute, after=("cart",))
