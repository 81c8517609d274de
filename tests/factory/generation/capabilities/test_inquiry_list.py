"""Lists that people put together and send: which prompts get one, what it is called, and what stands on it."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import AppSpec, Layout, Reach


def sent(spec: AppSpec) -> str:
    """What is sent, by its name."""
    (part,) = spec.parts_of("inquiry_list")
    return part.options["order"]


@pytest.mark.parametrize(
    ("prompt", "title", "subject"),
    [
        ("A fasteners website. Visitors add products to the quote basket and send it.", "Quote list", "product"),
        ("A lab supplier website: users add instruments to the quotation cart and submit it.", "Quote list", None),
        ("A plant nursery site where garden centers put plants on a request list.", "Request list", "plant"),
        ("A tile website. Users browse tiles, request samples, and view their sample requests.", "Sample list", "tile"),
        ("A parts catalogue website. Users add parts to the inquiry list and submit it.", "Inquiry list", None),
        ("A website for electronic components with part number search and add to quote.", "Quote list", "component"),
    ],
)
def test_a_list_that_is_sent_is_called_as_the_prompt_calls_it(prompt: str, title: str, subject: str | None) -> None:
    spec = read(prompt)
    (part,) = spec.parts_of("inquiry_list")
    assert part.options["label"] == title
    assert subject in {None, part.entity}
    assert spec.layout is Layout.SITE
    assert not spec.parts_of("cart")
    assert not spec.parts_of("comments")
    assert not [entity.name for entity in spec.entities if entity.name in {"order", "quote_request", "contact_message"}]


def test_whoever_sends_a_list_sees_their_own_and_the_team_answers() -> None:
    spec = read(
        "A textile website. Buyers should be able to log in, add fabrics to the sample list, submit the sample request "
        "and view the reply. Sales staff should be able to reply with prices."
    )
    entity = spec.entity(sent(spec))
    rights = {role.name: spec.access(role, entity) for role in spec.roles}
    assert (rights["buyer"].read, rights["buyer"].update) == (Reach.OWN, Reach.NONE)
    assert rights["sales_staff"].update is Reach.ALL
    assert not [reason.subject for reason in spec.not_built if "reply" in reason.subject]


def test_what_a_list_is_sent_with_is_asked_when_it_is_sent() -> None:
    spec = read(
        "A furniture website. Users add products to the enquiry list and send the enquiry with name, email and country."
    )
    assert "country" in {field.name for field in spec.entity(sent(spec)).fields if field.asked}
    assert "country" not in {field.name for field in spec.entity("product").fields}


def test_the_demonstration_has_lists_with_prices_where_they_are_answered() -> None:
    spec = read("A parts catalogue website. Users add parts to the inquiry list and submit it.")
    answered = {at for at, row in enumerate(spec.entity(sent(spec)).samples) if row["status"] in {"Answered", "Closed"}}
    items = spec.entity("inquired_item").samples
    assert {row["inquiry"] for row in items if row["quoted_price"] is not None} == {
        row["inquiry"] for row in items if row["inquiry"] in answered
    }


def test_a_wish_list_is_not_sent() -> None:
    assert not read("An online shop with a cart and a wish list.").parts_of("inquiry_list")


def test_an_answer_waits_for_whoever_withdraws_at_the_same_time() -> None:
    files = compile_app(read("A parts catalogue website. Users add parts to the inquiry list and submit it."))
    _, _, answering = files["backend/app/routes/inquiry_list.py"].partition("def answer_list")
    held, _, written = answering.partition("Status.WITHDRAWN")
    assert "db.refresh(sent)" in held
    assert "sent.answer = body.answer" in written


@pytest.mark.parametrize(("who", "guests"), [("Visitors", "yes"), ("Customers", "")])
def test_visitors_who_are_said_to_send_a_list_need_no_account_though_others_have_one(who: str, guests: str) -> None:
    spec = read(
        f"A website for a furniture maker. {who} add products to an inquiry list and send it. "
        "Customers log in and see the answers."
    )
    (part,) = spec.parts_of("inquiry_list")
    assert part.options.get("guests", "") == guests
