"""From an event to the mail it asks for."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from millwright.kit.database import Database
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.platform import accounts, events
from millwright.platform.accounts import Invitation, Role
from millwright.platform.accounts.identity import read_reset_token, read_verification_token
from millwright.platform.events import Event
from millwright.platform.notifications import Mail, Mailer, MailState, SmtpSecurity, SmtpSettings, letters
from tests.factories.accounts import make_actor, make_identity
from tests.platform.notifications.smtp_server import smtp_server

URL = "https://millwright.test"
IDENTITY = make_identity()


@asynccontextmanager
async def mailer(database: Database, smtp: SmtpSettings | None = None) -> AsyncGenerator[Mailer]:
    hub = NotificationHub(database.url)
    await hub.start()
    mailer = Mailer(database, hub, IDENTITY, smtp, URL)
    await mailer.start()
    try:
        yield mailer
    finally:
        await mailer.stop()
        await hub.stop()


async def mails(database: Database) -> Sequence[Mail]:
    async with database.session() as session:
        return (await session.scalars(select(Mail).order_by(Mail.id))).all()


async def written(database: Database, count: int) -> None:
    async with asyncio.timeout(60):
        while True:
            if len(await mails(database)) >= count:
                return
            await asyncio.sleep(0.02)


async def the_mail(database: Database, state: MailState = MailState.KEPT) -> Mail:
    async with asyncio.timeout(60):
        while True:
            found = await mails(database)
            if found and found[0].state is state:
                (mail,) = found
                return mail
            await asyncio.sleep(0.02)


async def sign_up(database: Database, email: str = "ada@example.org") -> accounts.User:
    return await accounts.sign_up(
        database, IDENTITY, email=email, password="a good password", organization_name="Ada's"
    )


async def test_a_new_account_is_asked_whether_the_address_is_its_own(database: Database):
    async with mailer(database):
        user = await sign_up(database)
        mail = await the_mail(database)
    assert (mail.to, mail.user_id, mail.kind) == ("ada@example.org", user.id, "account.verification_requested")
    token = mail.body.partition("/account/verify#token=")[2].split()[0]
    proof = read_verification_token(IDENTITY, token, datetime.now(UTC))
    assert proof is not None
    assert (proof.user_id, proof.email) == (user.id, "ada@example.org")


async def test_no_event_holds_what_the_mail_does(database: Database):
    async with mailer(database):
        await sign_up(database)
        mail = await the_mail(database)
    token = mail.body.partition("#token=")[2].split()[0]
    async with database.session() as session:
        recorded = (await session.scalars(select(Event))).all()
    assert recorded
    assert not any(token in str(event.data) for event in recorded)


async def test_a_reset_is_mailed_to_whom_the_account_belongs(database: Database):
    async with database.session() as session:
        ada = await make_actor(session)
    async with mailer(database):
        async with database.session() as session:
            await events.append(
                session, "account.reset_requested", organization_id=ada.organization_id, subject_id=ada.user_id
            )
        mail = await the_mail(database)
    token = mail.body.partition("/account/reset#token=")[2].split()[0]
    proof = read_reset_token(IDENTITY, token, datetime.now(UTC))
    assert proof is not None
    assert proof.user_id == ada.user_id


@pytest.mark.parametrize("revoked", [False, True])
async def test_an_invitation_is_mailed_while_it_stands(database: Database, revoked: bool):
    now = datetime.now(UTC)
    async with database.session() as session:
        ada = await make_actor(session)
        invitation = Invitation(
            organization_id=ada.organization_id,
            email="bob@example.org",
            role=Role.MEMBER,
            invited_by=ada.user_id,
            created_at=now,
            expires_at=now + timedelta(days=7),
            revoked_at=now if revoked else None,
        )
        session.add(invitation)
    async with mailer(database) as reader:
        async with database.session() as session:
            await events.append(
                session, "member.invited", organization_id=ada.organization_id, subject_id=invitation.id
            )
        if revoked:
            await reader.write_next()
            assert await mails(database) == []
            return
        mail = await the_mail(database)
    assert mail.to == "bob@example.org"
    assert f"{URL}/account/invitations/{invitation.id}" in mail.body
    assert "Ada's as member" in mail.body


async def test_each_event_is_written_about_once_whoever_reads(database: Database):
    async with mailer(database) as first, mailer(database) as second:
        await asyncio.gather(*(sign_up(database, f"{number}@example.org") for number in range(3)))
        for _ in range(3):
            await asyncio.gather(first.write_next(), second.write_next())
        # What reads by itself in each of them may be at it, too.
        await written(database, 3)
    async with mailer(database) as third:
        await third.write_next()
    assert len(await mails(database)) == 3


async def test_an_event_about_nobody_stops_nothing(database: Database):
    async with mailer(database):
        async with database.session() as session:
            await events.append(session, "account.reset_requested", organization_id=new_id(), subject_id=new_id())
            await events.append(session, "member.invited", organization_id=new_id())
        await sign_up(database)
        mail = await the_mail(database)
    assert mail.to == "ada@example.org"


async def test_a_mail_that_cannot_be_written_holds_up_no_other(database: Database, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> letters.Letter:
        raise RuntimeError("no ink")

    monkeypatch.setattr(letters, "password_reset", fail)
    async with mailer(database):
        async with database.session() as session:
            ada = await make_actor(session)
            await events.append(
                session, "account.reset_requested", organization_id=ada.organization_id, subject_id=ada.user_id
            )
        await sign_up(database)
        mail = await the_mail(database)
    assert mail.to == "ada@example.org"


async def test_with_a_server_the_mail_is_sent_as_soon_as_it_is_written(database: Database):
    async with smtp_server() as server:
        settings = SmtpSettings("127.0.0.1", server.port, "no-reply@millwright.test", security=SmtpSecurity.NONE)
        async with mailer(database, settings):
            await sign_up(database)
            await the_mail(database, MailState.SENT)
    (message,) = server.received
    assert message["To"] == "ada@example.org"


async def test_what_another_process_had_in_hand_when_it_died_is_written_all_the_same(database: Database):
    async with mailer(database), database.engine.connect() as dying:
        await dying.execute(text("SELECT position FROM event_cursors WHERE name = 'mail' FOR UPDATE"))
        await sign_up(database)
        await asyncio.sleep(0.6)  # the mailer has looked, and found the other at it
        assert await mails(database) == []
        await dying.rollback()
        await the_mail(database)


async def test_a_mailer_forgets_what_was_sent_long_ago(database: Database):
    async with mailer(database):
        await sign_up(database)
        mail = await the_mail(database)
    async with database.session() as session:
        stored = await session.get_one(Mail, mail.id)
        stored.state, stored.sent_at = MailState.SENT, datetime.now(UTC) - timedelta(days=31)
    async with mailer(database), asyncio.timeout(60):
        while (await the_mail(database, MailState.SENT)).body:  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.02)
