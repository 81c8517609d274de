"""The outbox: mails are put there in the transaction that composes them, and taken out one at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Context, Scope
from millwright.kit.errors import not_found
from millwright.kit.paging import Page, PageRequest
from millwright.platform.notifications.letters import Letter
from millwright.platform.notifications.models import Mail, MailState

_ADDRESS = re.compile(r'[^\s@<>()\[\]\\,;:"]{1,64}@[^\s@<>()\[\]\\,;:"]{1,255}')
"""Nothing in it can end an address or a line and begin another; names that only an own network knows are as good."""

CHANNEL = "mail"
"""Notified at commit with the id of a mail that can go out."""

_KEEP = timedelta(days=30)
"""How long what a sent mail says is kept."""

_LEASE = timedelta(minutes=2)
"""How long whoever took a mail has for sending it, before another may."""
_PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 540)]
"""Between attempts: a little over a day in all."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a mail is for: an address, and the account behind it where there is one."""

    address: str
    user_id: UUID | None
    organization_id: UUID | None


async def put(
    session: AsyncSession, kind: str, recipient: Recipient, letter: Letter, *, can_send: bool, now: datetime
) -> Mail:
    """Keeps the letter, to be sent or only read; one to what is no address has failed from the start."""
    mail = Mail(
        organization_id=recipient.organization_id,
        user_id=recipient.user_id,
        kind=kind,
        to=recipient.address,
        subject=letter.subject,
        body=letter.text,
        html=letter.html,
        state=MailState.PENDING if can_send else MailState.KEPT,
        next_attempt_at=now,
        created_at=now,
    )
    if not (_ADDRESS.fullmatch(recipient.address) and recipient.address.isprintable()):
        mail.state, mail.last_error = MailState.FAILED, "This is not an email address."
    session.add(mail)
    await session.flush()
    if mail.state is MailState.PENDING:
        await session.execute(select(func.pg_notify(CHANNEL, cast(str(mail.id), Text))))
    return mail


async def take(session: AsyncSession, now: datetime) -> Mail | None:
    """The mail that has waited longest of those that are due; nobody else takes it for two minutes."""
    mail = await session.scalar(
        select(Mail)
        .where(Mail.state == MailState.PENDING, Mail.next_attempt_at <= now)
        .order_by(Mail.next_attempt_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail is not None:
        mail.attempts += 1
        mail.next_attempt_at = now + _LEASE
    return mail


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next mail can go out; None when none waits."""
    return await session.scalar(select(func.min(Mail.next_attempt_at)).where(Mail.state == MailState.PENDING))


def settle_sent(mail: Mail, now: datetime) -> None:
    """Marks what the server has taken."""
    mail.state, mail.sent_at, mail.last_error = MailState.SENT, now, None


def settle_refused(mail: Mail, reason: str, *, final: bool, now: datetime) -> None:
    """Sets the next attempt, later each time; gives up when there is no sense in one, or after a day."""
    mail.last_error = reason
    if final or mail.attempts > len(_PAUSES):
        mail.state = MailState.FAILED
    else:
        mail.next_attempt_at = now + _PAUSES[mail.attempts - 1]


async def list_mail(ctx: Context, page: PageRequest) -> Page[Mail]:
    """All mail with what it says, the latest first, for operators: links in it are as good as a password.

    Raises `DomainError` of kind forbidden without the scope ``organizations:admin``.
    """
    ctx.actor.require(Scope.ORGANIZATIONS_ADMIN)
    total = await ctx.session.scalar(select(func.count()).select_from(Mail)) or 0
    query = select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc()).offset(page.offset).limit(page.size)
    items: Sequence[Mail] = (await ctx.session.scalars(query)).all()
    return Page(items, total, page)


async def get_mail(ctx: Context, mail_id: UUID | None) -> Mail:
    """One mail with what it says, for operators.

    Raises `DomainError` of kind forbidden without the scope ``organizations:admin``, of kind not found for no mail.
    """
    ctx.actor.require(Scope.ORGANIZATIONS_ADMIN)
    mail = await ctx.session.get(Mail, mail_id) if mail_id is not None else None
    if mail is None:
        raise not_found("mail")
    return mail


async def forget_what_was_sent(session: AsyncSession, now: datetime) -> None:
    """Deletes what mails say that were sent more than 30 days ago; that they were sent is kept."""
    old = (Mail.state == MailState.SENT, Mail.sent_at < now - _KEEP, Mail.body != "")
    await session.execute(update(Mail).where(*old).values(body="", html=""))
