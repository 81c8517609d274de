"""The CoordinAItor contract, version 1: tasks orchestrated over agents; ``README.md`` says what it left open."""

from millwright.doors.coordinaitor.app import OAUTH, create_app
from millwright.doors.coordinaitor.stream import Webhooks

__all__ = ["OAUTH", "Webhooks", "create_app"]
