

from millwright.doors.coordinaitor.app import OAUTH, create_app
from millwright.doors.coordinaitor.stream import Webhooks

__all__ = ["OAUTH", "Webhooks", "create_app"]
