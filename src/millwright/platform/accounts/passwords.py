"""Passwords: hashed by argon2 in threads, a few at a time, so that many logins at once cannot exhaust the machine."""

import asyncio
import secrets

from pwdlib.hashers.argon2 import Argon2Hasher

from millwright.kit.errors import invalid

SHORTEST, LONGEST = 8, 1024
_AT_ONCE = 2
_MEMORY_KIB, _PASSES, _LANES = 47_104, 1, 1  # OWASP, Password Storage Cheat Sheet: the first of its equal choices


class Passwords:
    """Hashes and verifies; both take some 50 ms of a thread, and 46 MiB."""

    def __init__(self) -> None:
        self._hasher = Argon2Hasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = self._hasher.hash(secrets.token_hex())

    async def hash(self, password: str) -> str:
        """The digest to keep."""
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _as_bytes(password))

    async def verify(self, password: str, digest: str | None) -> bool:
        """Whether `digest` was made of `password`; without a digest it takes as long to say no."""
        async with self._turns:
            typed = _as_bytes(password[: LONGEST + 1])
            right = await asyncio.to_thread(self._hasher.verify, typed, digest or self._nobodys)
        return right and digest is not None


def _as_bytes(password: str) -> bytes:
    """JSON may hold halves of surrogate pairs, which strict UTF-8 has no bytes for."""
    return password.encode(errors="surrogatepass")


def check_password(password: str, field: str = "password") -> None:
    """Raises `DomainError` of kind invalid unless the password has 8 to 1024 characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise invalid(field, f"A password has {SHORTEST} to {LONGEST} characters.", code="password_invalid")
