"""Which lists and records leave the application as files, by the words of a prompt."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import AppSpec


def formats(spec: AppSpec) -> dict[str, list[str]]:
    """By record, what its list is downloaded as."""
    kinds = {e.name: [*(["csv"] if e.export else []), *(one.value for one in e.formats)] for e in spec.entities}
    return {name: told for name, told in kinds.items() if told}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Track expenses; export expenses to Excel and PDF", {"expense": ["csv", "xlsx", "pdf"]}),
        ("A CRM with clients and deals; export deals to Excel", {"deal": ["csv", "xlsx"]}),
        ("A CRM with clients and deals; export deals as CSV", {"deal": ["csv"]}),
        ("Track tasks and print them", {"task": ["pdf"]}),
        ("Checklists; export the checklist in formats such as PDF and Excel", {"checklist": ["csv", "xlsx", "pdf"]}),
        ("Manage products and suppliers, with PDF export", {"product": ["pdf"], "supplier": ["pdf"]}),
        ("A CRM with deals and clients, without PDF export", {}),
        ("Users upload PDF documents and view them", {}),
        ("A shop that sells print and 3D printing services", {}),
    ],
)  # fmt: skip
def test_lists_are_downloaded_as_what_the_prompt_says(prompt: str, expected: dict[str, list[str]]) -> None:
    assert formats(read(prompt)) == expected


def test_nothing_is_told_as_not_built_that_is_built() -> None:
    spec = read("Track expenses; export expenses to Excel and PDF")
    assert spec.not_built == ()
    because = {reason.subject: reason.because for reason in spec.reasons}
    assert because["Expenses as Excel"] == because["Expenses as PDF"] == "export expenses to Excel and PDF"


def test_files_of_another_kind_are_told_as_not_built() -> None:
    spec = read("Track contracts and export each contract as a Word document")
    assert any("other formats" in reason.because for reason in spec.not_built)
