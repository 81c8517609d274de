import hashlib
from pathlib import Path

import pytest

from millwright.kit.blobs import Blobs
from millwright.kit.errors import DomainError


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_bytes_come_back_by_their_digest(tmp_path: Path):
    blobs = Blobs.at(tmp_path / "blobs")
    digest = await blobs.put(b"\x00hello")
    assert digest == hashlib.sha256(b"\x00hello").hexdigest()
    assert await blobs.get(digest) == b"\x00hello"


async def test_the_same_bytes_are_kept_once(tmp_path: Path):
    blobs = Blobs.at(tmp_path)
    assert await blobs.put(b"twice") == await blobs.put(b"twice")
    assert len(files_below(tmp_path)) == 1


async def test_a_blob_that_was_never_kept_is_not_found(tmp_path: Path):
    blobs = Blobs.at(tmp_path)
    digest = hashlib.sha256(b"never").hexdigest()
    assert not await blobs.has(digest)
    with pytest.raises(DomainError, match="No such blob"):
        await blobs.get(digest)
