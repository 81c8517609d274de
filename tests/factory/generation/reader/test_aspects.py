"""What questions, articles and templates are about becomes what they are sorted by."""

import pytest

from millwright.factory.generation.reader.pipeline import read


@pytest.mark.parametrize(
    ("prompt", "record", "field", "values"),
    [
        (
            "A legal question and answer community. Users publish questions on marriage, traffic accidents, and debts.",
            "Question",
            "topic",
            {"marriage", "traffic_accidents", "debts"},
        ),
        (
            "A gardening forum. Users should be able to publish posts about roses, soil and lawn care.",
            "Post",
            "topic",
            {"roses", "soil", "lawn_care"},
        ),
        (
            "An industry news website. Users browse regulatory news, company announcements, and product commentary.",
            "Announcement",
            "category",
            {"regulatory_news", "company_announcements", "product_commentary"},
        ),
    ],
)
def test_what_they_are_about_is_their_choice(prompt: str, record: str, field: str, values: set[str]):
    spec = read(prompt)
    entity = next(entity for entity in spec.entities if entity.label == record)
    kept = entity.field(field)

    assert kept is not None
    assert {choice.value for choice in kept.choices} == values
    assert not {"Marriage", "Rose", "Debt"} & {other.label for other in spec.entities}


def test_by_what_things_are_found_is_no_topic():
    spec = read("A repair site. Users search for workshops about price, city and rating.")

    assert all(
        "price" not in {choice.value for choice in field.choices} for entity in spec.entities for field in entity.fields
    )


def test_an_exchange_platform_for_people_of_a_trade_is_where_they_talk():
    spec = read("An exchange platform for procurement managers with posting and commenting. Users register.")

    assert "Post" in {entity.label for entity in spec.entities}


def test_an_exchange_platform_for_goods_is_none():
    spec = read("A book exchange platform where users offer books and swap them.")

    assert "Post" not in {entity.label for entity in spec.entities}
