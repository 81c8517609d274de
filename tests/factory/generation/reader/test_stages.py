"""Each stage of the reader alone."""

import pytest

from millwright.factory.generation.reader.capabilities import find_wishes
from millwright.factory.generation.reader.domain import find_domain
from millwright.factory.generation.reader.fieldlists import field_lists
from millwright.factory.generation.reader.fields import line_field, named_field
from millwright.factory.generation.reader.normalise import normalise
from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.reader.segment import Sentence, segment
from millwright.factory.generation.reader.statements import statements
from millwright.factory.generation.reader.vocabulary import inflections
from millwright.factory.generation.reader.words import identifier, label, plural, singular
from millwright.factory.generation.spec import FieldType


def only(text: str) -> Sentence:
    (sentence,) = segment(text)
    return sentence


def said(text: str) -> list[tuple[str, str, list[str]]]:
    """Who does what with what, as the statements of one sentence have it."""
    return [
        (
            found.subject.name if found.subject else "",
            found.verb.base,
            [found.sentence.words(phrase.start, phrase.end) for phrase in found.phrases if phrase.direct],
        )
        for found in statements(only(text))
    ]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("task", "tasks"),
        ("company", "companies"),
        ("day", "days"),
        ("box", "boxes"),
        ("class", "classes"),
        ("child", "children"),
        ("person", "people"),
        ("leaf", "leaves"),
        ("hero", "heroes"),
        ("photo", "photos"),
        ("expense", "expenses"),
        ("movie", "movies"),
        ("analysis", "analyses"),
        ("bus", "buses"),
        ("quiz", "quizzes"),
        ("status", "statuses"),
        ("purchase", "purchases"),
        ("meteorite", "meteorites"),
    ],
)
def test_singular_and_plural_belong_together(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one
    assert singular(one) == one


@pytest.mark.parametrize("word", ["equipment", "sheep", "news", "series", "address", "gps", "bus", "sms"])
def test_words_that_only_look_like_plurals_stay(word: str) -> None:
    assert singular(word) == word


def test_identifiers_are_short_ascii_snake_case() -> None:
    assert identifier(["Café", "Crème", "brûlée!"]) == "cafe_creme_brulee"
    assert identifier(["3", "2nd", "name"]) == "nd_name"
    assert identifier(["巷子"]) == ""
    assert len(identifier(["word"] * 30)) <= 36


def test_labels_keep_acronyms_and_drop_markup() -> None:
    assert label(["vat", "id"]) == "VAT ID"
    assert label(["due", "date"]) == "Due date"
    assert label(["<b>x</b>"]) == "Bx/b"


def test_verbs_are_inflected_by_rule() -> None:
    assert [form for form, _ in inflections("manage")] == ["manage", "manages", "managing", "managed"]
    assert [form for form, _ in inflections("ship")] == ["ship", "ships", "shipping", "shipped"]
    assert [form for form, _ in inflections("apply")] == ["apply", "applies", "applying", "applied"]


def test_normalising_makes_text_plain() -> None:
    assert normalise("  Track\u00a0<b>tasks</b> \u2014 \u201cnow\u201d \U0001f600 ") == 'Track tasks - "now"'
    assert normalise("notes, e.g. ideas") == "notes, such as ideas"


def test_sentences_end_at_stops_and_line_ends_but_not_within_numbers() -> None:
    assert [sentence.text for sentence in segment("Track books. Version 2.5 is fine\nUse teal; thanks")] == [
        "Track books",
        "Version 2.5 is fine",
        "Use teal",
        "thanks",
    ]


def test_subjects_verbs_and_objects_are_told_apart() -> None:
    assert said("customers book repairs, mechanics move jobs across a board, the owner sees revenue charts") == [
        ("customer", "book", ["repairs"]),
        ("mechanic", "move", ["jobs"]),
        ("owner", "see", ["revenue charts"]),
    ]


def test_words_that_are_verbs_and_nouns_are_read_by_their_place() -> None:
    assert said("Users book books and order orders") == [("member", "book", ["books"]), ("member", "order", ["orders"])]
    assert said("Manage orders, reviews and reports") == [("", "manage", ["orders", "reviews", "reports"])]


def test_verbs_in_a_row_act_on_the_same_things() -> None:
    found = said("Students can browse, search and download components")
    assert [verb for _, verb, _ in found] == ["browse", "search", "download"]
    assert all(things == ["components"] for _, _, things in found)


def test_containers_open_to_what_they_hold() -> None:
    assert said("Keep a list of the books that I have read")[0] == ("", "keep", ["books"])


def test_pronouns_mean_what_was_acted_on_before() -> None:
    assert said("Waiters take orders and mark them ready")[-1] == ("waiter", "mark", ["orders"])


def test_unknown_verbs_are_found_after_a_modal() -> None:
    assert said("Members can levitate gondolas") == [("member", "levitate", ["gondolas"])]


def test_nouns_made_of_verbs_are_acts() -> None:
    found = said("It has course management and order tracking")
    assert [(verb, things) for _, verb, things in found] == [("management", ["course"]), ("tracking", ["order"])]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Tasks with title, due date and priority", [("title",), ("due", "date"), ("priority",)]),
        ("Users input their name, email, and phone number", [("name",), ("email",), ("phone", "number")]),
        ("Books (title, author, date of birth)", [("title",), ("author",), ("date", "of", "birth")]),
        ("Each pet has a name and an owner", [("name",), ("owner",)]),
    ],
)
def test_lists_of_fields_are_found(text: str, items: list[tuple[str, ...]]) -> None:
    assert [item for listing in field_lists(only(text)) for item in listing.items] == items


def test_acts_in_a_list_are_no_fields() -> None:
    assert field_lists(only("materials, including receiving, storing and shipping")) == []


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("A bike repair shop", "repair_shop"),
        ("A CRM for our sales team", "crm"),
        ("Dental practice with patients", "clinic"),
        ("An animal shelter", "pets"),
        ("A website for a law firm", "legal"),
        ("Restaurant ordering for waiters", "restaurant"),
    ],
)
def test_the_kind_of_application_is_recognised(text: str, domain: str) -> None:
    found, because = find_domain(segment(text))
    assert found is not None
    assert found.name == domain
    assert because.lower() in text.lower()


def test_no_kind_of_application_is_made_up() -> None:
    assert find_domain(segment("track my meteorites"))[0] is None


def test_capabilities_are_found_and_refusals_with_them() -> None:
    wishes = find_wishes(segment("A kanban board with CSV export but without charts"))
    assert [(wish.capability.name, wish.refused) for wish in wishes] == [
        ("board", False),
        ("csv", False),
        ("chart", True),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("price",), FieldType.MONEY),
        (("unit", "price"), FieldType.MONEY),
        (("quantity",), FieldType.INTEGER),
        (("number", "of", "guests"), FieldType.INTEGER),
        (("weight",), FieldType.DECIMAL),
        (("due", "date"), FieldType.DATE),
        (("date", "of", "birth"), FieldType.DATE),
        (("starts", "at"), FieldType.DATETIME),
        (("contact", "email"), FieldType.EMAIL),
        (("mobile", "number"), FieldType.PHONE),
        (("website",), FieldType.URL),
        (("is", "paid"), FieldType.BOOLEAN),
        (("has", "garden"), FieldType.BOOLEAN),
        (("notes",), FieldType.LONG_TEXT),
        (("job", "description"), FieldType.LONG_TEXT),
        (("status",), FieldType.CHOICE),
        (("task", "type"), FieldType.CHOICE),
        (("find", "site"), FieldType.TEXT),
    ],
)
def test_a_fields_name_tells_its_type(words: tuple[str, ...], kind: FieldType) -> None:
    field = named_field(words, "thing")
    assert field is not None
    assert field.type is kind


@pytest.mark.parametrize(
    "word", ["date", "type", "class", "id", "number", "group", "order_by", "model_config", "owner_id"]
)
def test_reserved_words_are_never_the_names_of_fields(word: str) -> None:
    spec = read(f"Track gadgets with name, {word}, colour and price")
    assert word not in {field.name for field in spec.entities[0].fields}


def test_a_line_of_the_lexicon_is_a_field() -> None:
    field, targets, only_beside = line_field("total! money: 5..90")
    assert (field.name, field.type, field.required, field.between) == ("total", FieldType.MONEY, True, (5, 90))
    assert (targets, only_beside) == ((), False)
    _, targets, only_beside = line_field("project? @project/order")
    assert (targets, only_beside) == (("project", "order"), True)


def test_rows_refer_to_rows_that_exist_and_days_are_relative() -> None:
    spec = read("Manage customers, orders and invoices")
    customers = len(spec.entity("customer").samples)
    for row in spec.entity("order").samples:
        assert row["customer"] in range(customers)
        assert str(row["ordered_on"]).endswith("d")


def test_references_never_run_in_a_circle() -> None:
    spec = read(
        "Each author belongs to a publisher. Each publisher belongs to an author. Manage authors and publishers."
    )
    assert [entity.name for entity in spec.in_dependency_order()]
