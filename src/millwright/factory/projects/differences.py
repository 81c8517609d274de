"""What differs between two revisions, file by file, within bounds that keep any two trees readable."""

import asyncio
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from millwright.factory.projects.tree import FileEntry
from millwright.kit.blobs import Blobs

MAX_DIFF_FILE_BYTES = 256 * 1024
MAX_DIFF_FILE_LINES = 5_000
MAX_DIFF_BYTES = 4 * 1024 * 1024
"""Of all files of both sides that are compared: the first by path."""
MAX_DIFF_CHARACTERS = 1024 * 1024
_UNENDED = "\n\\ No newline at end of file\n"


class Change(StrEnum):
    """What became of a file."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"


class Omission(StrEnum):
    """Why a file's lines are not shown: it is no text, it is too large, or the files before it were enough."""

    BINARY = "binary"
    BOUND = "bound"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class FileDifference:
    """How a file differs: a unified diff with its counts of lines, or why that is left out."""

    path: str
    change: Change
    difference: str | None = None
    added: int = 0
    deleted: int = 0
    omitted: Omission | None = None


@dataclass(frozen=True, slots=True)
class _Pair:
    path: str
    before: FileEntry | None
    after: FileEntry | None

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.ADDED
        return Change.DELETED if self.after is None else Change.MODIFIED

    @property
    def sizes(self) -> list[int]:
        return [entry.size for entry in (self.before, self.after) if entry is not None]

    def digests(self) -> set[str]:
        return {entry.digest for entry in (self.before, self.after) if entry is not None}


async def compare_trees(
    blobs: Blobs, before: Mapping[str, FileEntry], after: Mapping[str, FileEntry]
) -> list[FileDifference]:
    """Every file that is not the same in both, by path; reads only what is shown. Call it outside any transaction."""
    pairs = [
        _Pair(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if path not in before or path not in after or before[path].digest != after[path].digest
    ]
    refused = _refused(pairs)
    wanted = sorted({digest for pair in pairs if pair.path not in refused for digest in pair.digests()})
    contents = dict(zip(wanted, await asyncio.gather(*map(blobs.get, wanted)), strict=True))
    return await asyncio.to_thread(_differences, pairs, refused, contents)


def _refused(pairs: list[_Pair]) -> dict[str, Omission]:
    """Which files are not even read."""
    refused: dict[str, Omission] = {}
    left = MAX_DIFF_BYTES
    for pair in pairs:
        if max(pair.sizes) > MAX_DIFF_FILE_BYTES:
            refused[pair.path] = Omission.LARGE
        elif sum(pair.sizes) > left:
            refused[pair.path] = Omission.BOUND
        else:
            left -= sum(pair.sizes)
    return refused


def _differences(
    pairs: list[_Pair], refused: Mapping[str, Omission], contents: Mapping[str, bytes]
) -> list[FileDifference]:
    found: list[FileDifference] = []
    left = MAX_DIFF_CHARACTERS
    for pair in pairs:
        sides = refused.get(pair.path) or _sides(pair, contents)
        if not isinstance(sides, Omission):
            shown = _difference(pair, *sides)
            if len(shown.difference or "") <= left:
                left -= len(shown.difference or "")
                found.append(shown)
                continue
            sides = Omission.BOUND
        found.append(FileDifference(pair.path, pair.change, omitted=sides))
    return found


def _sides(pair: _Pair, contents: Mapping[str, bytes]) -> tuple[list[str], list[str]] | Omission:
    sides: list[list[str]] = []
    for entry in (pair.before, pair.after):
        content = contents[entry.digest] if entry is not None else b""
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return Omission.BINARY
        if "\x00" in text:
            return Omission.BINARY
        sides.append(_lines(text))
    return (sides[0], sides[1]) if max(map(len, sides)) <= MAX_DIFF_FILE_LINES else Omission.LARGE


def _lines(text: str) -> list[str]:
    """As `git diff` has them: only a line feed ends a line, and a last line without one says so."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last + _UNENDED] if last else lines


def _difference(pair: _Pair, before: list[str], after: list[str]) -> FileDifference:
    names = [f"a/{pair.path}" if pair.before else "/dev/null", f"b/{pair.path}" if pair.after else "/dev/null"]
    lines = list(difflib.unified_diff(before, after, names[0], names[1]))
    changes = lines[2:]
    return FileDifference(
        pair.path,
        pair.change,
        difference="".join(lines),
        added=sum(line.startswith("+") for line in changes),
        deleted=sum(line.startswith("-") for line in changes),
    )
