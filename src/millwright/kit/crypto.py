"""Secrets: random tokens that carry a checksum, the keyed hash that is all we store of them, sealed texts."""

import hmac
import os
import secrets
import zlib
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from millwright.kit.errors import DomainError, Kind
from millwright.kit.files import kept_once

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM = 32
_RANDOM_BYTES = 40
"""So many more than the characters hold that each of them is as likely as any other."""
_CHECKSUM = 6
_NONCE = 12
_KEY = 32


def new_token(prefix: str) -> str:
    """A fresh token: `prefix`, 32 random base62 characters (190 bits), six of checksum."""
    body = _digits(int.from_bytes(secrets.token_bytes(_RANDOM_BYTES)), _RANDOM)
    return f"{prefix}{body}{_checksum(body)}"


def looks_like_token(token: str, prefix: str) -> bool:
    """Whether `new_token(prefix)` could have made this: a typing error is found without asking the database."""
    body, checksum = token[len(prefix) : -_CHECKSUM], token[-_CHECKSUM:]
    return token.startswith(prefix) and len(body) == _RANDOM and checksum == _checksum(body)


def _checksum(body: str) -> str:
    return _digits(zlib.crc32(body.encode()), _CHECKSUM)


def _digits(number: int, length: int) -> str:
    """The last `length` digits of the number in base 62."""
    digits: list[str] = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


class TokenHasher:
    """Hashes tokens with the installation's own key, so that a stolen table alone is of no use."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def digest(self, token: str) -> bytes:
        """HMAC-SHA-256 of the token, 32 bytes."""
        return hmac.new(self._key, token.encode(), sha256).digest()


class Cipher:
    """Seals what we must be able to read again, with a key derived from the installation's own (AES-256-GCM)."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(hmac.new(key, b"millwright cipher", sha256).digest())

    def seal(self, plain: bytes, *, bound_to: bytes) -> bytes:
        """The sealed bytes, which open only together with `bound_to`: the id of the row that holds them."""
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, plain, bound_to)

    def open(self, sealed: bytes, *, bound_to: bytes) -> bytes:
        """What was sealed. Raises `cryptography.exceptions.InvalidTag` for another key, another row or a change."""
        return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)


def installation_key(path: Path) -> bytes:
    """The 32 random bytes kept in the file `path`, made on first use and readable by its owner alone.

    Raises `DomainError` of kind conflict when the file holds anything else: another key would open nothing.
    """
    kept = kept_once(path, secrets.token_hex(_KEY) + "\n").strip()
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        message = f"{path} is damaged: it should hold {_KEY} bytes in hexadecimal. Put it back from a backup."
        raise DomainError("key_damaged", Kind.CONFLICT, message)
    return key
