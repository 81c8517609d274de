"""Secrets of endpoints: made for those who bring none, kept sealed, and what they sign by Standard Webhooks."""

import base64
import binascii
import secrets
from datetime import datetime
from uuid import UUID

from standardwebhooks import Webhook

from millwright.kit.crypto import Cipher
from millwright.kit.errors import invalid
from millwright.kit.ids import prefixed

_PREFIX = "whsec_"
_LONGEST = 256


def new_secret() -> str:
    """A fresh secret of 256 bits, as ``whsec_`` and base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def check_secret(secret: str) -> str:
    """The secret. Raises `DomainError` of kind invalid when it has not 1 to 256 printable characters."""
    if not (1 <= len(secret) <= _LONGEST and secret.isprintable()):
        raise invalid("secret", f"A secret has 1 to {_LONGEST} printable characters.")
    return secret


def seal_secret(cipher: Cipher, endpoint_id: UUID, secret: str) -> bytes:
    """The secret as the table keeps it: it opens for this endpoint only."""
    return cipher.seal(secret.encode(), bound_to=endpoint_id.bytes)


def open_secret(cipher: Cipher, endpoint_id: UUID, sealed: bytes) -> str:
    """What `seal_secret` kept."""
    return cipher.open(sealed, bound_to=endpoint_id.bytes).decode()


def standard_headers(secret: str, delivery_id: UUID, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks: the id stays the same over all attempts, the instant is this attempt's.

    A secret as ``whsec_`` and base64 signs with the bytes it encodes, any other with the bytes of its text.
    """
    message_id = prefixed("msg", delivery_id)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(_key(secret)).sign(message_id, now, body.decode()),
    }


def _key(secret: str) -> bytes:
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True) or secret.encode()
        except binascii.Error:
            return secret.encode()
    return secret.encode()
