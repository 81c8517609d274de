"""Signed tokens (JWT, RS256) and the keys they are signed with.

The keys are kept in a file that its owner alone can read. The newest signs; each verifies for as long as a token that
it signed may live, so that a new key can take over without anybody being logged out.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import GuestProtocol, RSAKey
from joserfc.jwt import JWTClaimsRegistry
from pydantic import TypeAdapter

_ALGORITHM = "RS256"
_BITS = 2048
_SIGNS_FOR = timedelta(days=90)
_LONGEST_LIFE = timedelta(days=31)
"""Of any token that is ever signed."""

Claims = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Kept:
    created: datetime
    key: dict[str, str | list[str]]


_KEPT = TypeAdapter(list[_Kept])


class JwtSigner:
    """Signs claims and verifies what was signed here; anything else, another algorithm included, is no token."""

    def __init__(self, keys: Mapping[str, RSAKey]) -> None:
        self._keys = dict(keys)
        self._newest = list(self._keys)[-1]

    @classmethod
    def at(cls, path: Path, *, now: datetime | None = None) -> "JwtSigner":
        """The keys of the file, made at the first start; one older than 90 days is followed by a new one."""
        now = now or datetime.now(UTC)
        kept = _KEPT.validate_json(path.read_bytes()) if path.exists() else []
        kept = [one for one in kept if now - one.created < _SIGNS_FOR + _LONGEST_LIFE]
        if not kept or now - kept[-1].created >= _SIGNS_FOR:
            key = RSAKey.generate_key(_BITS, auto_kid=True)
            kept.append(_Kept(now, key.as_dict(private=True)))
            _write(path, _KEPT.dump_json(kept))
        keys = [RSAKey.import_key(one.key) for one in kept]
        return cls({str(key.kid): key for key in keys})

    def sign(self, claims: Claims, *, typ: str) -> str:
        """A compact JWT whose header says `typ` and which key signed it."""
        header = {"alg": _ALGORITHM, "typ": typ, "kid": self._newest}
        return jwt.encode(header, claims, self._keys[self._newest], algorithms=[_ALGORITHM])

    def verify(self, token: str, *, typ: str, issuer: str, now: datetime) -> Claims | None:
        """The claims of a token of this `typ` that `issuer` signed and that has not expired; None for all others."""
        registry = JWTClaimsRegistry(
            now=int(now.timestamp()), leeway=0, iss={"essential": True, "value": issuer}, exp={"essential": True}
        )
        try:
            read = jwt.decode(token, self._key_of, algorithms=[_ALGORITHM])
            registry.validate(read.claims)
        except (JoseError, ValueError):
            return None
        return dict(read.claims) if read.header.get("typ") == typ else None

    def jwks(self) -> dict[str, list[dict[str, object]]]:
        """The public halves of all keys, as a JWK set (RFC 7517)."""
        published = {"use": "sig", "alg": _ALGORITHM}
        return {"keys": [{**key.as_dict(private=False), **published, "kid": kid} for kid, key in self._keys.items()]}

    def _key_of(self, token: GuestProtocol) -> RSAKey:
        key = self._keys.get(str(token.headers().get("kid")))
        if key is None:
            raise InvalidKeyIdError
        return key


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    part.replace(path)
