"""Which providers are known, and which of them can be used."""

from millwright.kit.errors import DomainError, Kind

LOCAL = "local"
_ELSEWHERE = frozenset({"aws", "azure", "cloudflare", "fly", "gcp", "heroku", "netlify", "railway", "render", "vercel"})


def check_known(name: str) -> None:
    """Raises `DomainError` ``provider_unknown`` for a name that is no provider's."""
    if name != LOCAL and name not in _ELSEWHERE:
        message = f"There is no provider {name[:40]!r}; use {LOCAL}."
        raise DomainError("provider_unknown", Kind.INVALID, message, fields={"provider": [message]})


def check_configured(name: str) -> None:
    """Raises `DomainError` ``provider_not_configured`` unless releases can be made there."""
    if name != LOCAL:
        message = f"The provider {name} is not configured on this installation; use {LOCAL}."
        raise DomainError("provider_not_configured", Kind.UNAVAILABLE, message)
