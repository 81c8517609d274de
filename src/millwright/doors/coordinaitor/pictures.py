"""Pictures of people: what is taken for one, and how it is shown."""

from typing import Any

from fastapi import UploadFile

from millwright.kit.errors import DomainError, Kind, invalid

MOST_BYTES = 2 * 1024 * 1024
MEDIA_TYPES = ("image/gif", "image/jpeg", "image/png", "image/webp")
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES}},
    304: {"description": "The picture is still the one of If-None-Match"},
}
"""What the OpenAPI document says of a picture's answers."""


def media_type(content: bytes) -> str | None:
    """The type of a picture, by its first bytes and not by what it is called; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return None


async def read(file: UploadFile) -> bytes:
    """An uploaded picture. Raises `DomainError` of kind too large above 2 MB, of kind invalid for no picture."""
    content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise DomainError("picture_too_large", Kind.TOO_LARGE, "A picture has at most 2 MB.")
    if media_type(content) is None:
        raise invalid("file", "Must be a PNG, JPEG, GIF or WebP picture")
    return content


def headers(digest: str) -> dict[str, str]:
    """What is said with a picture: it is shown, never run, and asked for again only once it may have changed."""
    return {
        "Cache-Control": "public, max-age=3600",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{digest}"',
        "X-Content-Type-Options": "nosniff",
    }
