"""Capabilities: what an application can do beyond keeping records, each a folder here; see docs/dev/new-capability.md.

A folder holds `capability.toml` (the words that ask for it, what it gives), `capability.py` with a `CAPABILITY`, and
`templates/` (back end, front end, tests). Every folder is found by itself; nothing else lists them.
"""

from millwright.factory.generation.capabilities.contribution import (
    Check,
    Component,
    Contribution,
    Count,
    Guard,
    Lead,
    NavigationItem,
    Order,
    PartError,
    Place,
    Removal,
    Route,
    Saving,
    Seal,
    Seed,
    SignupStep,
    Ward,
)
from millwright.factory.generation.capabilities.registry import Capability, capabilities, contributions, words_of

__all__ = [
    "Capability",
    "Check",
    "Component",
    "Contribution",
    "Count",
    "Guard",
    "Lead",
    "NavigationItem",
    "Order",
    "PartError",
    "Place",
    "Removal",
    "Route",
    "Saving",
    "Seal",
    "Seed",
    "SignupStep",
    "Ward",
    "capabilities",
    "contributions",
    "words_of",
]
