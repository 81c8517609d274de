"""What an application is about: the phrases of its first sentence."""

import pytest

from millwright.factory.generation.reader.normalise import normalise
from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.reader.segment import segment
from millwright.factory.generation.reader.subject import subject_of


@pytest.mark.parametrize(
    ("prompt", "phrases"),
    [
        ("Please implement an online shop for fountain pens and ink.", ["fountain pens", "ink"]),
        ("An online store for selling handmade jewelry with a cart.", ["handmade jewelry"]),
        ("A management system for a fleet of city buses.", ["city buses"]),
        ("A company website for a small roofing company.", ["roofing"]),
        ("A kite shop.", ["kite"]),
        ("A website for displaying and comparing plans.", ["plans"]),
        ("Keep track of my plants.", []),
    ],
)
def test_the_subject_stands_in_the_first_sentence(prompt: str, phrases: list[str]) -> None:
    assert [phrase.said for phrase in subject_of(segment(normalise(prompt)))] == phrases


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("Please implement an online shop for fountain pens and ink.", "Fountain Pens and Ink"),
        ("Please implement a company website for a roofing company. It has pages for services.", "Roofing Company"),
        ("A community website for amateur astronomers. Members post and comment.", "Amateur Astronomers"),
        ("A booking website for Hilltop, where guests reserve rooms.", "Hilltop Booking"),
    ],
)
def test_the_subject_is_the_name_where_the_first_words_tell_only_what_is_built(prompt: str, name: str) -> None:
    assert read(prompt).name == name


def test_goods_that_no_lexicon_knows_are_called_after_what_is_sold() -> None:
    spec = read("An online shop for zograscopes with a cart.")
    product = next(entity for entity in spec.entities if entity.name == "product")
    assert {str(row["name"]) for row in product.samples} >= {"Classic zograscope", "Small zograscope"}


def test_rows_of_an_unknown_record_are_what_there_is_of_it_or_numbered() -> None:
    spec = read("Keep a list of fossils with place and age, and a list of zograscopes with owner and age.")
    rows = {entity.name: [str(row["name"]) for row in entity.samples] for entity in spec.entities}
    assert rows["fossil"][:2] == ["Ammonite", "Trilobite, large"]
    assert rows["zograscope"][:2] == ["Zograscope 01", "Zograscope 02"]


def test_a_community_where_people_post_keeps_posts() -> None:
    spec = read("A community website for cyclists with functionalities for posting, commenting, voting and events.")
    assert "post" in {entity.name for entity in spec.entities}


def test_very_long_goods_are_cut() -> None:
    spec = read("An online shop for " + "x" * 185 + "s with a cart.")
    product = next(entity for entity in spec.entities if entity.name == "product")
    assert all(len(str(row["name"])) <= 60 for row in product.samples)
