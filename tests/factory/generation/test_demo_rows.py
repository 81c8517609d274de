"""Rows of a demonstration: whose they are, how old they are, and what they say of whoever made them."""

import json

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app, demo_name

SHOP = "An online shop for handmade candles with categories, cart and orders"


def rows(prompt: str, model: str) -> list[dict[str, object]]:
    return json.loads(str(compile_app(read(prompt))["backend/app/demo.json"]))[model]


def name_of(prompt: str, role: str) -> str:
    spec = read(prompt)
    return demo_name(spec, next(one for one in spec.roles if one.name == role))


def test_customers_have_a_few_orders_and_all_under_their_own_name() -> None:
    own = [row for row in rows(SHOP, "Order") if row["made_by"] == "customer"]
    assert 2 <= len(own) <= 4
    assert {row["customer_name"] for row in own} == {name_of(SHOP, "customer")}
    assert {row["email"] for row in own} == {"customer@demo.example"}


def test_orders_of_others_have_other_names() -> None:
    others = [row for row in rows(SHOP, "Order") if row["made_by"] != "customer"]
    assert name_of(SHOP, "customer") not in {row["customer_name"] for row in others}


def test_what_came_in_on_a_day_is_as_old_as_that() -> None:
    orders = rows(SHOP, "Order")
    assert all(row["created_at"] == row["ordered_on"] for row in orders if row["ordered_on"] != "+0d")
    assert orders[0]["order_number"] == "SO-1041"


def test_what_happened_on_a_day_is_as_old_as_that_so_that_the_newest_come_first() -> None:
    payments = rows("A tool to record payments of customers with amount, paid on date and method", "Payment")
    assert len({row["paid_on"] for row in payments}) > 2
    assert all(row["created_at"] == row["paid_on"] for row in payments if row["paid_on"] != "+0d")


def test_who_looks_after_others_is_not_taken_for_them() -> None:
    clinic = "A clinic tool where doctors sign up and keep their own appointments with patient name and day"
    assert name_of(clinic, "doctor") not in {row.get("patient_name") for row in rows(clinic, "Appointment")}


def test_members_borrow_for_themselves() -> None:
    library = "A library website: readers sign up and borrow books, librarians manage loans with due dates"
    loans = rows(library, "Loan")
    assert {row["borrower_name"] for row in loans if row["made_by"] == "reader"} == {name_of(library, "reader")}
    assert name_of(library, "reader") not in {row["borrower_name"] for row in loans if row["made_by"] != "reader"}


def test_what_members_keep_for_themselves_bears_their_own_name() -> None:
    salon = "A salon website. Users can log in, buy subscriptions and view their own subscriptions"
    own = [row for row in rows(salon, "Subscription") if row["made_by"] == "customer"]
    assert own
    assert {row["subscriber"] for row in own} == {name_of(salon, "customer")}
    booked = [row for row in rows(salon, "Appointment") if row["made_by"] == "customer"]
    assert {row["client_name"] for row in booked} == {name_of(salon, "customer")}


def test_in_public_speak_several_people_of_whom_each_says_a_thing_once() -> None:
    forum = "A forum for gardeners: members post, reply and like posts"
    assert len({row["made_by"] for row in rows(forum, "Post")}) >= 4
    likes = [(row["subject"], row["made_by"]) for row in rows(forum, "PostLike")]
    assert len(likes) == len(set(likes))


def test_what_is_kept_to_oneself_has_no_other_people() -> None:
    assert {row["made_by"] for row in rows(SHOP, "Order")} == {"customer", "owner"}


def test_the_people_of_a_demonstration_have_names_of_their_own_that_stay() -> None:
    names = [name_of("A forum where members post and moderators hide posts", role) for role in ("member", "moderator")]
    assert len(set(names)) == 2
    assert names[0] == name_of("A forum for gardeners: members post, reply and like posts", "member")


def test_a_field_for_an_age_keeps_its_own_values() -> None:
    prompt = "An insurance product supermarket where users browse insurance products and place policy orders."
    kept = [row["age"] for row in read(prompt).entity("policy_order").samples]
    assert [row["age"] for row in rows(prompt, "PolicyOrder")] == kept
