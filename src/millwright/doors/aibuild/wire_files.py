"""The shapes of edits (Files / Create, Update and Delete File)."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from millwright.doors.aibuild.wire import Wire
from millwright.doors.http.values import Plain
from millwright.kit.errors import invalid

_Path = Annotated[Plain, Field(min_length=1, max_length=255)]


def _encodable(text: str) -> str:
    """A file may hold any character, NUL included, but no halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("Must be valid Unicode") from None
    return text


class Content(Wire):
    """What a file is to hold. `encoding` is an extension, for what is not UTF-8 text; `message` says why."""

    content: Annotated[str, AfterValidator(_encodable)]
    encoding: Literal["utf-8", "base64"] = "utf-8"
    message: Annotated[Plain, Field(max_length=500)] | None = None

    def to_bytes(self) -> bytes:
        """The bytes; raises `DomainError` of kind invalid for what is not base64 though it says so."""
        if self.encoding == "utf-8":
            return self.content.encode()
        try:
            return base64.b64decode(self.content, validate=True)
        except (binascii.Error, ValueError):
            raise invalid("content", "Must be base64, as encoding says") from None


class CreateFile(Content):
    """Files / Create File. `language` is known by the name of the file, and not kept."""

    path: _Path
    language: Annotated[Plain, Field(max_length=100)] | None = None


class UpdateFile(Content):
    """Files / Update File. `path` (an extension) moves the file, which then has another id.

    `base_version` (an extension; as the header ``If-Match``) is the version that was read: where another is the present
    one, nothing is saved.
    """

    path: _Path | None = None
    base_version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class CreatedFile(Wire):
    """Files / Create File."""

    id: str
    project_id: str
    path: str
    version: int
    created_at: datetime


class UpdatedFile(Wire):
    """Files / Update File; `path` is an extension."""

    id: str
    path: str
    version: int
    updated_at: datetime


class DeletedFile(Wire):
    """Files / Delete File."""

    id: str
    deleted: bool
