"""What is filed, tagged, ordered and applied for keeps to what the prompt says of it."""

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import FieldType


def _names(spec: AppSpec) -> set[str]:
    return {entity.name for entity in spec.entities if not entity.internal}


def test_what_people_post_is_filed_under_the_sections_that_the_prompt_names() -> None:
    spec = read(
        "A campus app with a marketplace. The marketplace should have multiple sections, such as second-hand goods, "
        "tutoring information, and campus recruitment, where users can post."
    )

    topic = next(field for field in spec.entity("post").fields if field.label == "Section")
    assert topic.type is FieldType.CHOICE
    assert [choice.label for choice in topic.choices] == [
        "Second-hand goods",
        "Tutoring information",
        "Campus recruitment",
    ]
    assert _names(spec) & {"product", "job_posting"} == set()


def test_sections_of_a_page_are_no_choice() -> None:
    spec = read("A landing page with sections such as hero, about us and contact")

    assert _names(spec) == {"contact_message"}


def test_tagging_gives_tags() -> None:
    spec = read("A recipe site with tagging, where members upload recipes")

    assert spec.entity("recipe").field("tags").type is FieldType.TAGS
    assert not spec.not_built


def test_the_content_and_the_order_of_a_list_are_neither_articles_nor_orders() -> None:
    spec = read("A tool to make checklists: users customize the content and order of the checklist.")

    assert _names(spec) == {"checklist"}
    assert not spec.not_built


def test_an_application_is_for_what_the_prompt_applies_for() -> None:
    spec = read(
        "A platform for enterprises to publish news, policies, and public welfare activities. It has functionalities "
        "for policy application and public welfare activity registration. Users apply for policies and register for "
        "public welfare activities."
    )

    targets = {field.target for field in spec.entity("application").fields if field.target}
    assert targets == {"policy"}
    assert "policy_application" not in _names(spec)


def test_who_is_responsible_for_something_is_no_field() -> None:
    spec = read("A forum where students write posts. The app should have an administrator role responsible for posts.")

    assert all("responsible" not in field.name for field in spec.entity("post").fields)


def test_a_park_is_a_place_with_devices_and_maps() -> None:
    spec = read("A smart park management website for displaying park maps, monitoring equipment and park information")

    assert _names(spec) == {"park", "park_map", "device"}
    assert spec.entity("park_map").field("park").target == "park"


def test_a_landing_page_with_nothing_else_has_a_form_to_write() -> None:
    spec = read("A landing page for a swimming club")

    assert _names(spec) == {"contact_message"}


def test_a_complaint_says_which_order_it_is_about() -> None:
    spec = read("A bakery shop site. Customers place orders and file complaints about an order.")

    assert "order" in {field.target for field in spec.entity("complaint").fields}


def test_two_members_offer_the_same_book() -> None:
    spec = read("A second-hand book exchange. Users publish books, and send exchange requests.")

    assert not any(field.unique for field in spec.entity("sold_book").fields)
