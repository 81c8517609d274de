"""Three-way merging of trees: what people have edited and what was compiled anew, since what was compiled before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from merge3 import Merge3

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that a person and the factory have both changed; `ours`, the person's text, is what the file holds.

    `line` counts from 1 in the merged file; None where the whole file is meant, which one side has removed.
    """

    path: str
    line: int | None
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged tree. `carried` are files with people's edits in them, `preserved` those left alone on request."""

    files: dict[str, bytes]
    conflicts: tuple[Conflict, ...]
    carried: tuple[str, ...]
    preserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """How names in paths and in texts of before are spelt after a renaming, so that edits can follow it."""

    path: Callable[[str], str]
    text: Callable[[str], str]


def _same(text: str) -> str:
    return text


UNCHANGED = Following(_same, _same)


def merge_trees(
    base: Files, ours: Files, theirs: Files, *, following: Following = UNCHANGED, preserve: Sequence[str] = ()
) -> Merged:
    """Merges file by file, and line by line where both sides changed one.

    Files whose path fits a pattern of `preserve` (``src/config/*``) stay as they are in `ours`.
    """
    moved = {path: _moved(path, (base, ours, theirs), following) for path in {*base, *ours}}
    before = {moved[path]: content for path, content in base.items()}
    edited = {moved[path]: content for path, content in ours.items()}
    files: dict[str, bytes] = {}
    conflicts: list[Conflict] = []
    carried: list[str] = []
    preserved: list[str] = []
    for path in sorted({*before, *edited, *theirs}):
        sides = before.get(path), edited.get(path), theirs.get(path)
        if any(fnmatchcase(path, pattern) for pattern in preserve):
            result, found = sides[1], list[Conflict]()
            if sides[2] != sides[0]:
                preserved.append(path)
        else:
            result, found = _merge_file(path, sides, following)
            if sides[1] != sides[0] and result is not None:
                carried.append(path)
        conflicts += found
        if result is not None:
            files[path] = result
    return Merged(files, tuple(conflicts), tuple(carried), tuple(preserved))


def _moved(path: str, sides: tuple[Files, Files, Files], following: Following) -> str:
    """Where a file of before is now: at its new name, when that is there and the old one is not.

    A file that has the new name already keeps it: a person's own is then one of two files of one name, a conflict.
    """
    base, ours, theirs = sides
    renamed = following.path(path)
    is_free = renamed not in base and renamed not in ours
    return renamed if path not in theirs and renamed in theirs and is_free else path


def _merge_file(
    path: str, sides: tuple[bytes | None, bytes | None, bytes | None], following: Following
) -> tuple[bytes | None, list[Conflict]]:
    base, ours, theirs = sides
    if ours in (base, theirs):
        return theirs, []
    if theirs == base:
        return ours, []
    before, edited, compiled = (_text(side) for side in sides)
    if before is None or edited is None or compiled is None:
        return ours, [Conflict(path, None, _shown(ours), _shown(theirs))]
    merged, found = _merge_lines(path, following.text(before), following.text(edited), compiled)
    if found and following is not UNCHANGED:
        plain, other = _merge_lines(path, before, edited, compiled)
        merged, found = (plain, other) if len(other) < len(found) else (merged, found)
    return merged.encode(), found


def _merge_lines(path: str, base: str, ours: str, theirs: str) -> tuple[str, list[Conflict]]:
    groups = Merge3(base.splitlines(True), ours.splitlines(True), theirs.splitlines(True)).merge_groups()
    lines: list[str] = []
    conflicts: list[Conflict] = []
    for group in groups:
        if group[0] == "conflict":
            conflicts.append(Conflict(path, len(lines) + 1, "".join(group[2]), "".join(group[3])))
            lines += group[2]
        else:
            lines += group[1]
    return "".join(lines), conflicts


def _text(content: bytes | None) -> str | None:
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError:
        return None


def _shown(content: bytes | None) -> str:
    if content is None:
        return ""
    text = _text(content)
    return f"({len(content)} bytes)" if text is None else text
