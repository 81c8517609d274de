"""Codes of forms: who makes them, what is filled in through them, and the pages for both."""

from millwright.factory.generation.capabilities.form_codes.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.form_codes.writing import contribute
from millwright.factory.generation.capabilities.registry import Capability

CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    finish=finish,
    optional=frozenset({"guests", "makers"}),
)
