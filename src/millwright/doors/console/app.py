"""Answers with the console's files, and with its page wherever a person's browser asks for a page of ours."""

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from millwright.doors.console.bundle import INDEX, Asset, Bundle
from millwright.doors.http.pages import page

NONCE = "__CSP_NONCE__"
_FOR_GOOD = "public, max-age=31536000, immutable"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_NOT_BUILT = """<p>Millwright runs, but its console has not been built on this machine.</p>
<p>To build it: <code>make setup</code> in Millwright's folder (it needs Node.js and npm). Then load this page again.
</p>
<p>The API answers meanwhile: <a href="/aibuild/v1/docs">read about it and try it</a>.</p>"""


class Console:
    """The ASGI application of the console, for all that no other route has.

    `app_origins` is the source expression (Content Security Policy) of the origins that it may show in frames. A
    browser that came by another name of the loopback address is led to `public_url`: apps are framed from there alone.
    """

    def __init__(self, folder: Path, *, app_origins: str, public_url: str) -> None:
        self._bundle = Bundle(folder)
        self._app_origins = app_origins
        self._public = urlsplit(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; raises `HTTPException` 404 for what is neither a file nor a page. It has no socket."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        # `request.url` would be an error where a query is no UTF-8.
        name = str(request.scope["path"]).removeprefix("/")
        if request.method not in {"GET", "HEAD"}:
            raise HTTPException(404)
        assets = self._bundle.assets()
        if name != INDEX and name in assets:
            return _file(request, assets[name])
        if not _asks_for_a_page(request, name):
            raise HTTPException(404)
        if self._is_another_name_of_ours(request):
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(
                f"{self._public.scheme}://{self._public.netloc}/{name}{'?' if query else ''}{query}"
            )
        if INDEX not in assets:
            return page("The console is not built yet", _NOT_BUILT, status=503)
        return self._page(request, assets[INDEX].body.decode())

    def _is_another_name_of_ours(self, request: Request) -> bool:
        host, ours = request.headers.get("host", ""), self._public
        if not _HOST.fullmatch(host):
            return False
        asked = urlsplit(f"{request.scope['scheme']}://{host}")
        return (
            asked.hostname != ours.hostname
            and {asked.hostname, ours.hostname} <= _LOOPBACK
            and (asked.scheme, _port(host)) == (ours.scheme, _port(ours.netloc))
        )

    def _page(self, request: Request, html: str) -> Response:
        nonce = secrets.token_urlsafe(16)
        styles = f"'self' 'nonce-{nonce}'" if NONCE in html else "'self'"
        host = request.headers.get("host", "")
        sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
        policy = (
            f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data: blob:; font-src 'self'; "
            f"connect-src 'self'{sockets}; frame-src {self._app_origins}; manifest-src 'self'; object-src 'none'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy, "Vary": "Accept"}
        return Response(html.replace(NONCE, nonce), media_type="text/html", headers=headers)


def _port(netloc: str) -> str:
    return netloc.partition(":")[2]


def _asks_for_a_page(request: Request, name: str) -> bool:
    """A browser that opens an address says that it takes HTML; a program that mistyped one, or a script that is gone,
    must not get a page for it."""
    return name == "" or "text/html" in request.headers.get("accept", "")


def _file(request: Request, asset: Asset) -> Response:
    headers = {"Cache-Control": _FOR_GOOD if asset.immutable else "no-cache", "ETag": asset.etag}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(status_code=304, headers=headers)
    body = asset.body
    if asset.encoded:
        headers["Vary"] = "Accept-Encoding"
        accepted = _accepted(request.headers.get("accept-encoding", ""))
        encoding = next((encoding for encoding in asset.encoded if encoding in accepted), None)
        if encoding is not None:
            headers["Content-Encoding"] = encoding
            body = asset.encoded[encoding]
    return Response(body, media_type=asset.media_type, headers=headers)


def _accepted(header: str) -> set[str]:
    """The encodings that a header names, but for those that it refuses (``;q=0``)."""
    named = (part.replace(" ", "").lower() for part in header.split(","))
    return {part.partition(";")[0] for part in named if not re.search(r";q=0(\.0*)?$", part)}
