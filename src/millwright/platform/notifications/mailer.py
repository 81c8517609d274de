"""Reads the event log on, and writes the mails that some events ask for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.kit.notify import NotificationHub, Subscription
from millwright.platform import accounts, events
from millwright.platform.accounts import Identity, Invitation, Organization, User
from millwright.platform.events import Event, cursors
from millwright.platform.notifications import letters, outbox
from millwright.platform.notifications.letters import Letter
from millwright.platform.notifications.outbox import Recipient
from millwright.platform.notifications.sender import MailSender
from millwright.platform.notifications.smtp import SmtpSettings

CURSOR = "mail"
_BATCH = 200
_GATHER = 0.2
"""Seconds between two looks at the log."""
_PAUSE_AFTER_FAULT = 5.0
_PAUSE_WHILE_TAKEN = 1.0
_PURGE_EVERY = 3600.0

_log = structlog.get_logger()
Composed = tuple[Recipient, Letter]
Writer = Callable[[AsyncSession, Event], Awaitable[Composed | None]]


class Mailer:
    """Turns events into mails, once each on however many machines, and sends them where there is an SMTP server.

    Without one they are kept in the outbox. `public_url` has no slash at its end. What happened before the first
    start of all is not written about. Secrets are made here, when the mail is written: no event holds any.
    """

    def __init__(
        self,
        database: Database,
        hub: NotificationHub,
        identity: Identity,
        smtp: SmtpSettings | None,
        public_url: str,
        *,
        clock: Clock = system_clock,
    ) -> None:
        self._database = database
        self._hub = hub
        self._identity = identity
        self._sender = MailSender(database, hub, smtp, clock=clock) if smtp is not None else None
        self._public_url = public_url
        self._clock = clock
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: Mapping[str, Writer] = {
            "account.verification_requested": self._verification,
            "account.reset_requested": self._reset,
            "member.invited": self._invitation,
        }

    async def start(self) -> None:
        """Begins; what is recorded from now on is written about."""
        async with self._database.session() as session:
            await cursors.ensure(session, CURSOR)
        self._tasks.append(asyncio.create_task(self._read()))
        self._tasks.append(asyncio.create_task(self._purge()))
        if self._sender is not None:
            self._tasks.append(asyncio.create_task(self._sender.run()))

    async def stop(self) -> None:
        """Writes and sends nothing more; a mail that is on its way is sent again later by whoever starts next."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _read(self) -> None:
        async with self._hub.subscribe(events.CHANNEL) as news:
            while True:
                try:
                    taken = await self._write_all()
                except DATABASE_FAULTS as error:
                    _log.warning("mail.events_unreachable", error=str(error))
                    await asyncio.sleep(_PAUSE_AFTER_FAULT)
                else:
                    await asyncio.sleep(_GATHER)  # a look for several events costs what one for a single event does
                    # Another process has the cursor: should it die with it, somebody must look again.
                    await _hear(news, None if taken else _PAUSE_WHILE_TAKEN)

    async def _purge(self) -> None:
        while True:
            try:
                async with self._database.session() as session:
                    await outbox.forget_what_was_sent(session, self._clock())
            except DATABASE_FAULTS as error:
                _log.warning("mail.outbox_unreachable", error=str(error))
            await asyncio.sleep(_PURGE_EVERY)

    async def _write_all(self) -> bool:
        """Writes all there is to write; False when another process is at it."""
        while (more := await self.write_next()) is True:
            pass
        return more is not None

    async def write_next(self) -> bool | None:
        """Writes the mails for the next events; whether there may be more. None: another process is at it."""
        now = self._clock()
        async with self._database.session() as session:
            position = await cursors.take(session, CURSOR)
            if position is None:
                return None
            batch = await events.read_after(session, position, limit=_BATCH)
            for event in batch:
                await self._write(session, event, now)
            if batch:
                await cursors.move(session, CURSOR, batch[-1].position or position)
        return len(batch) == _BATCH

    async def _write(self, session: AsyncSession, event: Event, now: datetime) -> None:
        writer = self._writers.get(event.kind)
        if writer is None or event.subject_id is None:
            return
        try:
            async with session.begin_nested():
                composed = await writer(session, event)
                if composed is not None:
                    can_send = self._sender is not None
                    await outbox.put(session, event.kind, *composed, can_send=can_send, now=now)
        except DATABASE_FAULTS:
            raise
        except Exception:  # noqa: BLE001 - one event that cannot be written about must not hold up all others
            _log.exception("mail.not_written", kind=event.kind, event_id=event.id)

    async def _verification(self, session: AsyncSession, event: Event) -> Composed | None:
        user = await session.get(User, event.subject_id)
        if user is None or user.verified_at is not None:
            return None
        token = accounts.mint_verification_token(self._identity, user, self._clock())
        return _to(user, event), letters.verification(self._public_url, token)

    async def _reset(self, session: AsyncSession, event: Event) -> Composed | None:
        user = await session.get(User, event.subject_id)
        if user is None:
            return None
        token = accounts.mint_reset_token(self._identity, user, self._clock())
        return _to(user, event), letters.password_reset(self._public_url, token)

    async def _invitation(self, session: AsyncSession, event: Event) -> Composed | None:
        invitation = await session.get(Invitation, event.subject_id)
        organization = await session.get(Organization, event.organization_id)
        if invitation is None or organization is None or invitation.revoked_at or invitation.accepted_at:
            return None
        letter = letters.invitation(self._public_url, str(invitation.id), organization.name, invitation.role.value)
        return Recipient(invitation.email, None, organization.id), letter


async def _hear(news: Subscription, patience: float | None) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await news.next()


def _to(user: User, event: Event) -> Recipient:
    return Recipient(user.email, user.id, event.organization_id)
