import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.database import Database
from millwright.kit.errors import DomainError
from millwright.kit.ids import new_id
from millwright.platform import billing
from millwright.platform.billing import EntryKind
from tests.factories.accounts import make_identity, make_organization


async def test_an_organization_begins_with_nothing(session: AsyncSession) -> None:
    organization = await make_organization(session)
    assert await billing.balance(session, organization.id) == 0


async def test_what_was_granted_is_the_balance(session: AsyncSession) -> None:
    organization, other = await make_organization(session), await make_organization(session)
    for amount in (10, 5, -3):
        await billing.grant(session, organization.id, amount, kind=EntryKind.ADJUSTMENT, key=f"k{amount}")
    assert await billing.balance(session, organization.id) == 12
    assert await billing.balance(session, other.id) == 0


async def test_the_same_key_counts_once(session: AsyncSession) -> None:
    organization = await make_organization(session)
    first = await billing.grant(session, organization.id, 10, kind=EntryKind.ADJUSTMENT, key="once")
    again = await billing.grant(session, organization.id, 10, kind=EntryKind.ADJUSTMENT, key="once")
    assert again.id == first.id
    assert await billing.balance(session, organization.id) == 10


async def test_keys_are_an_organizations_own(session: AsyncSession) -> None:
    for organization in (await make_organization(session), await make_organization(session)):
        await billing.grant(session, organization.id, 10, kind=EntryKind.ADJUSTMENT, key="once")
        assert await billing.balance(session, organization.id) == 10


async def test_no_more_can_be_taken_than_there_is(session: AsyncSession) -> None:
    organization = await make_organization(session)
    await billing.grant(session, organization.id, 10, kind=EntryKind.ADJUSTMENT, key="in")
    with pytest.raises(DomainError) as caught:
        await billing.grant(session, organization.id, -11, kind=EntryKind.ADJUSTMENT, key="out")
    assert caught.value.code == "credits_insufficient"
    assert await billing.balance(session, organization.id) == 10


async def test_many_at_once_never_take_more_than_there_is(database: Database) -> None:
    async with database.session() as session:
        organization = await make_organization(session)
        await billing.grant(session, organization.id, 10, kind=EntryKind.ADJUSTMENT, key="in")

    async def take(number: int) -> bool:
        try:
            async with database.session() as session:
                await billing.grant(session, organization.id, -4, kind=EntryKind.ADJUSTMENT, key=f"out-{number}")
        except DomainError:
            return False
        return True

    assert sum(await asyncio.gather(*(take(number) for number in range(6)))) == 2
    async with database.session() as session:
        assert await billing.balance(session, organization.id) == 2


async def test_the_same_key_at_once_counts_once(database: Database) -> None:
    async with database.session() as session:
        organization = await make_organization(session)

    async def give() -> None:
        async with database.session() as session:
            await billing.grant(session, organization.id, 7, kind=EntryKind.ADJUSTMENT, key="once")

    await asyncio.gather(*(give() for _ in range(5)))
    async with database.session() as session:
        assert await billing.balance(session, organization.id) == 7


async def test_an_organization_that_is_not_there_is_given_nothing(session: AsyncSession) -> None:
    with pytest.raises(DomainError) as caught:
        await billing.grant(session, new_id(), 1, kind=EntryKind.ADJUSTMENT, key="k")
    assert caught.value.code == "organization_not_found"


async def test_whoever_signs_up_is_given_credits(database: Database) -> None:
    identity = make_identity()
    user = await billing.sign_up(
        database, identity, email="ada@example.com", password="password123", organization_name="Ada's"
    )
    assert user.current_organization_id is not None
    async with database.session() as session:
        assert await billing.balance(session, user.current_organization_id) == billing.SIGN_UP_CREDITS
