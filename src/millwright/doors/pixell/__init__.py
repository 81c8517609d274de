"""The Pixell contract: accounts, organizations and keys of the agent cloud; ``README.md`` says what it left open."""

from millwright.doors.pixell.app import create_app

__all__ = ["create_app"]
