"""The audit log: who did what to accounts, keys, members and organizations, read from the event log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select, text

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.paging import Page, PageRequest
from millwright.platform.accounts.models import User
from millwright.platform.events import AUDITED, Event


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done. `email` is its doer's; `address` and `agent` are where they were, when known."""

    id: int
    at: datetime
    action: str
    user_id: UUID | None
    email: str | None
    subject_id: UUID | None
    address: str | None
    agent: str | None
    data: dict[str, object]


def visible_to(actor: Actor) -> Select[Event]:
    """The audited events of the actor's organization."""
    return select(Event).where(Event.organization_id == actor.organization_id, text(AUDITED))


async def audit_log(ctx: Context, page: PageRequest = PageRequest()) -> Page[AuditEntry]:  # noqa: B008 - frozen
    """What was done in the actor's organization, the latest first."""
    ctx.actor.require(Scope.AUDIT_READ)
    query = visible_to(ctx.actor)
    total = await ctx.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = await ctx.session.execute(
        query.add_columns(User.email)
        .outerjoin(User, User.id == Event.user_id)
        .order_by(Event.position.desc(), Event.id.desc())
        .limit(page.size)
        .offset(page.offset)
    )
    return Page([_entry(event, email) for event, email in rows], total, page)


def _entry(event: Event, email: str | None) -> AuditEntry:
    data = dict(event.data)
    address, agent = data.pop("address", None), data.pop("agent", None)
    return AuditEntry(
        id=event.id,
        at=event.at,
        action=event.kind,
        user_id=event.user_id,
        email=email,
        subject_id=event.subject_id,
        address=str(address) if address is not None else None,
        agent=str(agent) if agent is not None else None,
        data=data,
    )
