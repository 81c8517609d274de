"""Every table there is: importing this module fills `Base.metadata`."""

from millwright.kit.database import Base
from millwright.platform.events import models as events
from millwright.platform.jobs import models as jobs

ROOMS = (events, jobs)
METADATA = Base.metadata
