"""What differs between two revisions, file by file, within bounds that keep any two trees readable."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from millwright.factory.projects.tree import FileEntry
from millwright.kit.blobs import Blobs

MAX_DIFF_FILE_BYTES = 256 * 1024
MAX_DIFF_FILE_LINES = 5_000
MAX_DIFF_BYTES = 4 * 1024 * 1024
"""Of all files of both sides that are compared: the first by path."""
MAX_DIFF_CHARACTERS = 1024 * 1024
_AROUND = 3
"""Lines shown before and after a change."""
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


class _Gap(NamedTuple):
    """Lines of before, from `start` up to `stop`, and those of after that stand in their place."""

    start: int
    stop: int
    new_start: int
    new_stop: int


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
    old = f"a/{pair.path}" if pair.before else "/dev/null"
    new = f"b/{pair.path}" if pair.after else "/dev/null"
    gaps = _gaps(before, after)
    hunks = [_hunk(hunk, before, after) for hunk in _near(gaps)]
    return FileDifference(
        pair.path,
        pair.change,
        difference="".join([f"--- {old}\n+++ {new}\n", *hunks]),
        added=sum(gap.new_stop - gap.new_start for gap in gaps),
        deleted=sum(gap.stop - gap.start for gap in gaps),
    )


def _gaps(before: list[str], after: list[str]) -> list[_Gap]:
    """What lies between lines that both sides share. `difflib` takes half a minute for lines that were made for it."""
    numbers: dict[str, int] = {}
    sides = [[numbers.setdefault(line, len(numbers)) for line in side] for side in (before, after)]
    gaps: list[_Gap] = []
    start = new_start = 0
    for code in LCSseq.opcodes(sides[0], sides[1]):
        if code.tag != "equal":
            continue
        gaps.append(_Gap(start, code.src_start, new_start, code.dest_start))
        start, new_start = code.src_end, code.dest_end
    gaps.append(_Gap(start, len(before), new_start, len(after)))
    return [gap for gap in gaps if gap.start < gap.stop or gap.new_start < gap.new_stop]


def _near(gaps: list[_Gap]) -> list[list[_Gap]]:
    """The gaps, those together whose surrounding lines meet."""
    hunks: list[list[_Gap]] = []
    for gap in gaps:
        if hunks and gap.start - hunks[-1][-1].stop <= 2 * _AROUND:
            hunks[-1].append(gap)
        else:
            hunks.append([gap])
    return hunks


def _hunk(gaps: list[_Gap], before: list[str], after: list[str]) -> str:
    start, stop = max(gaps[0].start - _AROUND, 0), min(gaps[-1].stop + _AROUND, len(before))
    new_start, new_stop = gaps[0].new_start - gaps[0].start + start, gaps[-1].new_stop - gaps[-1].stop + stop
    lines = [f"@@ -{_range(start, stop)} +{_range(new_start, new_stop)} @@\n"]
    at = start
    for gap in gaps:
        lines += [f" {line}" for line in before[at : gap.start]]
        lines += [f"-{line}" for line in before[gap.start : gap.stop]]
        lines += [f"+{line}" for line in after[gap.new_start : gap.new_stop]]
        at = gap.stop
    return "".join([*lines, *(f" {line}" for line in before[at:stop])])


def _range(start: int, stop: int) -> str:
    """As diffs spell lines: from 1, and no lines as the one before them."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
