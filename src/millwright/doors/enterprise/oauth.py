"""OAuth 2.0 as this contract speaks it (Authentication Methods); its endpoints are extensions, by their standards."""

from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from millwright.doors.enterprise.errors import ErrorBody
from millwright.doors.enterprise.scopes import ScopeName
from millwright.doors.http.oauth import OAuthDialect, oauth_routes

OAUTH = OAuthDialect(
    mount="/enterprise/v1",
    scopes={name.value: frozenset({name.meaning}) for name in ScopeName},
    authorize_path="/auth/authorize",
    token_path="/auth/token",  # noqa: S106 - a path
    revoke_path="/auth/revoke",
    introspect_path="/auth/introspect",
    password=True,
)


class TokenForm(BaseModel):
    """RFC 6749, 4.1.3, 4.3.2, 4.4.2 and 6; RFC 7636, 4.5. A key's id and secret are a client's."""

    grant_type: Literal["authorization_code", "client_credentials", "password", "refresh_token"]
    client_id: str = ""
    client_secret: str = ""
    scope: str = ""
    username: str = ""
    password: str = ""
    refresh_token: str = ""
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str = ""


class TokenOut(BaseModel):
    """RFC 6749, 5.1. `expires_in` is in seconds; there is no refresh token for a client's own credentials."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str
    refresh_token: str | None = None


class TokenInQuestion(BaseModel):
    """RFC 7009, 2.1 and RFC 7662, 2.1."""

    token: str
    token_type_hint: str = ""
    client_id: str = ""
    client_secret: str = ""


class Introspection(BaseModel):
    """RFC 7662, 2.2: of a token that is not alive, only that."""

    active: bool
    scope: str | None = None
    client_id: str | None = None
    username: str | None = None
    token_type: str | None = None
    exp: int | None = None
    iat: int | None = None
    sub: str | None = None
    iss: str | None = None


class AuthorizationForm(BaseModel):
    """RFC 6749, 4.1.1 and RFC 7636, 4.3, with the person's decision."""

    response_type: Literal["code"]
    client_id: str
    redirect_uri: str = ""
    scope: str = ""
    state: str = ""
    code_challenge: str
    code_challenge_method: Literal["S256"]
    decision: Literal["approve", "deny"]


class OAuthErrorBody(BaseModel):
    """RFC 6749, 5.2."""

    error: str
    error_description: str | None = None


def _form(model: type[BaseModel]) -> dict[str, Any]:
    content = {"application/x-www-form-urlencoded": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


def _query(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    return {
        "parameters": [
            {"name": name, "in": "query", "required": name in schema["required"], "schema": inner}
            for name, inner in schema["properties"].items()
            if name != "decision"
        ]
    }


def _page_or_fault(description: str) -> dict[str, Any]:
    content = {
        "text/html": {"schema": {"type": "string"}},
        "application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}},
    }
    return {"description": description, "content": content}


_PAGES: dict[int | str, dict[str, Any]] = {
    303: {"description": "On to the client, with a code or an error (RFC 6749, 4.1.2)"},
    "4XX": _page_or_fault("A page that says why not"),
    "5XX": _page_or_fault("A fault on our side"),
}
_REFUSAL: dict[int | str, dict[str, Any]] = {"4XX": {"model": OAuthErrorBody | ErrorBody}}


def _router() -> APIRouter:
    """The shared endpoints, with what they take and answer for the OpenAPI document."""
    made = APIRouter(tags=["Authentication"])
    found = {route.path: route.endpoint for route in oauth_routes(OAUTH)}
    for method, summary, extra in (
        ("GET", "Ask for consent", _query(AuthorizationForm)),
        ("POST", "Consent", _form(AuthorizationForm)),
    ):
        made.add_api_route(
            OAUTH.authorize_path,
            found[OAUTH.authorize_path],
            methods=[method],
            summary=summary,
            response_class=HTMLResponse,
            responses=_PAGES,
            openapi_extra=extra,
        )
    for path, summary, form, model in (
        (OAUTH.token_path, "Get tokens", TokenForm, TokenOut),
        (OAUTH.revoke_path, "Revoke a token", TokenInQuestion, None),
        (OAUTH.introspect_path, "Look into a token", TokenInQuestion, Introspection),
    ):
        answers = {200: {"model": model}, **_REFUSAL} if model is not None else _REFUSAL
        made.add_api_route(
            path, found[path], methods=["POST"], summary=summary, responses=answers, openapi_extra=_form(form)
        )
    return made


router = _router()
