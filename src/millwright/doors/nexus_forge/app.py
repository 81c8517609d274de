"""The contract as an application of its own, with its own OpenAPI document and pages."""

from fastapi import FastAPI

from millwright.doors.http.contract_app import create_contract_app
from millwright.doors.http.gate import Contract
from millwright.doors.http.services import Services
from millwright.doors.nexus_forge import errors, socket
from millwright.doors.nexus_forge.limits import NexusForgeLimits
from millwright.doors.nexus_forge.routes import auth, builds, keys, system

CONTRACT = Contract("nexus-forge", errors.render, NexusForgeLimits(), max_body=1024 * 1024)


def create_app(services: Services) -> FastAPI:
    """The Nexus Forge API over these services, to be mounted at ``/nexus-forge``."""
    return create_contract_app(
        services,
        CONTRACT,
        title="Nexus Forge API",
        summary="One-shot builds of applications, live",
        error_body=errors.ErrorBody,
        routers=[module.router for module in (auth, builds, keys, system, socket)],
    )
