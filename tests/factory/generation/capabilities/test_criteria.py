"""Reviews by several criteria: what a prompt names them by, and that averages of each and of all are right."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome


def criteria(spec: AppSpec) -> list[str]:
    """What reviews give stars to, as people read it."""
    (part,) = spec.parts_of("reviews")
    return [field.label for field in spec.entity(part.options["review"]).fields if field.is_rating]


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        (
            "A restaurant review site where people rate the taste, service and environment of restaurants",
            ["Taste", "Service", "Environment"],
        ),
        (
            "A site with reviews of flats. Users see scores for noise, lighting, deposit refund, landlord attitude",
            ["Noise", "Lighting", "Deposit refund", "Landlord attitude"],
        ),
        (
            "A site where students rate professors on clarity, helpfulness and workload, and see the overall score",
            ["Clarity", "Helpfulness", "Workload"],
        ),
        (
            "A doctor review site: patients rate doctors for waiting time, friendliness and expertise",
            ["Waiting time", "Friendliness", "Expertise"],
        ),
        (
            "A campsite directory where guests review campsites by quietness, facilities and value for money",
            ["Quietness", "Facilities", "Value for money"],
        ),
        (
            "A book site where readers rate books by several criteria such as plot, characters and zing",
            ["Plot", "Characters", "Zing"],
        ),
        (
            "A campsite site with reviews of campsites. Visitors see cleanliness, equipment and staff ratings.",
            ["Cleanliness", "Equipment", "Staff"],
        ),
    ],
)
def test_criteria_are_read_in_the_ways_people_name_them(prompt: str, named: list[str]):
    spec = read(prompt)
    assert criteria(spec) == named
    assert spec.not_built == ()
    assert not {entity.label for entity in spec.entities} & {*named, "Score"}


@pytest.mark.parametrize(
    "prompt",
    [
        "A media site where members rate books, films and songs",
        "A site where visitors rate restaurants and hotels, and write reviews",
        "A film site with reviews. Users see ratings of films and actors.",
    ],
)
def test_things_that_are_rated_are_no_criteria(prompt: str):
    assert criteria(read(prompt)) == ["Rating"]


def test_the_average_of_reviews_is_sorted_and_narrowed_by_and_nobody_types_it():
    spec = read("A hotel review site: guests rate hotels for service and comfort. Filter hotels by country and score.")
    assert not {"score", "rating"} & {field.name for field in spec.entity("hotel").fields}
    page = compile_app(spec)["frontend/src/pages/site/HotelPages.tsx"]
    assert "-average_stars" in page
    assert "average_stars_from" in page


def test_the_demonstration_has_several_reviews_of_one():
    spec = read("A restaurant review site where people rate the taste, service and environment of restaurants")
    about = [row["restaurant"] for row in spec.entity("review").samples]
    assert about[0] == about[1] != about[2]


RULES = "backend/app/reviews.py"
ROUTES = "backend/app/routes/star_ratings.py"
MUTATIONS = [
    (RULES, "if db.scalars(again).first() is not None:", "if False:"),
    (RULES, ") / 3.0", ") / 2.0"),
    (RULES, "stars.correlate(Restaurant)", "stars.correlate(Review)"),
    (ROUTES, "func.avg(Review.taste_stars)", "func.avg(Review.service_stars)"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    spec = read("A restaurant review site where people rate the taste, service and environment of restaurants")
    whole, survivors = await outcome(
        spec, "tests/test_star_ratings.py", MUTATIONS, tools=(sandbox, toolchain), pool=pool
    )
    assert b"failed" not in whole
    assert survivors == []


def test_nobody_who_is_judged_changes_what_others_have_said() -> None:
    spec = read("A site where tenants review apartments and landlords, landlords manage apartments and reviews")
    review = spec.entity("review")
    assert all(spec.access(role, review).update in {Reach.OWN, Reach.NONE} for role in spec.roles if not role.admin)
