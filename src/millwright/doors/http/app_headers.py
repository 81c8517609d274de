"""Headers between a browser and a generated app: what is passed on, what is taken away, what is added.

An app is a stranger. From its origin it could try to act on Millwright or on another app, which have the same host
name but other ports and are therefore the same *site*: SameSite cookies do not tell them apart. Answered here:

* Requests that a page of another origin causes, other than following a link, arrive without cookies
  (`may_carry_cookies`): SameSite=Lax, but by origin.
* ``Clear-Site-Data`` loses what reaches beyond the origin, cookies above all; ``Strict-Transport-Security``,
  ``Public-Key-Pins``, ``Alt-Svc``, ``NEL`` and ``Report-To`` are dropped, for they bind the whole host;
  ``Service-Worker-Allowed`` is dropped; ``X-Accel-*`` and ``X-Sendfile`` would command a web server before Millwright.
* ``Origin-Agent-Cluster`` makes `document.domain` powerless, ``Cross-Origin-Opener-Policy`` cuts the link to the page
  that opened the app, ``Cross-Origin-Resource-Policy`` keeps other origins from embedding its answers, and a second
  ``Content-Security-Policy`` lets only the app itself and the console frame it (two policies both apply).

CORS headers are left as they are: an app can open only itself with them, and without cookies.
"""

from collections.abc import Iterable

Headers = list[tuple[bytes, bytes]]
RawHeaders = Iterable[tuple[bytes, bytes]]

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
_NOT_TO_APP = HOP_BY_HOP | {b"cookie", b"expect", b"forwarded", b"proxy", b"x-real-ip"}
_NOT_TO_BROWSER = HOP_BY_HOP | {
    b"alt-svc",
    b"clear-site-data",
    b"cross-origin-opener-policy",
    b"expect-ct",
    b"nel",
    b"origin-agent-cluster",
    b"public-key-pins",
    b"public-key-pins-report-only",
    b"report-to",
    b"service-worker-allowed",
    b"set-cookie",
    b"set-cookie2",
    b"strict-transport-security",
    b"x-sendfile",
}
_OPENER_POLICIES = frozenset({b"same-origin", b"same-origin-allow-popups"})
_CLEARABLE = frozenset({b'"cache"', b'"storage"'})


def header(headers: RawHeaders, name: bytes) -> bytes:
    """The first value of a header whose name is in lower case, or nothing."""
    return next((value for key, value in headers if key == name), b"")


def may_carry_cookies(headers: Headers, method: str) -> bool:
    """Whether the app's cookies belong to this request: it comes from the app's own pages, or follows a link to it."""
    origin = header(headers, b"origin")
    if origin and origin.lower().partition(b"://")[2] != header(headers, b"host").lower():
        return False
    if header(headers, b"sec-fetch-site") in {b"", b"none", b"same-origin"}:
        return True
    return header(headers, b"sec-fetch-mode") == b"navigate" and method in {"GET", "HEAD"}


def to_app(headers: Headers, *, client: str, scheme: str, cookies: bytes) -> Headers:
    """The request's headers for the app; what they say of client, scheme and host is what Millwright saw."""
    dropped = _NOT_TO_APP | _named_by_connection(headers)
    kept = [(name, value) for name, value in headers if name not in dropped and not name.startswith(b"x-forwarded-")]
    if cookies:
        kept.append((b"cookie", cookies))
    kept.append((b"x-forwarded-for", client.encode("ascii", "replace")))
    kept.append((b"x-forwarded-proto", scheme.encode()))
    kept.append((b"x-forwarded-host", header(headers, b"host")))
    return kept


def to_app_websocket(headers: Headers) -> Headers:
    """The handshake's headers for the app, without those that the client library writes itself."""
    return [
        (name, value) for name, value in headers if not name.startswith(b"sec-websocket-") and name != b"content-length"
    ]


def to_browser(headers: RawHeaders, *, set_cookies: list[bytes], frame_ancestors: str) -> Headers:
    """The answer's headers for the browser."""
    lowered = [(name.lower(), value) for name, value in headers]
    dropped = _NOT_TO_BROWSER | _named_by_connection(lowered)
    kept = [(name, value) for name, value in lowered if name not in dropped and not name.startswith(b"x-accel-")]
    kept.extend((b"set-cookie", cookie) for cookie in set_cookies)
    opener = header(lowered, b"cross-origin-opener-policy")
    kept.append((b"cross-origin-opener-policy", opener if opener in _OPENER_POLICIES else b"same-origin-allow-popups"))
    kept.append((b"origin-agent-cluster", b"?1"))
    kept.append((b"content-security-policy", b"frame-ancestors " + frame_ancestors.encode()))
    if not header(lowered, b"cross-origin-resource-policy"):
        kept.append((b"cross-origin-resource-policy", b"same-origin"))
    if cleared := _cleared(lowered):
        kept.append((b"clear-site-data", cleared))
    return kept


def _named_by_connection(headers: Headers) -> set[bytes]:
    named = (token.strip().lower() for key, value in headers if key == b"connection" for token in value.split(b","))
    return {token for token in named if token not in {b"host", b"cookie", b"content-length", b"origin"}}


def _cleared(headers: Headers) -> bytes:
    asked = (token.strip() for key, value in headers if key == b"clear-site-data" for token in value.split(b","))
    return b", ".join(token for token in asked if token in _CLEARABLE)
