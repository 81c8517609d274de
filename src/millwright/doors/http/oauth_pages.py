"""The pages on which a person signs in and says yes or no to a client. They need no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse

from millwright.doors.http.oauth_dialect import in_words
from millwright.doors.http.pages import page
from millwright.kit.context import Scope
from millwright.platform.accounts.oauth import OAuthClient


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
    return page(f"Allow {client.name}?", body, form_targets=[consent.redirect_uri])


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
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button>
</form>"""
    return page("Sign in", body, status=status, form_targets=[redirect_uri])


def refusal_page(message: str, status: int = 400) -> HTMLResponse:
    """Says what is wrong with a request that must not be answered by a redirect."""
    return page("This request cannot be answered", f"<p>{escape(message)}</p>", status=status)


def _hidden(parameters: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in parameters.items()
    )
