"""Every table there is: importing this module fills `Base.metadata`."""

from millwright.factory.builds import models as builds
from millwright.factory.deployments import models as deployments
from millwright.factory.projects import models as projects
from millwright.kit.database import Base
from millwright.platform.accounts import models as accounts
from millwright.platform.accounts import oauth_models as oauth
from millwright.platform.billing import models as billing
from millwright.platform.events import models as events
from millwright.platform.jobs import models as jobs
from millwright.platform.notifications import models as notifications
from millwright.platform.webhooks import models as webhooks

ROOMS = (events, jobs, accounts, oauth, billing, notifications, webhooks, projects, builds, deployments)
METADATA = Base.metadata
