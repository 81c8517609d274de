import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from millwright.kit import files
from millwright.kit.crypto import Cipher, installation_key
from millwright.kit.errors import DomainError


def test_what_is_sealed_opens_for_its_own_row_alone():
    cipher = Cipher(b"k" * 32)
    sealed = cipher.seal(b"secret", bound_to=b"row 1")
    assert b"secret" not in sealed
    assert sealed != cipher.seal(b"secret", bound_to=b"row 1")
    assert cipher.open(sealed, bound_to=b"row 1") == b"secret"
    for other, row, text in (
        (cipher, b"row 2", sealed),
        (Cipher(b"o" * 32), b"row 1", sealed),
        (cipher, b"row 1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):
        with pytest.raises(InvalidTag):
            other.open(text, bound_to=row)


def test_the_installation_key_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "secret"
    key = installation_key(path)
    assert len(key) == 32
    assert installation_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [kept.name for kept in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("kept", ["", "\n", "00" * 31, "00" * 33, "no key"])
def test_a_damaged_key_is_refused(tmp_path: Path, kept: str):
    path = tmp_path / "secret"
    path.write_text(kept)
    with pytest.raises(DomainError) as caught:
        installation_key(path)
    assert (caught.value.code, path.read_text()) == ("key_damaged", kept)


def test_who_is_killed_while_it_makes_the_key_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        installation_key(tmp_path / "secret")
    assert not (tmp_path / "secret").exists()


def test_of_two_who_make_the_key_at_once_the_first_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "secret"
    fsync = os.fsync
    others: list[bytes] = []

    def slow(descriptor: int) -> None:
        fsync(descriptor)
        monkeypatch.setattr(os, "fsync", fsync)
        others.append(installation_key(path))

    monkeypatch.setattr(os, "fsync", slow)
    assert [installation_key(path)] == others


def test_what_was_kept_stays(tmp_path: Path):
    assert files.kept_once(tmp_path / "name", "one") == "one"
    assert files.kept_once(tmp_path / "name", "two") == "one"
