"""The files of the built console, held in memory: what is not in the table is not there, whatever a path looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "dist"
INDEX = "index.html"
_HASHED = "assets/"
_ENCODINGS = {".br": "br", ".gz": "gzip"}
"""The better first."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes as they are, and by content encoding where the build has compressed them."""

    body: bytes
    media_type: str
    etag: str
    immutable: bool
    """Whether its name changes with its content, so that it may be kept for good."""
    encoded: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


class Bundle:
    """The bundle in a folder, read again once it has been built anew; so a server need not be started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._age: tuple[int, int] | None = None
        self._assets: dict[str, Asset] = {}

    def assets(self) -> Mapping[str, Asset]:
        """Every file by its path below the folder; empty while nothing is built."""
        age = self._present_age()
        if age != self._age:
            self._assets = _read(self._folder) if age is not None else {}
            self._age = age
        return self._assets

    def _present_age(self) -> tuple[int, int] | None:
        """When the page, and the list of the files that it may need, were written."""
        try:
            return (self._folder / INDEX).stat().st_mtime_ns, (self._folder / _HASHED).stat().st_mtime_ns
        except FileNotFoundError:
            return None


def _read(folder: Path) -> dict[str, Asset]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    bodies = {name: path.read_bytes() for name, path in files.items()}
    return {name: _asset(name, body, bodies) for name, body in bodies.items() if not _is_compressed(name, bodies)}


def _is_compressed(name: str, bodies: Mapping[str, bytes]) -> bool:
    return any(name.endswith(ending) and name.removesuffix(ending) in bodies for ending in _ENCODINGS)


def _asset(name: str, body: bytes, bodies: Mapping[str, bytes]) -> Asset:
    return Asset(
        body=body,
        media_type=_TYPES.get(Path(name).suffix, "application/octet-stream"),
        etag=f'"{sha256(body).hexdigest()[:32]}"',
        immutable=name.startswith(_HASHED),
        encoded={encoding: bodies[name + ending] for ending, encoding in _ENCODINGS.items() if name + ending in bodies},
    )
