"""Short names of organizations, for addresses."""

import re
import secrets
import unicodedata

LONGEST = 60
_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slugify(name: str) -> str:
    """The name in lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or "organization"


def with_suffix(slug: str) -> str:
    """The slug made unlike any other, for where it is taken."""
    return f"{slug}-{secrets.token_hex(4)}"


def is_slug(text: str) -> bool:
    """Whether the text may be an organization's slug."""
    return len(text) <= LONGEST and _PATTERN.fullmatch(text) is not None
