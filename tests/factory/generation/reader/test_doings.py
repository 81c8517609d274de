"""Who does what, and which pages: verbs that share an object, decisions, what people post, hand in and save."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Reach
from tests.factory.generation.reader.kept import records_of


def parts(spec: AppSpec) -> set[tuple[str, str | None]]:
    return {(part.capability, part.entity) for part in spec.parts}


def refused(spec: AppSpec) -> set[str]:
    return {reason.subject for reason in spec.not_built}


def test_one_decision_or_another_is_taken_on_what_was_named_before() -> None:
    spec = read(
        "A grant office: applicants send grant applications, the committee reads them and accepts or rejects them"
    )
    assert not {"Accept", "Reject"} & records_of(spec)
    assert any(part.capability == "workflow" for part in spec.parts)


def test_a_decision_without_an_object_is_about_what_was_handed_in() -> None:
    spec = read("A funding office: firms submit projects, the jury approves or rejects, clerks see all projects")
    steps = next(part for part in spec.parts if part.capability == "workflow")
    assert steps.entity == "project"
    assert {"approve", "reject"} <= steps.options.keys()


def test_an_act_begins_after_a_list_that_has_had_its_last_item() -> None:
    spec = read("A hiking site. Members write reports with maps and photos, and mark reports as helpful.")
    assert "Mark" not in records_of(spec)
    assert any(part.capability == "likes" for part in spec.parts)


def test_who_reports_something_asks_for_no_report_builder() -> None:
    spec = read("A dormitory site: students report broken lamps, the caretaker repairs them")
    assert all(part.capability != "report" for part in spec.parts)


def test_reporting_among_people_who_talk_is_moderation() -> None:
    spec = read("A forum for sailors with topics, replies and reporting; moderators close topics")
    assert {"moderation"} == {part.capability for part in spec.parts} & {"moderation", "report"}


def test_what_people_save_on_a_site_are_favourites() -> None:
    spec = read("A town site with events: clubs submit events, residents browse them and save the ones they like")
    assert ("favourites", "event_listing") in parts(spec)
    assert "One" not in records_of(spec)


def test_what_is_said_of_liking_makes_no_button() -> None:
    spec = read("A recipe site: cooks post recipes, guests browse recipes and save the ones they like")
    assert "likes" not in {part.capability for part in spec.parts}


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("A car market: owners list cars with price, buyers make offers, owners accept or decline offers", "Offer"),
        ("A radio show's website: episodes with guests; listeners submit questions", "Question"),
        ("A students' union website: firms post jobs, students browse jobs and news", "Job posting"),
        ("A stamp auction: sellers post lots with a starting price, collectors bid until the closing time", "Bid"),
        ("A dance school: courses, teachers take attendance, students enrol", "Attendance record"),
    ],
)
def test_a_word_means_what_is_done_with_it(prompt: str, kept: str) -> None:
    assert kept in records_of(read(prompt))


def test_where_people_offer_a_price_there_is_no_cart() -> None:
    spec = read("A market for used cameras: sellers list cameras with price, buyers make offers and message sellers")
    assert {"cart", "contact_form"}.isdisjoint({part.capability for part in spec.parts})
    assert "Order" not in records_of(spec)


def test_people_whom_one_follows_are_no_records() -> None:
    spec = read("A social network for swimmers: they post swims with distance, follow other swimmers, like and comment")
    assert "Swimmer" not in records_of(spec)
    swim = spec.entity("swim")
    assert swim.visitors.read is Reach.ALL
    assert {("comments", "swim"), ("likes", "swim")} <= parts(spec)


def test_who_comments_and_sends_questions_comments_on_no_questions() -> None:
    spec = read("A podcast website: episodes with audio; listeners can comment, submit questions and subscribe")
    assert ("comments", "episode") in parts(spec)
    assert {"newsletter"} <= {part.capability for part in spec.parts}
    assert "Subscription" not in records_of(spec)


def test_a_website_is_told_by_what_it_has() -> None:
    spec = read("A choir's website: concerts, staff directory, price list, press kit, news")
    assert {"Concert", "Team member", "Press mention", "Article"} <= records_of(spec)


def test_pages_that_people_do_something_on_are_pages_too() -> None:
    spec = read("We need a website for our bakery: news, jobs people can apply to, and a contact form.")
    assert {"Article", "Job posting"} <= records_of(spec)


def test_an_art_gallery_is_no_gallery_page_and_sells_what_it_says() -> None:
    spec = read("A small art gallery sells paintings; visitors browse paintings by artist")
    assert "Painting" in records_of(spec)
    assert "Photo" not in records_of(spec)


def test_rows_have_the_states_that_they_are_marked_with() -> None:
    spec = read("A laundry: clerks enter repairs with a name and a day, and mark repairs as soaked or ironed")
    states = next(field for field in spec.entity("repair").fields if field.name == "status")
    assert {"Soaked", "Ironed"} <= {choice.label for choice in states.choices}


def test_a_site_gets_no_people_and_tickets_that_nobody_asked_for() -> None:
    spec = read("A village calendar site: clubs submit events, the editor approves them, visitors browse by date")
    assert records_of(spec) == {"Event"}


def test_a_request_that_a_form_keeps_is_kept_once() -> None:
    spec = read("A roofer's website with services and projects. Visitors can request a quote.")
    assert "Quote" not in records_of(spec)
    assert "quote_request" in {part.capability for part in spec.parts}


def test_who_follows_the_state_of_something_follows_nobody() -> None:
    spec = read("A parcel site: customers send parcels and follow the status of their parcels, drivers deliver parcels")
    assert "follow" not in {part.capability for part in spec.parts}
    assert "follow" not in refused(spec)


def test_who_votes_for_things_likes_them_and_takes_no_poll() -> None:
    spec = read("A photo contest: photographers upload pictures, the public votes once per picture")
    assert {part.capability for part in spec.parts} & {"likes", "polls"} == {"likes"}


def test_profiles_of_those_who_take_part_are_no_records() -> None:
    spec = read("A chess community website. It should have functionalities for puzzles, player profiles and posts.")
    assert "Player" not in records_of(spec)
    assert "profiles" in {part.capability for part in spec.parts}


def test_what_a_house_also_shows_is_no_show() -> None:
    spec = read("A car park company lists car parks and shows their prices")
    assert [entity.label for entity in spec.entities] == ["Car park"]


def test_a_theatre_shows_plays_and_performances() -> None:
    spec = read("A theatre website. Visitors browse plays and book performances.")
    assert {"Play", "Performance"} <= records_of(spec) or {"Play", "Screening"} <= records_of(spec)


def test_a_title_may_put_a_site_in_two_colours() -> None:
    spec = read("Website for a gardener in teal and ivory: services, prices and an enquiry form")
    assert (spec.theme.primary, spec.theme.background) == ("#008080", "#fffff0")


def test_an_intranet_with_things_keeps_them() -> None:
    spec = read("A company intranet with news, lunch menu, and an ideas box where colleagues vote")
    assert {"Article", "Menu item", "Idea"} <= records_of(spec)
