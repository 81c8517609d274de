"""AiBuild: from a prompt to a project: files, deployments, webhooks, live."""

from millwright.doors.aibuild.app import create_app
from millwright.doors.aibuild.stream import AiBuildWebhooks

__all__ = ["AiBuildWebhooks", "create_app"]
