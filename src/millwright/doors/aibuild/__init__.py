"""The AiBuild contract, version 1: prompt to project, files, deployments; ``README.md`` says what it left open."""

from millwright.doors.aibuild.app import create_app

__all__ = ["create_app"]
