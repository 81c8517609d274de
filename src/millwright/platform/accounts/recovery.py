"""Proving an address, and setting a new password: by mails that the mailer makes of the events recorded here.

No event carries a token: whoever composes the mail mints it (`mint_verification_token`, `mint_reset_token`).
"""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Actor
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind, invalid
from millwright.platform import events
from millwright.platform.accounts.emails import as_kept
from millwright.platform.accounts.identity import (
    Identity,
    fingerprint,
    read_reset_token,
    read_verification_token,
)
from millwright.platform.accounts.models import Session, User
from millwright.platform.accounts.oauth import end_grants_of
from millwright.platform.accounts.passwords import check_password
from millwright.platform.accounts.sessions import end_sessions


async def request_verification(session: AsyncSession, identity: Identity, email: str) -> None:
    """Asks for another verification mail; does nothing, and says nothing, where there is none to send."""
    user = await _by_email(session, email)
    if user is not None and user.verified_at is None and identity.email_verification:
        await _tell(session, "account.verification_requested", user)


async def verify_email(session: AsyncSession, identity: Identity, token: str, *, clock: Clock = system_clock) -> User:
    """Believes the address from now on. Raises `DomainError` with code `token_invalid`, of kind invalid."""
    now = clock()
    proof = read_verification_token(identity, token, now)
    user = await session.get(User, proof.user_id, with_for_update=True) if proof is not None else None
    if proof is None or user is None or user.email != proof.email:
        raise _bad_token()
    if user.verified_at is None:
        user.verified_at = user.updated_at = now
        await session.flush()
        await _tell(session, "account.verified", user)
    return user


async def request_password_reset(session: AsyncSession, identity: Identity, email: str) -> None:
    """Asks for a mail with which a new password can be set; the same silence for an address nobody has."""
    user = await _by_email(session, email)
    if user is not None:
        await _tell(session, "account.reset_requested", user)


async def reset_password(
    database: Database, identity: Identity, token: str, new_password: str, *, clock: Clock = system_clock
) -> User:
    """Sets a new password, once for each token; the address is proved by it too.

    All the person's sessions and OAuth grants end; their keys stay.

    Raises `DomainError` of kind invalid: code `token_invalid`, or `password_invalid`, which does not use the token up.
    """
    check_password(new_password)
    now = clock()
    proof = read_reset_token(identity, token, now)
    if proof is None:
        raise _bad_token()
    digest = await identity.passwords.hash(new_password)
    async with database.session() as session:
        user = await session.get(User, proof.user_id, with_for_update=True)
        if user is None or user.email != proof.email or fingerprint(user.password_digest) != proof.password:
            raise _bad_token()
        user.password_digest = digest
        user.updated_at = now
        user.verified_at = user.verified_at or now
        await session.flush()
        await end_sessions(session, Session.user_id == user.id, why="password_reset")
        await end_grants_of(session, user.id, now, reason="password_reset")
        await _tell(session, "account.password_reset", user)
    return user


async def change_password(
    database: Database, identity: Identity, actor: Actor, *, old: str, new: str, clock: Clock = system_clock
) -> None:
    """Sets a new password and ends the person's other sessions and OAuth grants; their keys stay.

    Raises `DomainError` of kind forbidden with code `password_wrong` when `old` is not the present one, of kind
    invalid for a new one of a bad length.
    """
    check_password(new, "new_password")
    async with database.session() as session:
        seen = await session.scalar(select(User.password_digest).where(User.id == actor.user_id))
    if not await identity.passwords.verify(old, seen):
        raise _wrong_password()
    digest = await identity.passwords.hash(new)
    async with database.session() as session:
        user = await session.get(User, actor.user_id, with_for_update=True)
        if user is None or user.password_digest != seen:
            raise _wrong_password()
        user.password_digest = digest
        user.updated_at = now = clock()
        await session.flush()
        await end_sessions(session, _others(actor.user_id, actor.credential_id), why="password_changed")
        await end_grants_of(session, actor.user_id, now, reason="password_changed")
        await _tell(session, "account.password_changed", user)


def _others(user_id: UUID, session_id: UUID | None) -> ColumnElement[bool]:
    theirs = Session.user_id == user_id
    return theirs if session_id is None else theirs & (Session.id != session_id)


async def _by_email(session: AsyncSession, email: str) -> User | None:
    return await session.scalar(select(User).where(User.email == as_kept(email)))


async def _tell(session: AsyncSession, kind: str, user: User) -> None:
    """In the log of the organization where the person works; somebody in none has no log."""
    organization_id = user.current_organization_id
    if organization_id is not None:
        await events.append(session, kind, organization_id=organization_id, user_id=user.id, subject_id=user.id)


def _bad_token() -> DomainError:
    return invalid("token", "This link is not valid any more.", code="token_invalid")


def _wrong_password() -> DomainError:
    return DomainError("password_wrong", Kind.FORBIDDEN, "This is not the current password.")
