"""Accounts: who may act, for which organization, and with which credential."""

from millwright.platform.accounts.installation import ensure_installation
from millwright.platform.accounts.keys import CreatedKey, authenticate, create_key
from millwright.platform.accounts.models import ApiKey, KeyKind, Membership, Organization, User

__all__ = [
    "ApiKey",
    "CreatedKey",
    "KeyKind",
    "Membership",
    "Organization",
    "User",
    "authenticate",
    "create_key",
    "ensure_installation",
]
