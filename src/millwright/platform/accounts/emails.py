"""E-mail addresses, as they are kept."""

from email_validator import EmailNotValidError, validate_email

from millwright.kit.errors import invalid


def normalised(email: str, field: str = "email") -> str:
    """The address in lower case; raises `DomainError` of kind invalid for what is none.

    Addresses that only an own network knows (``ada@factory.local``) are as good as any.
    """
    try:
        checked = validate_email(email.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise invalid(field, "This is not an e-mail address.", code="email_invalid") from error
    return checked.normalized.lower()
