"""Texts that are formatted: bodies of what is read, and what the prompt wants an editor for."""

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read


def formatted(prompt: str) -> set[str]:
    spec = read(prompt)
    return {f"{entity.name}.{field.name}" for entity in spec.entities for field in entity.fields if field.formatted}


@pytest.mark.parametrize(
    ("prompt", "field"),
    [
        ("A blog with articles in a rich text editor.", "article.body"),
        ("A forum where members publish posts", "post.body"),
        ("An online course platform with lessons", "course_lesson.body"),
        ("A shop with products; product descriptions support markdown.", "product.description"),
    ],
)
def test_bodies_and_what_is_asked_for_are_formatted(prompt: str, field: str) -> None:
    assert field in formatted(prompt)


def test_notes_and_comments_stay_plain_and_bring_no_library() -> None:
    prompt = "Teams track bugs with a description and comments"
    assert not formatted(prompt)
    files = compile_app(read(prompt))
    assert "markdown-to-jsx" not in files["package.json"]
    assert not [path for path in files if "Formatted" in path or path.endswith("plain.ts")]


def test_what_is_formatted_is_rendered_on_its_page_and_plain_elsewhere() -> None:
    files = compile_app(read("A blog with articles. Editors export articles to CSV."))
    page = files["frontend/src/pages/site/ArticlePages.tsx"]
    assert "<Formatted of={text} />" in page
    assert "plainWords(row.body)" in page
    assert "row.plain_body" in files["backend/app/routes/articles.py"]
    assert '"markdown-to-jsx": "9' in files["package.json"]


def test_an_editor_that_is_asked_for_is_told_as_built() -> None:
    spec = read("A blog with articles in a rich text editor.")
    assert not [reason for reason in spec.not_built if "text" in reason.subject.lower()]
