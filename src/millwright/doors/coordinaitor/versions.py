"""Paths without a version (Authentication): ``/api/X`` is what ``/api/v1/X`` is."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

_UNVERSIONED = re.compile(r"/api/(?!v\d+(?:/|$))")
_OWN = frozenset({"/api/auth/login", "/api/auth/refresh", "/api/docs"})
"""Paths without a version that answer in a form of their own."""


class Unversioned:
    """Reads a path without a version as one of version 1, before anything else looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] == "http":
            root = str(scope.get("root_path", ""))
            path = str(scope["path"]).removeprefix(root)
            if _UNVERSIONED.match(path) and path not in _OWN:
                scope = {**scope, "path": f"{root}/api/v1/{path.removeprefix('/api/')}", "raw_path": None}
        await self._app(scope, receive, send)
