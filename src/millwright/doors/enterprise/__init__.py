"""The Enterprise automation contract, versions 1 and (retired) 0; ``README.md`` says what it left open."""

from millwright.doors.enterprise.app import create_app

__all__ = ["create_app"]
