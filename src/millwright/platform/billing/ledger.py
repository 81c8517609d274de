"""The credit ledger: entries are only ever added, once for each key, and never below nothing."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform.accounts import Organization
from millwright.platform.billing.models import CreditEntry, EntryKind


async def balance(session: AsyncSession, organization_id: UUID) -> int:
    """The credits that an organization has: never less than 0."""
    entries = select(func.sum(CreditEntry.amount)).where(CreditEntry.organization_id == organization_id)
    return await session.scalar(entries) or 0


async def grant(
    session: AsyncSession, organization_id: UUID, amount: int, *, kind: EntryKind, key: str, note: str = ""
) -> CreditEntry:
    """Adds credits; a negative `amount` takes some back. The same `key` again answers the entry that it made.

    Raises `DomainError` of kind not found, and with code `credits_insufficient` (conflict) when more would be taken
    than there are.
    """
    locked = select(Organization.id).where(Organization.id == organization_id).with_for_update(key_share=True)
    if await session.scalar(locked) is None:
        raise not_found("organization")
    made = select(CreditEntry).where(CreditEntry.organization_id == organization_id, CreditEntry.idempotency_key == key)
    entry = await session.scalar(made)
    if entry is not None:
        return entry
    if amount < 0 and await balance(session, organization_id) + amount < 0:
        raise DomainError("credits_insufficient", Kind.CONFLICT, "There are not enough credits.")
    entry = CreditEntry(organization_id=organization_id, amount=amount, kind=kind, idempotency_key=key, note=note)
    session.add(entry)
    await session.flush()
    return entry
