"""What a visitor is told when an app itself cannot answer: a page for people, JSON for programs."""

import html
import json
from dataclasses import dataclass
from string import Template

from millwright.doors.http.app_headers import Headers, header


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that Millwright gives in an app's place; `retry` is in seconds, and then a page reloads itself."""

    status: int
    code: str
    title: str
    message: str
    retry: int | None = None


STARTING = Refusal(503, "app_starting", "Starting", "This application is starting. The page reloads by itself.", 1)
CRASHED = Refusal(503, "app_crashed", "One moment", "This application stopped by itself and is being restarted.", 3)
STOPPED = Refusal(503, "app_stopped", "Stopped", "This application has been stopped.")
WITHDRAWN = Refusal(
    503, "app_withdrawn", "Withdrawn", "This release failed its checks in the browser, and no earlier one is there."
)
UNKNOWN = Refusal(404, "app_unknown", "No such application", "No application answers at this address.")
UNREACHABLE = Refusal(502, "app_unreachable", "No answer", "This application broke off without a proper answer.", 3)
TIMED_OUT = Refusal(504, "app_timed_out", "Too slow", "This application took too long to answer.")
TOO_LARGE = Refusal(413, "request_too_large", "Too large", "The request is larger than this application may be sent.")
MISDIRECTED = Refusal(421, "host_unknown", "Wrong address", "No application answers under this host name.")

_PAGE = Template(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
$refresh<title>$title</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; text-align: center; }
main { max-width: 28rem; padding: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
p { line-height: 1.5; margin: 0; }
</style>
</head>
<body><main><h1>$title</h1><p>$message</p></main></body>
</html>
"""
)


def body_for(refusal: Refusal, request_headers: Headers, path: str) -> tuple[bytes, Headers]:
    """The refusal's body and headers: JSON where the client prefers it or the path is an API's, else a page."""
    if _wants_json(request_headers, path):
        body = json.dumps({"code": refusal.code, "detail": refusal.message}).encode()
        kind = b"application/json"
    else:
        refresh = f'<meta http-equiv="refresh" content="{refusal.retry}">\n' if refusal.retry else ""
        title, message = html.escape(refusal.title), html.escape(refusal.message)
        body = _PAGE.substitute(refresh=refresh, title=title, message=message).encode()
        kind = b"text/html; charset=utf-8"
    headers: Headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if refusal.retry:
        headers.append((b"retry-after", str(refusal.retry).encode()))
    return body, headers


def _wants_json(headers: Headers, path: str) -> bool:
    accept = header(headers, b"accept").lower()
    if b"text/html" in accept:
        return False
    return b"json" in accept or path.startswith("/api/")
