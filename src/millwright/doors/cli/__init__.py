"""The command line. It speaks HTTP to a server, which it finds or starts, and imports nothing below the doors."""

from millwright.doors.cli.main import main

__all__ = ["main"]
