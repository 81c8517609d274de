"""The pages that Millwright itself shows to people: one frame and one style for all, nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

_FOLDER = files(__name__)
_FRAME = Template((_FOLDER / "frame.html").read_text())
_STYLE = (_FOLDER / "style.css").read_text()
_STYLE_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def read(name: str) -> str:
    """A file that lies here."""
    return (_FOLDER / name).read_text()


def page(
    title: str, body: str, *, status: int = 200, form_targets: Iterable[str] = (), script: str | None = None
) -> HTMLResponse:
    """A page with this text as title and this HTML as body, which no other page may frame.

    Its forms may lead to addresses on the origins of `form_targets`. It has no script but the one at the path `script`,
    which may call Millwright alone.
    """
    targets = " ".join(["'self'", *(_origin(uri) for uri in form_targets)])
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; form-action {targets}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    head = ""
    if script is not None:
        policy += "; script-src 'self'; connect-src 'self'"
        head = f'<script src="{escape(script)}" defer></script>'
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return HTMLResponse(_FRAME.substitute(title=escape(title), style=_STYLE, head=head, body=body), status, headers)


def _origin(uri: str) -> str:
    """As a content security policy names it; it cannot name IPv6 addresses, so that the scheme stands for them."""
    parts = urlsplit(uri)
    return f"{parts.scheme}:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"
