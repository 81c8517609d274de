"""Kinds that sites are of: galleries that sell, gardens, causes, lending among members, what is popular."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Reach
from tests.factory.generation.reader.kept import records_of


def part(spec: AppSpec, name: str) -> dict[str, str]:
    """The options of the part of that name, with the record that it is about."""
    found = next((part for part in spec.parts if part.capability == name), None)
    return {"entity": found.entity or "", **found.options} if found is not None else {}


def fields(spec: AppSpec, entity: str) -> set[str]:
    return {field.name for field in spec.entity(entity).fields}


def told(spec: AppSpec) -> dict[str, str]:
    return {reason.subject: reason.because for reason in spec.not_built}


@pytest.mark.parametrize(
    "prompt",
    [
        "An art gallery website where artists upload artworks and visitors browse by style and price and buy artworks.",
        "A ceramics gallery website: visitors add sculptures to the cart and check out.",
        "Website for a contemporary art gallery with artists, artworks for sale and exhibitions.",
    ],
)
def test_a_gallery_that_sells_has_prices_and_photos(prompt: str) -> None:
    work = next(e for e in read(prompt).entities if e.label in {"Artwork", "Sculpture"})
    kept = {field.name for field in work.fields}
    assert {"photo", "price", "style"} <= kept
    assert not {"acquired_on", "value_amount"} & kept


def test_a_museum_keeps_what_it_acquired() -> None:
    spec = read("A museum website with artworks and exhibitions, where visitors order prints of artworks.")
    assert "acquired_on" in fields(spec, "artwork")


def test_what_is_told_in_a_forum_are_posts_that_others_answer() -> None:
    spec = read(
        "A community garden website where members reserve plots, share tips in a forum and see upcoming workdays."
    )
    assert {"Plot", "Post", "Rental", "Workday"} <= records_of(spec)
    assert part(spec, "comments")["entity"] == "post"
    assert "sharing" not in {p.capability for p in spec.parts}
    assert not spec.not_built


def test_plots_are_reserved_by_days_and_cost_nothing() -> None:
    spec = read("An allotment website where members reserve plots and sign up for workdays.")
    assert (part(spec, "booking")["entity"], part(spec, "booking")["kind"]) == ("plot", "range")
    assert "daily_rate" not in fields(spec, "plot")


@pytest.mark.parametrize("form", ["a donation form", "a donation button"])
def test_a_cause_with_a_form_for_donations_takes_them(form: str) -> None:
    spec = read(f"A donation website for clean water with projects, progress bars, {form}, a donor wall and news.")
    assert part(spec, "donations")["entity"] == "project"
    assert "record_form" not in {p.capability for p in spec.parts}
    assert "donor wall" in told(spec)


@pytest.mark.parametrize("given", ["food", "blood"])
def test_what_is_given_as_it_is_is_no_payment(given: str) -> None:
    spec = read(f"A charity website with a {given} donation form and news.")
    assert not part(spec, "donations")


@pytest.mark.parametrize("verb", ["list", "offer"])
def test_members_who_lend_are_those_who_borrow(verb: str) -> None:
    spec = read(f"A tool lending website: members {verb} tools, others request to borrow for dates, owners approve.")
    assert [role.name for role in spec.roles] == ["owner", "member"]
    tools = next(e for e in spec.entities if e.name == part(spec, "booking")["entity"])
    may = spec.access(spec.roles[1], tools)
    assert (may.create, may.update) == (True, Reach.OWN)
    assert "owners approve" in told(spec)


@pytest.mark.parametrize("list_", ["trending list", "trending articles"])
def test_what_is_trending_is_liked_most(list_: str) -> None:
    spec = read(f"A news website with categories, {list_}, comments and bookmarks. Editors publish articles.")
    assert part(spec, "likes")["entity"] == "article"
    assert part(spec, "ranking") == {"entity": "article", "likes": "yes", "title": "Trending"}


def test_what_is_read_most_is_counted_by_nobody() -> None:
    spec = read("A magazine website with most read articles and a newsletter.")
    assert "ranking" not in {p.capability for p in spec.parts}
    assert "most read" in told(spec)


@pytest.mark.parametrize(
    "said",
    [
        "ratings whether the article was helpful",
        "was this helpful votes",
        "readers mark whether an article was helpful",
    ],
)
def test_what_helped_is_said_once_by_each(said: str) -> None:
    spec = read(f"A help website with articles, search and {said}.")
    assert part(spec, "likes")["word"] == "helpful"
    assert not {"Rating", "Review"} & records_of(spec)


def test_devices_are_not_switched_from_here() -> None:
    spec = read("A smart home dashboard to view device status, turn devices on and off and set schedules.")
    assert {"turn devices", "set schedules"} <= told(spec).keys()
    assert "Device" in records_of(spec)


def test_schedules_without_devices_are_no_switches() -> None:
    spec = read("A school website where teachers set schedules and students see their classes.")
    assert not [because for because in told(spec).values() if because.startswith("devices")]
