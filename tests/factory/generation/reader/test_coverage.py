"""Nothing of a prompt is lost in silence: it is built, or listed as not built; and what is heard is what was said."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.reader.pipeline import understand
from millwright.factory.generation.spec import AppSpec


def not_built(spec: AppSpec) -> str:
    return " | ".join(reason.subject for reason in spec.not_built)


def parts(spec: AppSpec) -> set[str]:
    return {part.capability for part in spec.parts}


def wishes(prompt: str) -> set[str]:
    return {wish.capability.name for wish in understand(prompt).wishes}


@pytest.mark.parametrize(
    ("prompt", "lost"),
    [
        ("A library system in which members borrow books, and premiums are calculated", "premiums"),
        ("A project board with sprints and story points", "story points"),
        ("A charity website with events and a progress bar for causes", "causes"),
    ],
)
def test_a_phrase_of_which_nothing_came_is_listed_as_not_built(prompt: str, lost: str):
    assert lost in not_built(read(prompt))


@pytest.mark.parametrize(
    "prompt",
    [
        "A photographer's portfolio with albums. Ivory background and burgundy buttons.",
        "A task tracker with projects and tasks that have a title, a due date and a status",
        "A blog about sourdough with articles and comments",
    ],
)
def test_what_is_built_is_not_listed(prompt: str):
    assert "not understood" not in " ".join(reason.because for reason in read(prompt).not_built)


@pytest.mark.parametrize(
    ("prompt", "never"),
    [
        ("A club site that posts important announcements", "data_import"),
        ("A shop for electronics", "other_stack"),
        ("A pet adoption site with animals", "game_play"),
        ("A flower shop with a gift message at checkout", "messages"),
        ("A dashboard of the completion rate of courses", "reviews"),
        ("A CRM in which salespeople schedule follow-ups", "follow"),
    ],
)
def test_a_word_that_only_shares_a_stem_with_a_capability_asks_for_none(prompt: str, never: str):
    assert never not in wishes(prompt)


def test_what_visitors_buy_is_sold_whatever_else_the_site_is_for():
    spec = read("A pottery studio website: visitors book classes, buy bowls and read news. No reviews.")
    assert {"booking", "cart"} <= parts(spec)
    assert spec.parts_of("cart")[0].entity == "bowl"
    assert all(entity.name != "review" for entity in spec.entities)


def test_what_shops_sell_is_there_where_the_prompt_names_only_its_categories():
    spec = read("An electronics store with Electronics, Cameras and Audio categories, wishlist and coupons.")
    names = [row["name"] for row in spec.entity("category").samples]
    assert names == ["Electronics", "Cameras", "Audio"]
    assert {"cart", "discounts", "wish_list"} <= parts(spec)


def test_people_of_a_passive_sentence_have_a_role():
    spec = read(
        "We need a help desk where customers open tickets, agents are assigned to tickets, and managers see all"
    )
    assert {role.name for role in spec.roles} == {"agent", "customer", "manager"}


def test_strangers_register_where_only_people_with_accounts_can_take_part():
    spec = read("A news portal with categories, comments and an editor who approves articles before publication")
    assert any(role.signup for role in spec.roles)


def test_a_list_of_fields_ends_where_another_act_begins():
    spec = read("A recipe community: share recipes with photos and ingredients, rate and comment, follow cooks.")
    fields = {field.name for field in spec.entity("recipe").fields}
    assert {"photos"} <= fields
    assert not fields & {"rate", "comment"}


def test_questions_that_people_ask_each_other_are_called_so():
    spec = read("A question and answer community where members ask questions and the asker accepts the best answer.")
    assert spec.entity("question").plural_label == "Questions"
    assert [role.name for role in spec.roles if role.signup] == ["member"]


def test_comparison_and_what_was_viewed_are_parts_of_a_shop_that_asks_for_them():
    spec = read("A shoe store where shoppers compare products side by side and see recently viewed items.")
    assert {"cart", "comparison", "recently_viewed"} <= parts(spec)


def test_what_a_shop_sells_is_one_record_whatever_it_is_called():
    spec = read("A shoe store where shoppers pick a size, put shoes in the cart and pay.")
    kept = {entity.name for entity in spec.entities if not entity.internal}
    assert {"product", "order", "variant"} <= kept
    assert not kept & {"shoe", "cart"}


def test_places_at_events_are_booked_where_visitors_buy_tickets():
    spec = read("An event site: upcoming events in a calendar, tickets, speakers and sponsors.")
    assert "booking" in parts(spec)


def test_a_leaderboard_ranks_by_what_counts():
    spec = read("A chess game website with scores of players and a leaderboard")
    (part,) = spec.parts_of("ranking")
    assert part.options["by"] in {field.name for field in spec.entity(str(part.entity)).fields}


def test_a_form_that_is_named_by_its_record_is_sent_by_visitors():
    spec = read("A pet adoption site: animals with photos, success stories, and a donation form.")
    (part,) = spec.parts_of("record_form")
    entity = spec.entity(str(part.entity))
    assert entity.name == "donation"
    assert entity.visitors.create


def test_each_wish_that_is_not_built_is_said_also_where_the_reason_is_the_same() -> None:
    spec = read("A shop with products, sealed bids, a lottery, word segmentation and image recognition")
    said = " ".join(reason.subject for reason in spec.not_built)
    assert all(words in said for words in ("lottery", "word segmentation", "image recognition"))
