"""The archive form of an artefact: the same files make the same bytes, on any machine and at any time.

It is a plain tar (POSIX ustar with pax paths): entries sorted by path, owned by nobody, dated 1970, not compressed,
for what a compressor writes depends on its version.
"""

import io
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from millwright.factory.projects import check_tree
from millwright.kit.errors import DomainError, Kind

_SOURCE_FILES = frozenset({"millwright.json", "requirements.txt"})
_SOURCE_FOLDER = "backend/"
_BUNDLE = "frontend/dist/"


def select(tree: Mapping[str, bytes], bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a running app needs: of its source the back end, its requirements and specification; the built front end.

    Paths of `bundle` are relative to ``frontend/dist``.
    """
    source = {path: body for path, body in tree.items() if path in _SOURCE_FILES or path.startswith(_SOURCE_FOLDER)}
    return source | {_BUNDLE + path: body for path, body in bundle.items()}


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files; raises `DomainError` as `projects.check_tree` does."""
    check_tree({path: len(content) for path, content in files.items()})
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size = len(files[path])
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(files[path]))
    return buffer.getvalue()


def unpack(archive: bytes, folder: Path) -> None:
    """Makes `folder` hold the archive's files: all of them or, when anything is wrong, nothing.

    Raises `DomainError` ``artefact_invalid`` for an archive that `pack` would not have made.
    """
    files = _read(archive)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    try:
        made.chmod(0o755)
        for path, content in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        made.rename(folder)
    except OSError:
        # Another task was faster: a folder that is there is whole.
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _read(archive: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
            for entry in opened:
                body = opened.extractfile(entry) if entry.isreg() else None
                if body is None or entry.name in files:
                    raise _invalid()
                files[entry.name] = body.read()
    except tarfile.TarError as error:
        raise _invalid() from error
    check_tree({path: len(content) for path, content in files.items()})
    return files


def _invalid() -> DomainError:
    return DomainError("artefact_invalid", Kind.CONFLICT, "The stored artefact is damaged; build it again.")
