"""What a list before a record tells of it, and what is no record of its own."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach
from tests.factory.generation.reader.kept import fields, records, records_of


@pytest.mark.parametrize(
    ("prompt", "entity", "kinds"),
    [
        (
            "A site where users create wedding, birthday, and business invitations",
            "invitation",
            ["Wedding", "Birthday"],
        ),
        ("A nursery: staff manage indoor, outdoor and hanging plants", "plant", ["Indoor", "Outdoor", "Hanging"]),
        ("Members can upload funny, sad and strange stories", "story", ["Funny", "Sad", "Strange"]),
    ],
)
def test_kinds_listed_before_a_record_are_a_choice_of_it(prompt: str, entity: str, kinds: list[str]) -> None:
    spec = read(prompt)
    choices = [{choice.label for choice in field.choices} for field in spec.entity(entity).fields if field.choices]
    assert any(set(kinds) <= known for known in choices)
    assert not set(kinds) & records_of(spec)


def test_records_listed_before_another_stay_records() -> None:
    kept = records("A school app where administrators manage student, teacher and course records")
    assert {"Student", "Teacher", "Course"} <= kept


def test_what_including_tells_of_a_record_is_no_record() -> None:
    spec = read("A pet app where users add pets and write down each home visit including date, clinic, and cost")
    assert not {"Clinic", "Expense"} & records_of(spec)
    assert {"clinic", "cost"} <= set(fields(spec, "home_visit"))


def test_people_whom_something_is_shared_with_are_no_record() -> None:
    assert not {"Friend", "Message"} & records(
        "A pet site where users add pets and share their milestones with friends"
    )


@pytest.mark.parametrize(
    ("prompt", "kept"),
    [
        ("A school system with functionalities for course selection and grade inquiry", {"Enrolment", "Score"}),
        ("A factory system with functionalities for production planning, fault reporting and quality management",
         {"Plan", "Defect", "Quality check"}),
        ("An insurance website that shows plans, with functionalities for querying policies, and submitting claims",
         {"Plan", "Policy", "Claim"}),
        ("A loyalty card app: customers collect stamps and redeem rewards", {"Stamp", "Reward"}),
        ("A pet app with functionalities for recording weight, vaccinations and feeding", {"Measurement", "Feeding"}),
    ],
)  # fmt: skip
def test_functions_that_acts_name_are_records(prompt: str, kept: set[str]) -> None:
    assert kept <= records(prompt)


def test_examples_of_content_are_records_and_no_choices() -> None:
    spec = read("A CMS where users create and manage different types of content, such as articles, images, and videos")
    assert {"Article", "Image", "Video"} <= records_of(spec)
    assert "articles" not in fields(spec, "article")


def test_words_about_how_pages_look_are_no_records() -> None:
    kept = records(
        "Upgrade the website to a new theme with a responsive design, adapting to different devices and sizes"
    )
    assert "Device" not in kept


def test_sections_of_a_landing_page_are_what_it_names() -> None:
    spec = read(
        "A landing page for promoting a mobile fitness app. The page should have sections for app features, benefits, "
        "use cases and pricing."
    )
    titles = {section.title for section in spec.pages[0].sections}
    assert {"App features", "Benefits", "Use cases", "Pricing"} <= titles
    assert "Workout" not in records_of(spec)


def test_examples_of_things_are_no_fields_of_them() -> None:
    spec = read("A trading app where students publish items such as books, lamps and clothes with photos and prices")
    names = {field.name for entity in spec.entities for field in entity.fields}
    assert not {"books", "lamps", "clothes"} & names


def test_fields_belong_to_what_comes_from_people_and_not_to_them() -> None:
    spec = read("A dental lab gets orders from dentists with tooth colour and due date; technicians process orders")
    assert {"tooth_colour", "due_date"} <= set(fields(spec, "order"))


def test_a_site_has_the_blog_that_is_said_of_it() -> None:
    assert "Article" in records("A job website where people search jobs. It should also have a blog with advice.")


def test_files_are_put_into_folders() -> None:
    spec = read("A document app where users upload documents and organize documents into folders")
    assert "Folder" in records_of(spec)
    assert "folder" in fields(spec, "resource_file")


def test_functions_given_as_examples_are_built_or_said_not_to_be() -> None:
    spec = read("A learning program for exams. It should have functions such as memorization mode and mock exams.")
    assert any("memorization mode" in reason.subject for reason in spec.not_built)


def test_a_diary_is_kept_once_and_each_measure_has_one_field() -> None:
    spec = read(
        "A mini-program to record tea drinking diaries. Users can record detailed information about each tea drinking "
        "experience, including tea type, water temperature, and utensils. They can receive rewards, such as badges."
    )
    assert "Diary" not in records_of(spec)
    names = {field.name for entity in spec.entities for field in entity.fields}
    assert {"water_temperature", "utensils"} <= names
    assert not {"temperature_c", "utensil", "badges"} & names


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        (
            "A community website for posting a find with a photo, commenting and following others. Users browse finds.",
            "find",
        ),
        ("A community website for birdwatchers. Members post sightings with photo and place and comment.", "sighting"),
        ("A social website for sneaker collectors. Users can upload their sneakers with brand and size.", "sneaker"),
    ],
)
def test_what_members_of_a_community_post_takes_the_place_of_posts(prompt: str, key: str) -> None:
    spec = read(prompt)
    assert "post" not in {entity.name for entity in spec.entities}
    member = next(role for role in spec.roles if role.signup)
    access = spec.access(member, spec.entity(key))
    assert (access.read, access.create, access.update) == (Reach.ALL, True, Reach.OWN)
    assert [part.entity for part in spec.parts_of("comments")] == [key]


@pytest.mark.parametrize(
    ("prompt", "name", "choice"),
    [
        (
            "A repair system: students submit repair requests with building, fault type and photos",
            "fault_type",
            "Plumbing",
        ),
        ("A bearing catalogue: bearings with inner diameter and sealing type", "sealing_type", "Shielded"),
    ],
)
def test_types_of_a_trade_have_its_choices(prompt: str, name: str, choice: str) -> None:
    fields = [field for entity in read(prompt).entities for field in entity.fields if field.name == name]
    assert choice in [known.label for field in fields for known in field.choices]
