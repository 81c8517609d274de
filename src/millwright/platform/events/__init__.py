"""The append-only log of everything that happens, and how to read on from where one was."""

from millwright.platform.events.log import CHANNEL, append, latest, read_after, record
from millwright.platform.events.models import Event

__all__ = ["CHANNEL", "Event", "append", "latest", "read_after", "record"]
