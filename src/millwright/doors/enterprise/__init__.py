

from millwright.doors.enterprise.app import create_app
from millwright.doors.enterprise.oauth import OAUTH
from millwright.doors.enterprise.stream import EnterpriseWebhooks

__all__ = ["OAUTH", "EnterpriseWebhooks", "create_app"]
