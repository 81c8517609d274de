"""Mounting an application so that it has all that is below its path."""

import re

from starlette.routing import Mount
from starlette.types import ASGIApp


class WholeMount(Mount):
    """A mount that has paths with line breaks in them too: Starlette's has not, so that nobody would answer them in the
    application's own words."""

    def __init__(self, path: str, app: ASGIApp) -> None:
        super().__init__(path, app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)
