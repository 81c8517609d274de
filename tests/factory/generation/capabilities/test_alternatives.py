"""What stands beside a thing: by which words, what it is called, and where it is shown."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Users view substitute parts.", "Substitutes"),
        ("The page of each product shows alternative products.", "Substitutes"),
        ("Products that are often bought together are shown.", "Often bought together"),
        ("Users see recommended accessories for each product.", "Accessories"),
        ("Users view equivalent products and replacement part numbers.", "Substitutes"),
    ],
)
def test_what_stands_beside_a_thing_is_shown_on_its_page(said: str, title: str) -> None:
    spec = read(f"A product catalogue website for pump parts with products and prices. {said}")
    (part,) = spec.parts_of("alternatives")
    assert part.options["title"] == title
    row = spec.entity(part.options["table"])
    assert [field.target for field in row.fields if field.target] == [part.entity, part.entity]
    assert row not in spec.public_entities
    assert row.samples


def test_a_substitute_teacher_stands_beside_nothing() -> None:
    assert not read("A school system where staff manage teachers, lessons and substitutes.").parts_of("alternatives")


def test_a_lens_is_a_variant_that_may_cost_more() -> None:
    spec = read("An online shop for glasses with a cart. Users choose frames and select the lens refractive index.")
    (part,) = spec.parts_of("variants")
    assert part.options["label"] == "Lens"
    assert len({row["price"] for row in spec.entity(part.options["variant"]).samples[:4]}) == 4
