"""Nexus Forge: one-shot builds, live over a socket."""

from millwright.doors.nexus_forge.app import create_app

__all__ = ["create_app"]
