"""Where people share with each other: forums, spots, swaps and neighbours."""

from millwright.factory.generation.reader import read
from tests.factory.generation.reader.kept import fields, records, records_of

_SPOTS = (
    "A fishing forum. Users can publish posts in different sections, like posts, add fishing spots with fish species, "
    "fees, and water depth, and record their own catches."
)


def test_sections_of_a_forum_are_no_pages_that_take_fields_away() -> None:
    assert {"fish_species", "fee", "water_depth"} <= fields(read(_SPOTS), "outdoor_spot").keys()
    assert "Price" not in records(_SPOTS)


def test_what_is_shown_to_others_keeps_its_name_beside_the_fields_that_are_listed() -> None:
    assert read(_SPOTS).entity("outdoor_spot").fields[0].name == "name"


def test_opening_hours_in_a_list_of_fields_are_a_field() -> None:
    prompt = "A coffee website. Users add cafes with address, opening hours, price level, and wifi, and write reviews."
    spec = read(prompt)
    assert {"address", "opening_hours", "price_level"} <= fields(spec, "cafe").keys()
    assert "Opening hours" not in records_of(spec)


def test_commenting_on_what_others_wrote_is_no_field() -> None:
    prompt = "A bird website. Users add hotspots with best season and parking, and comment on others' photos."
    assert "comment" not in fields(read(prompt), "hotspot")


def test_parties_who_deal_with_each_other_celebrate_nothing() -> None:
    prompt = "A swap website. Users publish toys, and rate the other party once both parties have confirmed the swap."
    assert not {"Party", "Event"} & records(prompt)


def test_experience_is_exchanged_and_not_missing() -> None:
    spec = read("A pottery forum for exchanging glazing experience. Users publish posts and reply to them.")
    assert not [told for told in spec.not_built if "experience" in told.subject]


def test_a_forum_is_for_talking_whatever_it_is_about() -> None:
    assert "Post" in records("A gardening forum where hobby gardeners reply to each other and keep plant diaries.")


def test_what_people_offer_is_put_up_for_others() -> None:
    assert "Seed" in records("A gardening forum. Users publish posts, like them, and offer seeds for exchange.")


def test_examples_of_what_people_put_up_are_its_kinds() -> None:
    spec = read(
        "A campus errand platform. Students publish errands such as picking up parcels, buying meals, and queuing, and "
        "accept errands published by others."
    )
    errand = next(entity for entity in spec.entities if entity.label == "Errand")
    kinds = next(field for field in errand.fields if field.name == "category")
    assert [choice.label for choice in kinds.choices] == ["Picking up parcels", "Buying meals", "Queuing", "Other"]
    assert not {"Parcel", "Meal"} & records_of(spec)


_ADOPTION = (
    "Please implement a stray animal adoption community website for publishing adoption information and sharing "
    "stories. The website should have functionalities for animal information publishing, adoption applications, lost "
    "and found notices, and story sharing. Users should be able to log in, browse animals by species, age, and city, "
    "and fill out the adoption questionnaire. Adopters can upload follow-up records after adoption."
)


def test_lost_and_found_is_one_thing() -> None:
    assert {"Animal", "Adoption", "Follow-up", "Adoption story", "Lost and found notice"} == records(_ADOPTION)


def test_stories_that_are_shared_are_written_there_and_not_passed_on() -> None:
    spec = read(_ADOPTION)
    assert not spec.parts_of("sharing")
    member = next(role for role in spec.roles if role.signup)
    story = next(entity for entity in spec.entities if entity.label == "Adoption story")
    assert spec.access(member, story).create
    assert spec.access(member, next(e for e in spec.entities if e.label == "Animal")).create


def test_what_a_news_site_has_shared_is_passed_on() -> None:
    assert read("A news site. Readers can like, comment on and share articles.").parts_of("sharing")


def test_those_who_deal_with_each_other_are_members() -> None:
    trips = (
        "A travel companion website. Users publish trips with destination and budget, apply to join a trip, and the "
        "publisher can accept or reject applications."
    )
    skills = "A skill exchange platform for residents. Users publish skills, the helper answers the requester."
    for prompt in (_ADOPTION, trips, skills):
        assert sum(not role.admin for role in read(prompt).roles) == 1


def test_alumni_find_each_other_by_entries_of_their_own() -> None:
    spec = read(
        "Please implement a social website for university alumni. The website should have an address book. Users "
        "should be able to log in and publish updates. Alumni can search for others by department, graduation year, "
        "and city."
    )
    entry = next(entity for entity in spec.entities if entity.label == "Alumnus")
    (alumnus,) = (role for role in spec.roles if not role.admin)
    access = spec.access(alumnus, entry)
    assert (access.read, access.create, access.update) == ("all", True, "own")
    assert {"department", "graduation_year", "city"} <= {field.name for field in entry.fields}


def test_members_reserve_what_others_sell_and_see_who_did() -> None:
    spec = read(
        "Please implement a used textbook trading website for students. Students should be able to log in, publish "
        "textbooks with ISBN, course name, and price, and reserve them. It keeps transaction records."
    )
    (part,) = spec.parts_of("joining")
    assert (part.options["button"], part.options["shown"]) == ("Reserve", "yes")
    assert [entity.label for entity in spec.entities].count("Reservation") == 1
    assert "Transaction" in records_of(spec)


def test_members_answer_what_others_ask_for() -> None:
    spec = read(
        "A skill exchange platform for residents. Users publish skills such as plumbing and tutoring, publish "
        "requests, and respond to others' requests. Time coins will be transferred to the helper."
    )
    assert {"Skill", "Help request", "Response"} <= records_of(spec)
    assert [told for told in spec.not_built if "coins" in told.subject.lower()]


def test_the_name_of_where_something_is_found_is_a_field() -> None:
    spec = read("A rental site. Tenants can search apartments by district and community name.")
    assert {"district", "community"} <= {field.name for field in spec.entities[0].fields}
