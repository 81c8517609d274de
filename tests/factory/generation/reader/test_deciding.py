"""What people send in, and somebody else accepts or rejects."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec


def _states(spec: AppSpec, name: str) -> list[str]:
    part = next(part for part in spec.parts if part.capability == "workflow" and part.entity == name)
    field = spec.entity(name).field(str(part.options["field"]))
    return [choice.value for choice in field.choices]


@pytest.mark.parametrize(
    ("prompt", "name", "states"),
    [
        (
            "A mystery site. Users submit clues with photos, and editors accept or reject the clues with a reason.",
            "notice_clue",
            ["submitted", "accepted", "rejected"],
        ),
        (
            "A news website. Readers submit clues, and editors accept or reject them with a reason.",
            "clue",
            ["requested", "accepted", "rejected"],
        ),
        (
            "A recipe website. Members submit recipes. Editors approve or reject them with a reason.",
            "recipe",
            ["submitted", "approved", "rejected"],
        ),
        (
            "A photography contest. Users submit photos, and judges accept or decline them.",
            "photo",
            ["submitted", "accepted", "declined"],
        ),
        (
            "An archive. Residents upload photos with a caption, and archivists approve or reject the photos.",
            "photo",
            ["submitted", "approved", "rejected"],
        ),
    ],
)
def test_what_is_sent_in_waits_for_a_decision(prompt: str, name: str, states: list[str]) -> None:
    spec = read(prompt)

    assert _states(spec, name) == states
    assert spec.entity(name).field("decision_note").since
    assert "reason" not in {field.name for field in spec.entity(name).fields}


def test_a_review_before_a_decision_is_nobodys_opinion() -> None:
    spec = read(
        "A photo contest with functionalities for photo submission, review, voting, and results. Users submit photos, "
        "and judges accept or reject them."
    )

    assert not any("review" in entity.name for entity in spec.entities)
    assert "review" not in {reason.subject for reason in spec.not_built}


def test_whoever_sends_something_in_is_one_of_the_users() -> None:
    spec = read("A clue site. Users submit clues, editors accept or reject them, and the sender can see the result.")

    assert "Sender" not in {role.label for role in spec.roles}


def test_opinions_stay_opinions_where_something_is_decided_too() -> None:
    spec = read(
        "A recipe site. Users publish recipes, editors approve or reject them, and readers rate and review them."
    )

    assert any(part.capability == "reviews" for part in spec.parts)


def test_what_one_likes_is_no_fact_of_what_all_see() -> None:
    spec = read("A recipe site where users log in, save favorite recipes, and publish recipes.")

    assert not any(field.name == "favourite" for field in spec.entity("recipe").fields)
    assert any(part.capability == "favourites" for part in spec.parts)


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        (
            (
                "A media system for a newsroom with functionalities for topic submission, topic review, manuscript "
                "writing, and three-level review. Reporters submit topics."
            ),
            "news_topic",
        ),
        (
            (
                "A task board for a marketing department with functionalities for creating campaigns and material "
                "review. Users move tasks from to-do to review and done."
            ),
            "marketing_material",
        ),
        (
            "A thesis topic selection system with topic declaration and topic review. Teachers declare topics.",
            "thesis_topic",
        ),
        (
            (
                "A construction safety system with functionalities for hazard reporting, review and statistics. "
                "Workers can report hazards, and the safety officer can review and close a hazard or return it."
            ),
            "safety_hazard",
        ),
    ],
)
def test_a_review_in_a_house_is_a_step_and_no_opinion(prompt: str, record: str) -> None:
    spec = read(prompt)

    assert "review" not in {entity.name for entity in spec.entities}
    assert not any("review" in reason.subject for reason in spec.not_built)
    assert any(part.capability == "workflow" and part.entity == record for part in spec.parts)


def test_reviews_that_people_write_stay_opinions() -> None:
    spec = read("A hotel tool. Staff enter the reviews of guests with a star rating, and mark a review as replied to.")

    assert any("review" in entity.name for entity in spec.entities)


def test_what_is_sent_back_has_a_state_and_a_step_of_its_own() -> None:
    spec = read(
        "A construction safety system. Workers can report hazards with a due date. The safety officer can review and "
        "close the hazards or return them. Overdue hazards are marked in red."
    )
    steps = next(part.options for part in spec.parts if part.capability == "workflow")
    late = next(part.options for part in spec.parts_of("worklist"))

    assert steps["return"].split()[0] == "sent_back"
    assert late["finished"] == steps["close"].split()[0]
    assert not any("red" in reason.subject for reason in spec.not_built)


@pytest.mark.parametrize(
    "prompt",
    [
        "A patient community. Members share posts. Posts about medication should be reviewed before being displayed.",
        "A recipe community. Members post recipes, and recipes are reviewed before they are displayed.",
    ],
)
def test_what_is_reviewed_before_it_is_displayed_waits_for_approval(prompt: str) -> None:
    spec = read(prompt)

    assert any(part.options.get("approval") == "yes" for part in spec.parts_of("moderation"))
    assert not any("review" in reason.subject for reason in spec.not_built)
