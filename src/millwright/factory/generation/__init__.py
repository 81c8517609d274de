"""Generation: from a prompt to an application specification, and from that to the application's source."""

from millwright.factory.generation.compiler import compile_formatted, demo_accounts
from millwright.factory.generation.plan import Plan, plan
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Reason
from millwright.factory.generation.summary import Endpoint, endpoints, features, pages

__all__ = [
    "AppSpec",
    "Endpoint",
    "Plan",
    "Reason",
    "compile_formatted",
    "demo_accounts",
    "endpoints",
    "features",
    "pages",
    "plan",
    "read",
]
