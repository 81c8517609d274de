"""Progress: who marks what as done, where it shows, and that people talk with whom the prompt names."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app

COURSES = (
    "An e-learning platform with courses and learning records. Students log in, browse and select courses, view "
    "learning records and communicate with teachers. Teachers manage courses."
)


def worked_through(spec: AppSpec) -> list[str]:
    return [str(part.entity) for part in spec.parts_of("progress")]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (COURSES, ["course_lesson"]),
        ("An online course platform where students learn programming.", ["course_lesson"]),
        ("A diary of my study sessions with minutes and notes.", []),
        ("An e-learning platform without progress tracking. Students browse courses.", []),
    ],
)
def test_lessons_of_courses_are_worked_through(prompt: str, expected: list[str]) -> None:
    assert worked_through(read(prompt)) == expected


def test_nobody_types_how_far_they_are() -> None:
    spec = read(COURSES)
    assert "learning_record" not in {entity.name for entity in spec.entities}
    assert not [wish for wish in spec.not_built if "record" in wish.subject]


def test_lessons_of_the_demonstration_belong_together_in_order() -> None:
    lessons = read(COURSES).entity("course_lesson").samples
    assert [(row["course"], row["position"]) for row in lessons[:5]] == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 1)]


def test_the_course_lists_its_lessons_once() -> None:
    page = str(compile_app(read(COURSES))["frontend/src/pages/site/CoursePages.tsx"])
    assert "<CourseProgress" in page
    assert "<Records kind={publicCourseLessons}" not in page


def test_everybodys_progress_is_for_those_who_teach() -> None:
    layout = str(compile_app(read(COURSES))["frontend/src/components/Layout.tsx"])
    learners = next(line for line in layout.splitlines() if "/learners" in line)
    assert '"teacher"' in learners.replace("'", '"')
    assert "student" not in learners


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (COURSES, True),
        ("A clinic app: patients chat with doctors and book appointments.", True),
        ("A website that helps a company communicate with the world.", False),
        ("A task app without a chat: students communicate with teachers elsewhere.", False),
    ],
)
def test_people_write_to_whom_the_prompt_names(prompt: str, expected: bool) -> None:
    assert bool(read(prompt).parts_of("messages")) is expected


def test_an_erp_keeps_what_enterprises_keep_where_the_prompt_names_none_of_it() -> None:
    spec = read("An enterprise resource planning platform to manage enterprise resources, control and decision-making.")
    assert {"customer", "order", "product", "purchase_order", "employee", "invoice"} <= {e.name for e in spec.entities}
