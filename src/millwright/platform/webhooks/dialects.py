"""How a contract speaks to webhooks: its words for events, its bodies, its signature.

A contract writes one `Dialect` and hands it to the dispatcher where things are wired; this room knows none of them.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.platform.events import Event


@dataclass(frozen=True, slots=True)
class Payload:
    """What one event is in a contract's words.

    `event` is a documented name; `body` is sent as it stands, its keys in this order, so all values are JSON's own.
    `subject_id` is the thing that endpoints bound to one thing listen for.
    """

    event: str
    body: Mapping[str, object]
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is about to be sent: `attempt` counts from 1, `secret` is the endpoint's own, as its owner knows it."""

    delivery_id: UUID
    event: str
    body: bytes
    attempt: int
    secret: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """The bytes to send, and the contract's headers with its signature of exactly these bytes."""

    body: bytes
    headers: Mapping[str, str]


class Dialect(Protocol):
    """One contract's way with webhooks."""

    @property
    def name(self) -> str:
        """The contract, as `Endpoint.door` holds it."""
        ...

    @property
    def events(self) -> frozenset[str]:
        """The documented names of events, which endpoints may ask for."""
        ...

    async def payloads(self, session: AsyncSession, event: Event) -> Sequence[Payload]:
        """What `event` is in this contract: often nothing, seldom more than one thing.

        Reads what it needs through `session`, and writes nothing. What the event tells of may have changed since, or
        be gone. When it raises, the fault is logged and this contract's endpoints do not hear of the event.
        """
        ...

    def seal(self, message: Message) -> Sealed:
        """The message as it is sent this time, signed. `message.body` is what `payloads` made, as compact JSON."""
        ...


def compact(body: Mapping[str, object]) -> bytes:
    """The body as verifiers rebuild it: UTF-8 JSON without spaces, nothing escaped that need not be, keys in order."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def hex_signature(message: Message, body: bytes | None = None) -> str:
    """HMAC-SHA256 over the body (the message's own, if no other is given) with the secret's text, in hexadecimal."""
    return hmac.new(message.secret.encode(), message.body if body is None else body, sha256).hexdigest()
