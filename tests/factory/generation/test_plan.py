"""A plan in words: what each role may do is one sentence, wherever it is told."""

import pytest

from millwright.factory.generation import plan
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import FULL_ACCESS, Access, AppSpec, Entity, FieldSpec, FieldType, Reach, Role

ALL, OWN = Reach.ALL, Reach.OWN
TITLE = FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True)


def shop(*access: Access, visitors: Access | None = None) -> AppSpec:
    """Repairs, invoices and parts, as many as accesses of the customers to them."""
    names = ("repair", "invoice", "part")[: len(access)]
    entities = [
        Entity(
            name=name,
            plural=f"{name}s",
            label=name.title(),
            plural_label=f"{name.title()}s",
            fields=(TITLE,),
            access={"customer": one},
            visitors=visitors or Access(),
        )
        for name, one in zip(names, access, strict=True)
    ]
    roles = (Role(name="owner", label="Owner", admin=True), Role(name="customer", label="Customer", signup=True))
    return AppSpec(name="Shop", description="", roles=roles, entities=tuple(entities))


@pytest.mark.parametrize(
    ("access", "sentence"),
    [
        ((Access(read=OWN, create=True, update=OWN),), "Can add repairs, and see and edit their own"),
        ((Access(read=OWN),), "Can see their own repairs"),
        ((Access(read=ALL, create=True, update=OWN),), "Can see and add repairs, and edit their own"),
        ((Access(create=True),), "Can add repairs"),
        ((FULL_ACCESS, Access(), FULL_ACCESS), "Can see, add, edit and delete repairs and parts"),
        ((Access(read=OWN), Access(read=ALL), Access(read=OWN)), "Can see their own repairs and parts; see invoices"),
        ((Access(),), "Cannot see any records"),
    ],
)
def test_what_a_role_may_do_is_one_sentence_in_plan_and_readme(access: tuple[Access, ...], sentence: str) -> None:
    spec = shop(*access)
    owner, customer = plan(spec).roles
    assert (owner.may, owner.signup) == ("Can see and change everything, and manages accounts", False)
    assert (customer.may, customer.signup) == (sentence, True)
    assert f"| Customer | {sentence} |" in compile_app(spec)["README.md"]


def test_what_visitors_may_do_is_told_where_they_may_do_something() -> None:
    assert plan(shop(Access())).visitors is None
    assert plan(shop(Access(), visitors=Access(read=ALL))).visitors == "Can see repairs"
