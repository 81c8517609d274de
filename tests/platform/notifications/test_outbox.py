"""The outbox against a real database and a real SMTP conversation."""

import socket
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from millwright.kit.context import ALL_SCOPES, Actor, Context, Scope
from millwright.kit.database import Database
from millwright.kit.errors import DomainError
from millwright.kit.notify import NotificationHub
from millwright.kit.paging import PageRequest
from millwright.platform.notifications import Mail, MailSender, MailState, SmtpSecurity, SmtpSettings, letters, outbox
from millwright.platform.notifications.outbox import Recipient
from tests.platform.notifications.smtp_server import SmtpServer, smtp_server, tls_contexts

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LETTER = letters.invitation("https://millwright.test", "one", "Ada's", "member")


class HeldClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def server() -> AsyncGenerator[SmtpServer]:
    async with smtp_server() as server:
        yield server


@pytest.fixture
def sender(database: Database, server: SmtpServer, clock: HeldClock) -> MailSender:
    return sender_to(database, server.port, clock)


def sender_to(database: Database, port: int, clock: HeldClock) -> MailSender:
    settings = SmtpSettings("127.0.0.1", port, "Millwright <no-reply@millwright.test>", security=SmtpSecurity.NONE)
    return MailSender(database, NotificationHub(database.url), settings, clock=clock)


async def put(database: Database, to: str = "ada@example.org", letter: letters.Letter = LETTER) -> Mail:
    async with database.session() as session:
        return await outbox.put(session, "member.invited", Recipient(to, None, None), letter, can_send=True, now=NOON)


async def reread(database: Database, mail: Mail) -> Mail:
    async with database.session() as session:
        return await session.get_one(Mail, mail.id)


async def test_a_mail_reaches_the_server_as_text_and_html(database: Database, server: SmtpServer, sender: MailSender):
    mail = await put(database)
    assert await sender.send_next()
    assert not await sender.send_next()
    (message,) = server.received
    assert message["To"] == "ada@example.org"
    assert message["From"] == "Millwright <no-reply@millwright.test>"
    assert message["Subject"] == "You are invited to Ada's"
    text, html = message.iter_parts()
    assert "https://millwright.test/account/invitations/one" in text.get_content()
    assert '<a href="https://millwright.test/account/invitations/one">' in html.get_content()
    sent = await reread(database, mail)
    assert (sent.state, sent.sent_at, sent.attempts) == (MailState.SENT, NOON, 1)


async def test_a_name_with_line_breaks_adds_no_header(database: Database, server: SmtpServer, sender: MailSender):
    letter = letters.invitation("https://millwright.test", "one", "Evil\r\nBcc: all@example.org\r\n\r\n<b>hi</b>", "x")
    await put(database, letter=letter)
    await sender.send_next()
    (message,) = server.received
    assert message["Bcc"] is None
    assert message["Subject"] == "You are invited to Evil Bcc: all@example.org <b>hi</b>"
    assert "<b>hi</b>" not in list(message.iter_parts())[1].get_content()
    assert server.recipients == ["<ada@example.org>"]


@pytest.mark.parametrize("to", ["ada@example.org\r\nRCPT TO:<eve@example.org>", "a b@example.org", "ada", "", "a@b>c"])
async def test_what_is_no_address_is_never_tried(database: Database, server: SmtpServer, sender: MailSender, to: str):
    mail = await put(database, to=to)
    assert not await sender.send_next()
    assert mail.state is MailState.FAILED
    assert mail.last_error
    assert server.recipients == []


@pytest.mark.parametrize("odd", ["zoé@example.org", "a..b@example.org", "a@example..org", "a'b@-", "a@example.org."])
async def test_an_odd_address_holds_nobody_elses_mail_up(
    database: Database, server: SmtpServer, sender: MailSender, odd: str
):
    await put(database, to=odd)
    mail = await put(database)
    for _ in range(2):
        assert await sender.send_next()
    assert (await reread(database, mail)).state is MailState.SENT
    assert "ada@example.org" in [message["To"] for message in server.received]


async def test_a_refusal_for_now_is_tried_again_later(
    database: Database, server: SmtpServer, sender: MailSender, clock: HeldClock
):
    server.replies = ["451 greylisted"]
    mail = await put(database)
    await sender.send_next()
    waiting = await reread(database, mail)
    assert (waiting.state, waiting.last_error) == (MailState.PENDING, "451 greylisted")
    assert not await sender.send_next()
    clock.now += timedelta(minutes=1)
    await sender.send_next()
    assert (await reread(database, mail)).state is MailState.SENT
    assert len(server.received) == 1


async def test_a_refusal_for_good_is_not_tried_again(
    database: Database, server: SmtpServer, sender: MailSender, clock: HeldClock
):
    server.replies = ["550 no such user"]
    mail = await put(database)
    await sender.send_next()
    assert (await reread(database, mail)).state is MailState.FAILED
    clock.now += timedelta(days=1)
    assert not await sender.send_next()


async def test_a_server_that_cannot_be_reached_is_given_up_after_a_day(database: Database, clock: HeldClock):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        sender = sender_to(database, unused.getsockname()[1], clock)
        mail = await put(database)
        attempts = 0
        while clock.now < NOON + timedelta(days=3):
            attempts += await sender.send_next()
            clock.now += timedelta(minutes=30)
    lost = await reread(database, mail)
    assert (lost.state, lost.attempts, attempts) == (MailState.FAILED, 9, 9)
    assert timedelta(hours=24) < lost.next_attempt_at - NOON < timedelta(hours=28)


async def test_a_mail_whose_sender_died_is_taken_by_another_two_minutes_later(
    database: Database, server: SmtpServer, sender: MailSender, clock: HeldClock
):
    await put(database)
    async with database.session() as session:
        assert await outbox.take(session, NOON) is not None
    assert not await sender.send_next()
    clock.now += timedelta(minutes=2)
    assert await sender.send_next()
    assert len(server.received) == 1


async def test_a_mail_goes_by_tls_to_a_server_that_is_known(database: Database, clock: HeldClock, tmp_path: Path):
    of_server, of_client = tls_contexts(tmp_path)
    async with smtp_server(of_server) as server:
        known = SmtpSettings("127.0.0.1", server.port, "a@b.org", security=SmtpSecurity.TLS, context=of_client)
        mail = await put(database)
        await MailSender(database, NotificationHub(database.url), replace(known, context=None), clock=clock).send_next()
        refused = await reread(database, mail)
        assert refused.state is MailState.PENDING
        assert "CERTIFICATE_VERIFY_FAILED" in (refused.last_error or "")
        clock.now += timedelta(minutes=1)
        await MailSender(database, NotificationHub(database.url), known, clock=clock).send_next()
        assert len(server.received) == 1


async def test_a_server_without_the_tls_that_is_wanted_gets_neither_mail_nor_password(
    database: Database, server: SmtpServer, clock: HeldClock
):
    settings = SmtpSettings("127.0.0.1", server.port, "a@b.org", username="me", password="hush")
    assert "hush" not in repr(settings)
    mail = await put(database)
    await MailSender(database, NotificationHub(database.url), settings, clock=clock).send_next()
    waiting = await reread(database, mail)
    assert (waiting.state, server.received) == (MailState.PENDING, [])
    assert not any("AUTH" in line for line in server.lines)
    assert "hush" not in (waiting.last_error or "")


async def test_only_operators_read_the_outbox(database: Database, ctx: Context):
    mail = await outbox.put(
        ctx.session, "member.invited", Recipient("a@example.org", None, None), LETTER, can_send=False, now=NOON
    )
    page = await outbox.list_mail(ctx, PageRequest())
    assert [(found.id, found.state) for found in page.items] == [(mail.id, MailState.KEPT)]
    without = ALL_SCOPES - {Scope.ORGANIZATIONS_ADMIN}
    owner = Context(ctx.session, Actor(ctx.actor.user_id, ctx.actor.organization_id, without))
    with pytest.raises(DomainError, match="organizations:admin"):
        await outbox.list_mail(owner, PageRequest())


async def test_what_a_mail_said_is_forgotten_30_days_after_it_was_sent(database: Database):
    for address in ("old", "new", "kept"):
        await put(database, f"{address}@example.org")
    async with database.session() as session:
        for mail in await session.scalars(select(Mail)):
            if mail.to == "kept@example.org":
                mail.state = MailState.KEPT
            else:
                outbox.settle_sent(mail, NOON - timedelta(days=31 if mail.to == "old@example.org" else 29))
    async with database.session() as session:
        await outbox.forget_what_was_sent(session, NOON)
    async with database.session() as session:
        said = {mail.to: (mail.body, mail.html) for mail in await session.scalars(select(Mail))}
    whole = (LETTER.text, LETTER.html)
    assert said == {"old@example.org": ("", ""), "new@example.org": whole, "kept@example.org": whole}
