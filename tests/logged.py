"""The log as the server writes it, to be searched."""

import io
import logging
from collections.abc import Generator
from contextlib import contextmanager

import pytest
import structlog

from millwright import logs


@contextmanager
def written_log(monkeypatch: pytest.MonkeyPatch, form: str = "json") -> Generator[io.StringIO]:
    """All that is logged within the block, from debug on; logging is afterwards as it was."""
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    output = io.StringIO()
    monkeypatch.setattr("sys.stderr", output)
    logs.configure("debug", form)
    yield output
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configuration)
