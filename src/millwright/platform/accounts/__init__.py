"""Accounts: who may act, for which organization, and with which credential."""

from millwright.platform.accounts.authentication import Authenticator, CredentialKind, GrantLookup, KeyRate, Principal
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.identity import ACCESS, Identity, mint_reset_token, mint_verification_token
from millwright.platform.accounts.installation import Installation, ensure_installation
from millwright.platform.accounts.keys import (
    CreatedKey,
    create_key,
    delete_key,
    get_key,
    is_known,
    list_keys,
    rotate_key,
)
from millwright.platform.accounts.lookups import Found
from millwright.platform.accounts.models import (
    ApiKey,
    Invitation,
    KeyKind,
    Membership,
    Organization,
    OrganizationStatus,
    OrganizationType,
    Plan,
    Role,
    Session,
    User,
)
from millwright.platform.accounts.passwords import Passwords
from millwright.platform.accounts.roles import is_operator, scopes_of
from millwright.platform.accounts.sessions import (
    Client,
    Tokens,
    end_other_sessions,
    end_session,
    end_session_by_refresh,
    list_sessions,
    log_in,
    log_out,
    refresh,
)
from millwright.platform.accounts.signing import Claims, JwtSigner
from millwright.platform.accounts.signing_up import sign_up

__all__ = [
    "ACCESS",
    "ApiKey",
    "Authenticator",
    "Claims",
    "Client",
    "CreatedKey",
    "CredentialKind",
    "Found",
    "GrantLookup",
    "Identity",
    "Installation",
    "Invitation",
    "JwtSigner",
    "KeyKind",
    "KeyRate",
    "Membership",
    "Organization",
    "OrganizationStatus",
    "OrganizationType",
    "Passwords",
    "Plan",
    "Principal",
    "Role",
    "Session",
    "Tokens",
    "User",
    "create_key",
    "delete_key",
    "end_other_sessions",
    "end_session",
    "end_session_by_refresh",
    "ensure_installation",
    "forget",
    "get_key",
    "is_known",
    "is_operator",
    "list_keys",
    "list_sessions",
    "log_in",
    "log_out",
    "mint_reset_token",
    "mint_verification_token",
    "refresh",
    "rotate_key",
    "scopes_of",
    "sign_up",
]
