"""Organizations: one's own, and all of them for operators."""

from datetime import timedelta

import pytest

from millwright.kit.context import Scope
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.kit.paging import PageRequest
from millwright.platform import accounts
from millwright.platform.accounts import (
    KeyKind,
    Membership,
    NewOrganization,
    OperatorChange,
    OrganizationChange,
    OrganizationFilter,
    OrganizationOrder,
    OrganizationStatus,
    OrganizationType,
    Plan,
    Role,
)
from tests.platform.accounts.conftest import World


async def test_an_operator_makes_an_organization_and_owns_it(world: World):
    operator = await world.person(installation=True)
    new = NewOrganization(
        name="Acme",
        slug="acme",
        type=OrganizationType.STARTUP,
        plan=Plan.PRO,
        description="Makes everything",
        website_url="https://acme.example.com",
        max_users=50,
        max_projects=10,
    )
    async with world.acting(operator) as ctx:
        made = await accounts.create_organization(ctx, new)
    assert {name: getattr(made, name) for name in ("name", "slug", "type", "plan", "max_users", "max_projects")} == {
        "name": "Acme", "slug": "acme", "type": "startup", "plan": "pro", "max_users": 50, "max_projects": 10
    }  # fmt: skip
    assert made.status is OrganizationStatus.ACTIVE
    assert not made.is_installation
    async with world.acting(operator) as ctx:
        acting = await accounts.act_in(ctx, made.id)
    assert acting.organization_id == made.id
    assert acting.scopes == accounts.scopes_of(Role.OWNER, operator=False)


async def test_a_slug_is_taken_once(world: World):
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        await accounts.create_organization(ctx, NewOrganization(name="Acme", slug="acme"))
        with pytest.raises(DomainError) as caught:
            await accounts.create_organization(ctx, NewOrganization(name="Other", slug="acme"))
        assert (caught.value.code, caught.value.kind) == ("slug_taken", Kind.CONFLICT)
        assert (await accounts.create_organization(ctx, NewOrganization(name="Acme"))).slug.startswith("acme-")


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewOrganization(name=" "), "name"),
        (NewOrganization(name="A", slug="Not A Slug!"), "slug"),
        (NewOrganization(name="A", slug="-a"), "slug"),
        (NewOrganization(name="A", slug="a" * 61), "slug"),
        (NewOrganization(name="A", website_url="nope"), "website_url"),
        (NewOrganization(name="A", website_url="javascript:alert(1)"), "website_url"),
        (NewOrganization(name="A", website_url="http://[::1"), "website_url"),
        (NewOrganization(name="A", description="x" * 2001), "description"),
        (NewOrganization(name="A", max_users=0), "max_users"),
        (NewOrganization(name="A", max_projects=10**10), "max_projects"),
    ],
)
async def test_a_bad_organization_names_its_field(world: World, new: NewOrganization, field: str):
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.create_organization(ctx, new)
    assert list(caught.value.fields) == [field]


async def test_others_make_and_run_no_organizations(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    for who in (ada, await world.person(Role.DEVELOPER, beside=operator)):
        async with world.acting(who) as ctx:
            for attempt in (
                accounts.create_organization(ctx, NewOrganization(name="Acme")),
                accounts.change_organization(ctx, ada.organization.id, OperatorChange(plan=Plan.ENTERPRISE)),
            ):
                with pytest.raises(DomainError) as caught:
                    await attempt
                assert caught.value.code == "scope_missing"


async def test_an_owner_changes_their_own_organization(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    async with world.acting(ada) as ctx:
        change = OrganizationChange(name="New name", description="What we do", website_url="https://a.example")
        await accounts.update_organization(ctx, change)
    async with world.acting(ada) as ctx:
        await accounts.update_organization(ctx, OrganizationChange(description=""))
        changed = await accounts.get_organization(ctx)
    assert (changed.name, changed.description, changed.website_url) == ("New name", None, "https://a.example")
    async with world.acting(bob) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.update_organization(ctx, OrganizationChange(name="Mine"))
    assert caught.value.code == "scope_missing"


async def test_the_installations_own_organization_stays_active(world: World):
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        change = OperatorChange(status=OrganizationStatus.SUSPENDED)
        with pytest.raises(DomainError) as caught:
            await accounts.change_organization(ctx, operator.organization.id, change)
    assert (caught.value.code, caught.value.kind) == ("own_installation", Kind.CONFLICT)


async def test_operators_see_all_organizations_and_others_their_own(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    async with world.acting(operator) as ctx:
        page = await accounts.list_organizations(ctx)
        assert {one.id for one in page.items} == {operator.organization.id, ada.organization.id}
        await accounts.find_organization(ctx, ada.organization.id)
    async with world.acting(ada) as ctx:
        page = await accounts.list_organizations(ctx)
        assert ([one.id for one in page.items], page.total) == ([ada.organization.id], 1)
        for id_ in (operator.organization.id, new_id()):
            with pytest.raises(DomainError) as caught:
                await accounts.find_organization(ctx, id_)
            assert (caught.value.code, caught.value.kind) == ("organization_not_found", Kind.NOT_FOUND)


async def test_a_key_tells_of_no_other_organization_of_its_maker(world: World):
    ada, bob = await world.person(), await world.person()
    async with world.database.session() as session:
        later = world.clock() + timedelta(hours=1)
        place = Membership(organization_id=bob.organization.id, user_id=ada.user.id, role=Role.VIEWER, created_at=later)
        session.add(place)
    async with world.acting(ada) as ctx:
        own = await accounts.list_organizations(ctx)
        assert {one.id for one in own.items} == {ada.organization.id, bob.organization.id}
        assert (await accounts.find_organization(ctx, bob.organization.id)).id == bob.organization.id
        assert [place.role for place in (await accounts.list_places(ctx)).items] == [Role.OWNER, Role.VIEWER]
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(made.secret)) as ctx:
        seen = await accounts.list_organizations(ctx)
        assert ([one.id for one in seen.items], seen.total) == ([ada.organization.id], 1)
        assert [place.organization.id for place in (await accounts.list_places(ctx)).items] == [ada.organization.id]
        with pytest.raises(DomainError) as caught:
            await accounts.find_organization(ctx, bob.organization.id)
    assert caught.value.kind is Kind.NOT_FOUND


async def test_an_operators_key_sees_all_organizations(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    async with world.acting(operator) as ctx:
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(made.secret)) as ctx:
        assert {one.id for one in (await accounts.list_organizations(ctx)).items} == {
            operator.organization.id,
            ada.organization.id,
        }


async def test_a_list_of_organizations_is_searched_sorted_and_paged(world: World):
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        made = [await accounts.create_organization(ctx, NewOrganization(name=name)) for name in ("Bx", "Ax", "50%")]
        await accounts.change_organization(ctx, made[0].id, OperatorChange(status=OrganizationStatus.SUSPENDED))
        found = await accounts.list_organizations(
            ctx, OrganizationFilter(search="X"), order=OrganizationOrder.NAME, descending=False
        )
        assert [one.name for one in found.items] == ["Ax", "Bx"]
        suspended = await accounts.list_organizations(ctx, OrganizationFilter(status=OrganizationStatus.SUSPENDED))
        assert [one.name for one in suspended.items] == ["Bx"]
        percent = await accounts.list_organizations(ctx, OrganizationFilter(search="%"))
        assert [one.name for one in percent.items] == ["50%"]
        second = await accounts.list_organizations(ctx, OrganizationFilter(), PageRequest(2, 3))
        assert (len(second.items), second.total, second.pages) == (1, 4, 2)


async def test_nobody_acts_where_they_are_no_member(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    async with world.acting(operator) as ctx:
        assert await accounts.act_in(ctx, operator.organization.id) == ctx.actor
        for id_ in (ada.organization.id, new_id()):
            with pytest.raises(DomainError) as caught:
                await accounts.act_in(ctx, id_)
            assert caught.value.kind is Kind.NOT_FOUND


async def test_a_key_acts_in_its_own_organization_only(world: World):
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        other = await accounts.create_organization(ctx, NewOrganization(name="Acme"))
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    principal = await world.authenticator.authenticate(made.secret)
    assert Scope.ORGANIZATIONS_ADMIN in principal.actor.scopes
    async with world.acting(principal) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.act_in(ctx, other.id)
    assert caught.value.kind is Kind.NOT_FOUND
