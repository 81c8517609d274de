"""Values of requests that every contract has to hold to the same rule."""

from typing import Annotated

from pydantic import AfterValidator


def plain(text: str) -> str:
    """The text, when Postgres can hold it; raises ValueError, as pydantic's validators do."""
    if "\x00" in text:
        raise ValueError("Must not hold NUL characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("Must be valid Unicode") from None
    return text


Plain = Annotated[str, AfterValidator(plain)]
"""Text that Postgres can hold: it takes neither NUL nor halves of surrogate pairs."""
