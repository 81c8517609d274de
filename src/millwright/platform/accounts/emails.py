"""E-mail addresses, as they are kept."""

import email_validator
from email_validator import EmailNotValidError, validate_email

from millwright.kit.errors import invalid

# Addresses that only an own network knows (ada@factory.local) are as good as any; the library documents this way.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


def normalised(email: str, field: str = "email") -> str:
    """The address in lower case; raises `DomainError` of kind invalid for what is none."""
    kept = as_kept(email)
    if kept is None:
        raise invalid(field, "This is not an email address.", code="email_invalid")
    return kept


def as_kept(email: str) -> str | None:
    """How an account with this address would be found; None for what no account can have."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False, globally_deliverable=False)
        checked.normalized.encode()
    except (EmailNotValidError, UnicodeError):
        return None
    return checked.normalized.lower()
