"""The CoordinAItor contract, version 1: tasks orchestrated over agents; ``README.md`` says what it left open."""

from millwright.doors.coordinaitor.app import create_app

__all__ = ["create_app"]
