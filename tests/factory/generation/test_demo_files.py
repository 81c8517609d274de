"""Files of demonstrations: which rows have them, and that each is what it is called."""

import json
import re
import types
import wave
from pathlib import Path

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app


def rows(files: dict[str, str], model: str) -> list[dict[str, str]]:
    return json.loads(files["backend/app/demo.json"])[model]


def made(files: dict[str, str]) -> types.ModuleType:
    """The module of the application that makes its files."""
    module = types.ModuleType("demo_files")
    exec(files["backend/app/demo_files.py"], module.__dict__)  # noqa: S102 - what the compiler wrote is what is tested
    return module


@pytest.mark.parametrize(
    ("prompt", "model", "field", "ending"),
    [
        ("A music app where users browse songs by genre and play music", "Song", "recording", "wav"),
        ("A site where visitors browse videos by category", "Video", "film", "webm"),
        (
            "A document management system where users upload documents and download files",
            "ResourceFile",
            "attachment",
            "pdf",
        ),
    ],
)
def test_what_is_played_or_is_a_document_has_a_file_in_each_row(
    prompt: str, model: str, field: str, ending: str
) -> None:
    files = compile_app(read(prompt))
    names = [row.get(field) for row in rows(files, model)]
    assert all(name and name.endswith(f".{ending}") for name in names)
    assert ("backend/app/demo_film.txt" in files) is (ending == "webm")


def test_lessons_have_a_film_and_a_handout() -> None:
    files = compile_app(read("An e-learning platform. Students browse courses and watch video lessons."))
    first = rows(files, "CourseLesson")[0]
    assert (first["film"].rpartition(".")[2], first["handout"].rpartition(".")[2]) == ("webm", "pdf")
    assert "video_address" not in first


def test_work_that_is_not_handed_in_has_no_file() -> None:
    prompt = "An e-learning platform. Students submit assignments with an attachment, teachers grade assignments."
    spec = read(prompt)
    since = spec.entity("assignment").field("attachment").since
    assert since
    assert all(("attachment" in row) is (row["status"] in since) for row in rows(compile_app(spec), "Assignment"))


def test_sound_and_documents_are_real(tmp_path: Path) -> None:
    songs = made(compile_app(read("A music app where users browse songs by genre and play music")))
    songs.write_sound(tmp_path / "river.wav")
    with wave.open(str(tmp_path / "river.wav")) as heard:
        assert heard.getnframes() / heard.getframerate() == 6
    page = songs.document("Plan of the hall").decode("ascii")
    table = int(page.rsplit("startxref\n", 1)[1].split()[0])
    places = [int(place) for place in re.findall(r"(\d{10}) 00000 n", page[table:])]
    assert [page[place : place + 7] for place in places] == [f"{number} 0 obj" for number in range(1, 6)]
    assert "(Plan of the hall) Tj" in page


def test_applications_without_files_have_none() -> None:
    files = compile_app(read("A task list"))
    assert not [path for path in files if "demo_f" in path]
