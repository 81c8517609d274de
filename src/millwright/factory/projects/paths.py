"""Which paths a project may hold: relative, plain, and distinct on every file system."""

import unicodedata
from collections.abc import Collection, Mapping

from millwright.kit.errors import DomainError, Kind, invalid

MAX_PATH = 255
MAX_FILES = 2_000
MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_TREE_BYTES = 50 * 1024 * 1024

_REFUSED = frozenset('\\:*?"<>|')
"""Characters that mean something to a Windows or classic Macintosh file system."""


def check_path(path: str) -> None:
    """Raises `DomainError` of kind invalid, naming the fault, unless `path` is safe below any folder."""
    fault = _fault(path)
    if fault is not None:
        raise invalid("path", f"The path {path[:80]!r} {fault}.", code="path_invalid")


def _fault(path: str) -> str | None:
    if not path or len(path.encode("utf-8", "replace")) > MAX_PATH:
        return f"must have 1 to {MAX_PATH} bytes"
    if any(unicodedata.category(character).startswith("C") for character in path):
        return "holds a control character"
    if not _REFUSED.isdisjoint(path):
        return "holds a character that some file systems refuse"
    if path.startswith("/"):
        return "must be relative"
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "holds an empty part, '.' or '..'"
    if any(part != part.strip(" ") or part.endswith(".") for part in parts):
        return "has a part that ends in a dot or begins or ends with a space"
    if ".git" in (part.lower() for part in parts):
        return "reaches into version control's own folder"
    return None


def check_tree(sizes: Mapping[str, int]) -> None:
    """Raises `DomainError` unless files of these sizes (bytes, by path) may stand together in one revision.

    Kind invalid: a bad path, two paths that differ only in case or Unicode form, or a file where another path needs
    a folder. Kind too large: more files or bytes than the limits of this module.
    """
    if len(sizes) > MAX_FILES:
        raise DomainError("too_many_files", Kind.TOO_LARGE, f"A project holds at most {MAX_FILES} files.")
    if sum(sizes.values()) > MAX_TREE_BYTES:
        raise DomainError("tree_too_large", Kind.TOO_LARGE, f"A project holds at most {MAX_TREE_BYTES} bytes.")
    for path, size in sizes.items():
        check_path(path)
        if size > MAX_FILE_BYTES:
            raise DomainError("file_too_large", Kind.TOO_LARGE, f"{path} has more than {MAX_FILE_BYTES} bytes.")
    _check_distinct(sizes)


def _check_distinct(paths: Collection[str]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(_folded(path), path)
        if other != path:
            raise invalid("path", f"{path} and {other} are one file on some systems.", code="path_conflict")
    for path in paths:
        folder = _folded(path)
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in seen:
                raise invalid("path", f"{seen[folder]} is a file, and {path} needs a folder.", code="path_conflict")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
