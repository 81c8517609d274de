"""What content sites show and take in: guest books, timelines, lists under headings."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.site import Look, SectionKind
from millwright.factory.generation.spec import Access, FieldType, Reach

_BOOK = (
    "An official website for a village museum with functionalities for exhibit display and guest book. Visitors can "
    "browse exhibits, and leave a message in the guest book"
)


def test_visitors_write_into_a_guest_book_and_read_it() -> None:
    spec = read(f"{_BOOK}.")
    (part,) = spec.parts_of("guestbook")
    book = spec.entity(str(part.entity))
    assert book.visitors == Access(read=Reach.ALL, create=True)
    # An entry has the day on which it was written, by which the latest stand first, though no visitor gives one.
    assert [(f.kept, f.required) for f in book.fields if f.type is FieldType.DATE] == [(True, True)]
    page = next(page for page in spec.pages if page.name == "guestbook")
    assert [section.kind for section in page.sections] == [SectionKind.RECORDS, SectionKind.FORM]
    assert not spec.parts_of("contact_form")


def test_entries_that_are_approved_first_are_hidden_until_then() -> None:
    spec = read(f"{_BOOK}, which is displayed after approval.")
    book = spec.entity(str(spec.parts_of("guestbook")[0].entity))
    (state,) = [field for field in book.fields if field.kept and field.choices]
    assert [choice.hidden for choice in state.choices] == [True, False, True]
    assert book.received
    files = compile_app(spec)
    assert "test_a_visitor_approves_nothing" in str(files["tests/test_guestbook_entries_of_visitors.py"])


@pytest.mark.parametrize(("said", "called"), [("a memorial wall", "Memorial wall"), ("a guest book", "Guestbook")])
def test_a_book_is_called_as_the_prompt_calls_it(said: str, called: str) -> None:
    spec = read(f"A website for a hospice with home, about us, stories, {said} and contact us pages.")
    assert spec.entity("guestbook_entry").plural_label == called
    assert spec.parts_of("contact_form")


def test_guests_who_book_write_into_no_book() -> None:
    assert not read("A hotel website where guests book rooms and pay for them.").parts_of("guestbook")


def test_visitors_who_leave_messages_are_no_records() -> None:
    spec = read("A website for a choir with news and a message board. Visitors leave messages on the message board.")
    assert not [entity for entity in spec.entities if entity.label == "Visitor"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("view project cases on a timeline", "portfolio_project"),
        ("look at a timeline of old photos", "photo"),
        ("see a timeline of the important guild years", "chronicle_entry"),
    ],
)
def test_what_stands_along_a_line_is_what_the_prompt_names(said: str, name: str) -> None:
    spec = read(f"An official website of an association. Visitors can {said} and contact the board.")
    (part,) = spec.parts_of("timeline")
    assert part.entity == name
    assert spec.entity(name).look is Look.TIMELINE
    files = compile_app(spec)
    assert "frontend/src/components/site/Timeline.tsx" in files


def test_a_year_on_a_line_is_words_as_days_are() -> None:
    files = compile_app(read("A news website. A history timeline."))
    assert "date: String(row.year)," in str(files["frontend/src/pages/site/ChronicleEntryPages.tsx"])


def test_a_line_of_what_no_record_keeps_is_a_chronicle_of_its_name() -> None:
    spec = read("An official website of an association with a timeline of important guild years.")
    assert spec.entity("chronicle_entry").plural_label == "Timeline of guild years"


def test_a_line_in_a_workspace_is_told_as_not_built() -> None:
    spec = read("A task manager with a project timeline.")
    assert not spec.parts_of("timeline")
    assert "timeline" in {reason.subject for reason in spec.not_built}


def test_a_list_stands_under_the_fields_that_the_prompt_groups_it_by() -> None:
    spec = read(
        "A portfolio website for a potter. The website should display works grouped by glaze, firing temperature and "
        "year, exhibitions and a CV."
    )
    (part,) = spec.parts_of("grouping")
    works = spec.entity(str(part.entity))
    assert works.label == "Work"
    assert [*part.options.values()] == ["glaze", "firing_temperature", "year"]
    page = next(str(text) for path, text in compile_app(spec).items() if path.endswith("WorkPages.tsx"))
    assert "groups: [" in page


def test_without_such_a_wish_there_are_no_headings() -> None:
    files = compile_app(read("A portfolio website for a potter with works and a contact page."))
    assert "frontend/src/components/site/Grouped.tsx" not in files
    assert "GroupBy" not in str(files["frontend/src/components/site/PublicList.tsx"])


def test_breaking_news_stands_below_the_hero() -> None:
    spec = read(
        "A county news website. Editors publish articles and mark articles as breaking news. Breaking news is "
        "shown at the top of the home page."
    )
    (part,) = spec.parts_of("breaking_news")
    article = spec.entity(str(part.entity))
    assert article.field("breaking").type is FieldType.BOOLEAN
    assert [row["breaking"] for row in article.samples[:3]] == [True, True, False]
    assert [section.kind for section in spec.pages[0].sections[:2]] == [SectionKind.HERO, SectionKind.PART]
    files = compile_app(spec)
    assert "breaking=true" in str(files["frontend/src/components/news/BreakingArticle.tsx"])


def test_a_news_site_that_says_nothing_of_it_flags_nothing() -> None:
    assert not read("A county news website with articles, towns and comments.").parts_of("breaking_news")
