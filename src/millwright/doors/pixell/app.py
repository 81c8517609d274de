"""The contract as an application of its own, with its own OpenAPI document and pages."""

from fastapi import FastAPI

from millwright.doors.http import session_cookie
from millwright.doors.http.contract_app import create_contract_app
from millwright.doors.http.gate import Contract
from millwright.doors.http.services import Services
from millwright.doors.pixell import errors
from millwright.doors.pixell.limits import PixellLimits
from millwright.doors.pixell.routes import account, audit, authentication, health, keys, organizations

CONTRACT = Contract("pixell", errors.render, PixellLimits(), max_body=1024 * 1024, cookie=session_cookie.NAME)
_TAGS = [
    {"name": "Authentication", "description": "Logging in and out; the session cookie"},
    {"name": "Organizations", "description": "The caller's organization and its members"},
    {"name": "API Keys", "description": "Credentials of programs"},
    {"name": "Health Check", "description": "Whether everything answers"},
    {"name": "Extensions", "description": "What the published document does not have"},
]


def create_app(services: Services) -> FastAPI:
    """The Pixell API over these services, to be mounted at ``/pixell``."""
    return create_contract_app(
        services,
        CONTRACT,
        title="Pixell Agent Cloud API",
        summary="Accounts, organizations and keys of the agent cloud",
        error_body=errors.ErrorBody,
        routers=[module.router for module in (authentication, organizations, keys, health, account, audit)],
        tags=_TAGS,
    )
