"""The append-only log of everything that happens, and how to read on from where one was."""

from millwright.platform.events import cursors
from millwright.platform.events.feed import Feed
from millwright.platform.events.log import CHANNEL, append, latest, read_after, record
from millwright.platform.events.models import AUDITED, Event

__all__ = ["AUDITED", "CHANNEL", "Event", "Feed", "append", "cursors", "latest", "read_after", "record"]
