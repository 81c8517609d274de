"""Headers that a person adds to what their endpoint is sent."""

import re
from collections.abc import Mapping

from millwright.kit.errors import invalid

_MOST = 20
_LONGEST_VALUE = 1024
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_OURS = frozenset(
    "accept-encoding connection cookie date expect forwarded host keep-alive te trailer "
    "transfer-encoding upgrade".split()
)
_OUR_PREFIXES = ("content-", "proxy-", "webhook-", "x-forwarded-")


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers. Raises `DomainError` of kind invalid for what is not a header, and for one that is ours to set."""
    if len(headers) > _MOST:
        raise invalid("headers", f"At most {_MOST} headers.")
    if len({name.lower() for name in headers}) != len(headers):
        raise invalid("headers", "Each header may be given once.")
    for name, value in headers.items():
        if not _NAME.fullmatch(name):
            raise invalid("headers", "A header's name has letters, digits and dashes.")
        if name.lower() in _OURS or name.lower().startswith(_OUR_PREFIXES):
            raise invalid("headers", f"The header {name} is set by the sender.")
        if len(value) > _LONGEST_VALUE or not _VALUE.fullmatch(value):
            raise invalid("headers", f"The value of {name} must be 1 to {_LONGEST_VALUE} visible ASCII characters.")
    return dict(headers)


def merged(custom: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """All headers of a request; ours win however they are spelled."""
    taken = {name.lower() for name in ours}
    return {name: value for name, value in custom.items() if name.lower() not in taken} | dict(ours)
