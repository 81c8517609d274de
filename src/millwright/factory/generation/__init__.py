"""Generation: from a prompt to an application specification, and from that to the application's source."""

from millwright.factory.generation.compiler import compile_formatted, demo_accounts
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Reason

__all__ = ["AppSpec", "Reason", "compile_formatted", "demo_accounts", "read"]
