"""Logging: structlog events, with what libraries say through the standard library in the same form.

All of it passes through one filter that keeps secrets out (`kit/redaction.py`), tracebacks included.
"""

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor

from millwright.kit.redaction import redact_event

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_QUIET = ("uvicorn.access", "aiohttp.access", "asyncio", "alembic", "httpx", "sqlalchemy", "urllib3")
"""Loggers that say too much below warnings; SQLAlchemy would say every row that it reads."""


class _Handler(logging.StreamHandler[TextIO]):
    """The standard library's own would print the values of an event that cannot be written, secrets and all."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Says which event it was."""
        self.stream.write(f"An event of {record.name} at {record.pathname}:{record.lineno} could not be written.\n")


def configure(level: str, form: str) -> None:
    """Writes events of at least `level` to standard error: `text` for people, `json` one object a line."""
    renderer: Processor = structlog.processors.JSONRenderer()
    if form != "json":
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact_event,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=least, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
