"""Sends what waits in the outbox, one mail at a time, for as long as it is started."""

import asyncio
from contextlib import suppress

import structlog

from millwright.kit.clock import Clock, system_clock
from millwright.kit.database import DATABASE_FAULTS, Database
from millwright.kit.notify import NotificationHub, Subscription
from millwright.platform.notifications import outbox
from millwright.platform.notifications.models import Mail
from millwright.platform.notifications.smtp import SendingError, SmtpSettings, send

_LONGEST_SLEEP = 60.0

_log = structlog.get_logger()


class MailSender:
    """The one who speaks SMTP. Any number of processes may have one: a mail is taken by one of them at a time."""

    def __init__(
        self, database: Database, hub: NotificationHub, smtp: SmtpSettings, *, clock: Clock = system_clock
    ) -> None:
        self._database = database
        self._hub = hub
        self._smtp = smtp
        self._clock = clock

    async def run(self) -> None:
        """Sends until cancelled; waits for the database when it is away."""
        async with self._hub.subscribe(outbox.CHANNEL) as news:
            while True:
                try:
                    while await self.send_next():
                        pass
                    pause = await self._pause()
                except DATABASE_FAULTS as error:
                    _log.warning("mail.outbox_unreachable", error=str(error))
                    pause = _LONGEST_SLEEP
                except Exception:  # noqa: BLE001 - nobody else would hear of it, and all mail would stop
                    _log.exception("mail.not_sent")
                    pause = _LONGEST_SLEEP
                await _wait(news, pause)

    async def send_next(self) -> bool:
        """Tries the next mail that is due; whether there was one."""
        async with self._database.session() as session:
            mail = await outbox.take(session, self._clock())
        if mail is None:
            return False
        refusal: SendingError | None = None
        try:
            await send(self._smtp, mail)
        except SendingError as error:
            refusal = error
        await self._settle(mail, refusal)
        return True

    async def _settle(self, sent: Mail, refusal: SendingError | None) -> None:
        now = self._clock()
        async with self._database.session() as session:
            mail = await session.get_one(Mail, sent.id)
            if refusal is None:
                outbox.settle_sent(mail, now)
            else:
                outbox.settle_refused(mail, str(refusal), final=refusal.final, now=now)
        state, attempts = mail.state.value, mail.attempts
        _log.info("mail.attempted", mail=str(mail.id), kind=mail.kind, state=state, attempts=attempts)

    async def _pause(self) -> float:
        async with self._database.session() as session:
            due = await outbox.next_due(session)
        if due is None:
            return _LONGEST_SLEEP
        return min(max((due - self._clock()).total_seconds(), 0.05), _LONGEST_SLEEP)


async def _wait(news: Subscription, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.next()
