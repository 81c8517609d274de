"""The Enterprise automation contract, versions 1 and (retired) 0; ``README.md`` says what it left open."""

from millwright.doors.enterprise.app import create_app
from millwright.doors.enterprise.oauth import OAUTH
from millwright.doors.enterprise.stream import EnterpriseWebhooks

__all__ = ["OAUTH", "EnterpriseWebhooks", "create_app"]
