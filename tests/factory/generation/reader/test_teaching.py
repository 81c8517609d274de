"""Courses, lessons and exams are of the subject that the prompt is about."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.reader.data import phrases, rows


def _names(prompt: str, label: str) -> list[str]:
    entity = next(one for one in read(prompt).entities if one.label == label)
    return [str(row[entity.fields[0].name]) for row in entity.samples]


@pytest.mark.parametrize(
    ("prompt", "label", "name"),
    [
        ("An English training platform to provide PTE/CCL training, with courses", "Course", "PTE Speaking"),
        ("A site reliability engineering learning platform with courses", "Course", "SRE fundamentals"),
        ("A site reliability engineering learning platform with courses", "Lesson", "Error budgets"),
        ("A platform for learning investment and financial knowledge with courses", "Course", "Funds and shares"),
        ("A cooking school website with courses and teachers", "Course", "Knife skills"),
        ("An online beekeeping school with courses and lessons", "Course", "Beekeeping for beginners"),
        ("A Sanskrit learning platform with courses", "Course", "Sanskrit for beginners"),
    ],
)
def test_courses_are_of_the_subject(prompt: str, label: str, name: str) -> None:
    assert name in _names(prompt, label)


@pytest.mark.parametrize(
    "prompt",
    [
        "An online learning platform with courses and lessons",
        "A university website with courses, teachers and news",
        "An online lessons platform that supports one-on-one and team sessions, with courses",
    ],
)
def test_where_no_subject_is_told_courses_are_of_many(prompt: str) -> None:
    assert "Watercolour for beginners" in _names(prompt, "Course") or "beginners" not in " ".join(
        _names(prompt, "Course")
    )


def test_english_as_a_language_of_a_site_is_no_subject() -> None:
    spec = read("A museum website in English and German with guides and articles")
    titles = [str(value) for entity in spec.entities for row in entity.samples for value in row.values()]
    assert not [title for title in titles if title.startswith(("English A1", "German A1"))]


def test_every_subject_has_courses_lessons_and_exams() -> None:
    for name, row in rows("subjects").items():
        for listed in ("courses", "lessons", "exams"):
            assert len(phrases(row[listed], "|")) >= 6, name
