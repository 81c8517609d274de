"""What a name may hold."""

import pytest

from millwright.factory.generation.reader.naming import sentence_text
from millwright.factory.generation.reader.pipeline import read


@pytest.mark.parametrize(
    "unseen", [*"\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"]
)
def test_a_name_holds_nothing_unseen(unseen: str) -> None:
    assert read("Track my tasks with due dates", name=f"{unseen}Pay{unseen}roll desk{unseen}").name == "Payroll desk"


@pytest.mark.parametrize("control", [*"\x00\t\n\x1b\x7f\x85\x9b"])
def test_control_characters_part_words(control: str) -> None:
    assert sentence_text(f"{control}Pay{control}desk") == "Pay desk"


def test_a_name_of_unseen_characters_alone_is_none() -> None:
    prompt = "A todo app called Fernweh"
    assert read(prompt, name="\u202e\u2066").name == "Fernweh"


def test_letters_of_any_script_stay() -> None:
    assert sentence_text("Café 巷子 مكتبة") == "Café 巷子 مكتبة"


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Develop a cross-platform informational app to provide information", "Cross-Platform Informational App"),
        ("Implement a big data low-code platform for dashboards", "Big Data Low-Code Platform"),
        ("Implement a task management system", "Task Management"),
    ],
)
def test_a_name_does_not_end_in_what_only_describes(prompt: str, name: str) -> None:
    assert read(prompt).name == name


@pytest.mark.parametrize("pair", ["English and Spanish", "German and English"])
def test_languages_name_no_application_and_are_told(pair: str) -> None:
    spec = read(f"A bilingual website for a freight forwarding company that supports {pair}")
    assert spec.name == "Freight Forwarding Company"
    assert pair in [wish.subject for wish in spec.not_built]
