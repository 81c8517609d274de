"""Signed tokens (JWT, RS256) and the keys they are signed with.

The keys are kept in a file that its owner alone can read. The newest signs; each verifies for as long as a token that
it signed may live, so that a new key can take over without anybody being logged out.
"""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import RSAKey
from joserfc.jwt import JWTClaimsRegistry

_ALGORITHM = "RS256"
_BITS = 2048
_SIGNS_FOR = timedelta(days=90)
_LONGEST_LIFE = timedelta(days=31)
"""Of any token that is ever signed."""

Claims = dict[str, object]


class JwtSigner:
    """Signs claims and verifies what was signed here; anything else, another algorithm included, is no token."""

    def __init__(self, keys: Mapping[str, RSAKey]) -> None:
        self._keys = dict(keys)
        self._newest = list(self._keys)[-1]

    @classmethod
    def at(cls, path: Path, *, now: datetime | None = None) -> "JwtSigner":
        """The keys of the file, made at the first start; one older than 90 days is followed by a new one."""
        now = now or datetime.now(UTC)
        kept = json.loads(path.read_text()) if path.exists() else []
        kept = [entry for entry in kept if _age(entry, now) < _SIGNS_FOR + _LONGEST_LIFE]
        if not kept or _age(kept[-1], now) >= _SIGNS_FOR:
            key = RSAKey.generate_key(_BITS, auto_kid=True)
            kept.append({"created": now.isoformat(), "key": key.as_dict(private=True)})
            _write(path, json.dumps(kept))
        keys = [RSAKey.import_key(entry["key"]) for entry in kept]
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

    def _key_of(self, token: object) -> RSAKey:
        headers = getattr(token, "headers", dict)()
        key = self._keys.get(str(headers.get("kid")))
        if key is None:
            raise InvalidKeyIdError
        return key


def _age(entry: Mapping[str, str], now: datetime) -> timedelta:
    return now - datetime.fromisoformat(entry["created"])


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)
