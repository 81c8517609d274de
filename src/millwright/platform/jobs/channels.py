"""The channels by which processes tell each other about operations."""

QUEUED = "operations_queued"
"""Something waits for a worker; the payload is its kind."""
CANCELLED = "operations_cancelled"
"""Whoever runs it must end it; the payload is the operation's id."""
CHANGED = "operations_changed"
"""State, progress or log have changed; the payload is the operation's id."""
