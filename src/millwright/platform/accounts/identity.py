"""What accounts are proved with, wired once by the composition root; and the tokens that prove an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from millwright.kit.crypto import TokenHasher
from millwright.kit.ids import new_id
from millwright.platform.accounts.models import User
from millwright.platform.accounts.passwords import Passwords
from millwright.platform.accounts.signing import Claims, JwtSigner

ACCESS = "at+jwt"
"""The header `typ` of access tokens (RFC 9068)."""
_VERIFICATION = "verification+jwt"
_RESET = "reset+jwt"
_VERIFICATION_LIFETIME = timedelta(hours=48)
_RESET_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Identity:
    """Hashers and keys. `issuer` is the public address, without a slash at its end."""

    hasher: TokenHasher
    signer: JwtSigner
    issuer: str
    passwords: Passwords
    email_verification: bool = True

    def sign(self, claims: Claims, *, typ: str, lifetime: timedelta, now: datetime) -> str:
        """A JWT of these claims that says by whom, when and for how long."""
        issued = int(now.timestamp())
        standard: Claims = {
            "iss": self.issuer,
            "iat": issued,
            "exp": issued + int(lifetime.total_seconds()),
            "jti": str(new_id()),
        }
        return self.signer.sign({**standard, **claims}, typ=typ)

    def read(self, token: str, *, typ: str, now: datetime) -> Claims | None:
        """The claims of a live JWT of our own of this `typ`; None for anything else."""
        return self.signer.verify(token, typ=typ, issuer=self.issuer, now=now)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a token from a mail proves: that `email` reached the account `user_id`."""

    user_id: UUID
    email: str
    password: str
    """The fingerprint of the password digest at the time; empty in verification tokens."""


def mint_verification_token(identity: Identity, user: User, now: datetime) -> str:
    """For the mail that asks whether an address is its owner's; good for 48 hours, for this address alone."""
    claims: Claims = {"sub": str(user.id), "email": user.email}
    return identity.sign(claims, typ=_VERIFICATION, lifetime=_VERIFICATION_LIFETIME, now=now)


def mint_reset_token(identity: Identity, user: User, now: datetime) -> str:
    """For the mail with which somebody sets a new password; good for an hour, and until the password changes."""
    claims: Claims = {"sub": str(user.id), "email": user.email, "pwd": fingerprint(user.password_digest)}
    return identity.sign(claims, typ=_RESET, lifetime=_RESET_LIFETIME, now=now)


def read_verification_token(identity: Identity, token: str, now: datetime) -> Proof | None:
    """What the token proves, or None when it is not a live verification token."""
    return _proof(identity.read(token, typ=_VERIFICATION, now=now))


def read_reset_token(identity: Identity, token: str, now: datetime) -> Proof | None:
    """What the token proves, or None when it is not a live reset token."""
    return _proof(identity.read(token, typ=_RESET, now=now))


def fingerprint(password_digest: str | None) -> str:
    """Tells one password digest from the next without giving it away."""
    return sha256((password_digest or "").encode()).hexdigest()[:32]


def _proof(claims: Claims | None) -> Proof | None:
    if claims is None:
        return None
    return Proof(UUID(str(claims["sub"])), str(claims["email"]), str(claims.get("pwd", "")))
