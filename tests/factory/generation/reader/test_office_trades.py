"""Offices, insurers, telecom operators and others: what their words mean, and what they keep."""

import pytest

from millwright.factory.generation.reader.pipeline import read


def _labels(prompt: str) -> set[str]:
    return {entity.label for entity in read(prompt).entities}


@pytest.mark.parametrize(
    ("prompt", "kept", "never"),
    [
        (
            "An insurance product supermarket website where users browse insurance products and place orders.",
            {"Insurance product"},
            {"Policy"},
        ),
        (
            "A shared workstation booking website for a flexible office. Employees book a seat for a day.",
            {"Seat", "Booking"},
            {"Event", "Event ticket", "Plan"},
        ),
        (
            "An OKR management website. Users create objectives, update key results and see the alignment tree.",
            {"Objective", "Key result"},
            {"Plant"},
        ),
        (
            "An internal suggestion website with voting and adoption tracking. Employees submit suggestions.",
            {"Suggestion"},
            {"Adoption"},
        ),
        (
            "A testing laboratory equipment reservation system. Users reserve an instrument after calibration.",
            {"Equipment"},
            {"Instrument"},
        ),
        (
            "A fleet maintenance appointment website. Users add vehicles and choose the workshop.",
            {"Workshop"},
            {"Course"},
        ),
        (
            "A visitor appointment website for an office building. Visitors choose the company and wait for a reply.",
            {"Visitor"},
            {"Service", "Guest"},
        ),
        (
            "A fixed asset management system with functionalities for asset registration, transfer, and scrapping.",
            {"Asset transfer", "Scrapping"},
            set[str](),
        ),
    ],
)
def test_words_of_offices_mean_what_their_trade_keeps(prompt: str, kept: set[str], never: set[str]):
    labels = _labels(prompt)

    assert kept <= labels
    assert not never & labels


def test_billboards_are_what_is_reserved():
    spec = read(
        "An advertising space reservation website for outdoor billboards. Advertisers filter by city and size, choose"
        " weeks, and submit a reservation."
    )
    booking = next(part for part in spec.parts if part.capability == "booking")

    assert spec.entity(booking.entity or "").field("price_per_week") is not None


@pytest.mark.parametrize("period", ["every half hour", "today and yesterday", "each quarter"])
def test_times_by_which_something_is_analysed_are_no_records(period: str):
    labels = _labels(f"A call center analysis system. Users view the call volume of {period} by agent.")

    assert not {"Half", "Today", "Yesterday", "Quarter"} & labels


def test_the_survey_of_a_damage_is_no_questionnaire():
    spec = read(
        "An insurance claims management system with functionalities for case reporting, survey assignment, and payment."
    )

    assert "surveyor" in {field.name for entity in spec.entities for field in entity.fields}
    assert all(part.capability != "surveys" for part in spec.parts)
