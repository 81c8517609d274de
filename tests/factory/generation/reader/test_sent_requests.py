"""Requests that no entry tells of are kept under the prompt's own name, with the decision on them."""

import pytest

from millwright.factory.generation.reader import read


@pytest.mark.parametrize(
    ("prompt", "label", "about"),
    [
        (
            (
                "Researchers publish datasets, others submit access requests with a purpose, and the owner approves "
                "or rejects the request."
            ),
            "Access request",
            "dataset",
        ),
        ("A choir. Singers send song wishes, and the conductor accepts or rejects them.", "Song wish", ""),
    ],
)
def test_what_is_asked_for_by_a_name_of_its_own_is_decided_on(prompt: str, label: str, about: str) -> None:
    spec = read(prompt)

    record = next(entity for entity in spec.entities if entity.label == label)
    assert any(part.capability == "workflow" and part.entity == record.name for part in spec.parts)
    assert {field.target for field in record.fields if field.target} == ({about} if about else set())
    assert record.field("decision_note").since
    assert not spec.not_built


def test_a_request_that_nobody_decides_on_is_no_record_of_its_own() -> None:
    spec = read("A knife maker's site with a gallery, where visitors submit a drawing request.")

    assert not any(entity.name == "drawing_request" for entity in spec.entities)
