"""Payments, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities import Capability
from millwright.factory.generation.capabilities.payments.reading import draft, finish, settle
from millwright.factory.generation.capabilities.payments.writing import contribute

CAPABILITY = Capability(
    "payments",
    draft,
    settle,
    contribute,
    after=("booking", "cart", "donations", "workflow"),
    finish=finish,
    optional=frozenset({"progress"}),
    theirs=frozenset({"price"}),
    states=frozenset({"back", "open", "paid", "refunded", "shut"}),
)
