"""The pages on which a person signs in and says yes or no to a client. They need no script."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from string import Template
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

from millwright.doors.http.oauth_dialect import in_words
from millwright.kit.context import Scope
from millwright.platform.accounts.oauth import OAuthClient

_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; margin: 0; min-height: 100vh; place-items: center; }
main { box-sizing: border-box; max-width: 26rem; padding: 1.5rem; width: 100%; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin-top: .75rem; }
input { box-sizing: border-box; font: inherit; padding: .6rem; width: 100%; }
button { cursor: pointer; font: inherit; margin-top: 1rem; min-height: 2.75rem; padding: .5rem 1.25rem; }
.notice { border-inline-start: .25rem solid #b3261e; padding-inline-start: .75rem; }
.quiet { font-size: .9rem; opacity: .8; }
"""
_STYLE_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_PAGE = Template(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title · Millwright</title>
<style>$style</style>
</head>
<body><main>
<h1>$title</h1>
$body
</main></body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a signed-in person is asked: by whom, for what, and as whom they would say yes."""

    client: OAuthClient
    scopes: frozenset[Scope]
    redirect_uri: str
    email: str
    csrf: str


def consent_page(consent: Consent, parameters: Mapping[str, str]) -> HTMLResponse:
    """Asks for a yes or no."""
    client = consent.client
    allowed = "".join(f"<li>{escape(in_words(scope))}</li>" for scope in sorted(consent.scopes))
    body = f"""<p><strong>{escape(client.name)}</strong> wants to act for you in
<strong>{escape(client.organization)}</strong>. It could:</p>
<ul>{allowed}</ul>
<p class="quiet">You are signed in as {escape(consent.email)}. Either answer takes you to
{escape(urlsplit(consent.redirect_uri).netloc)}.</p>
<form method="post">{_hidden({**parameters, "csrf": consent.csrf})}
<button name="decision" value="approve">Allow</button>
<button name="decision" value="deny">Do not allow</button>
</form>"""
    return _page(f"Allow {client.name}?", body, form_targets=[consent.redirect_uri])


def sign_in_page(
    client: OAuthClient,
    redirect_uri: str,
    parameters: Mapping[str, str],
    *,
    notice: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Asks who it is, before anything else."""
    warning = f'<p class="notice" role="alert">{escape(notice)}</p>' if notice else ""
    body = f"""{warning}<p><strong>{escape(client.name)}</strong> of <strong>{escape(client.organization)}</strong> asks
to act for you. Sign in to see for what.</p>
<form method="post">{_hidden(parameters)}
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>"""
    return _page("Sign in", body, status=status, form_targets=[redirect_uri])


def refusal_page(message: str, status: int = 400) -> HTMLResponse:
    """Says what is wrong with a request that must not be answered by a redirect."""
    return _page("This request cannot be answered", f"<p>{escape(message)}</p>", status=status)


def _hidden(parameters: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in parameters.items()
    )


def _page(title: str, body: str, *, status: int = 200, form_targets: Iterable[str] = ()) -> HTMLResponse:
    targets = " ".join(["'self'", *(_origin(uri) for uri in form_targets)])
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; form-action {targets}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
    }
    return HTMLResponse(_PAGE.substitute(title=escape(title), style=_STYLE, body=body), status, headers)


def _origin(uri: str) -> str:
    """As a content security policy names it; it cannot name IPv6 addresses, so that the scheme stands for them."""
    parts = urlsplit(uri)
    return f"{parts.scheme}:" if "[" in parts.netloc else f"{parts.scheme}://{parts.netloc}"
