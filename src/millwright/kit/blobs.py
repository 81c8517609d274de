"""Blobs: bytes kept under the digest of their content, in a folder or in an object store."""

import hashlib
from pathlib import Path

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from millwright.kit.errors import not_found

_PROBE = "health-probe"
"""Where no digest's blob is."""


class Blobs:
    """A place for bytes that never change. The same bytes are kept once."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, place: Path | str) -> "Blobs":
        """Blobs in a folder, made if missing, or at a URL as ``s3://bucket/prefix``."""
        if isinstance(place, Path):
            return cls(LocalStore(place, mkdir=True))
        return cls(from_url(place))

    async def put(self, content: bytes) -> str:
        """Keeps the bytes and answers their digest: the SHA-256 in 64 hexadecimal digits."""
        digest = hashlib.sha256(content).hexdigest()
        if not await self.has(digest):
            await self._store.put_async(_path(digest), content)
        return digest

    async def get(self, digest: str) -> bytes:
        """The bytes with this digest. Raises `DomainError` ``blob_not_found``."""
        try:
            found = await self._store.get_async(_path(digest))
        except FileNotFoundError as error:
            raise not_found("blob") from error
        return bytes(await found.bytes_async())

    async def has(self, digest: str) -> bool:
        """Whether the bytes with this digest are kept."""
        try:
            await self._store.head_async(_path(digest))
        except FileNotFoundError:
            return False
        return True

    async def answers(self) -> bool:
        """Whether bytes can be kept and read back right now."""
        try:
            await self._store.put_async(_PROBE, _PROBE.encode())
            found = await self._store.get_async(_PROBE)
            return bytes(await found.bytes_async()) == _PROBE.encode()
        except (BaseError, OSError):
            return False


def _path(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:]}"
