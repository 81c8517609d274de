"""What differs between two trees, also where somebody tries to make that take for ever."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from millwright.factory.projects import Author, Change, FileEntry, Omission, compare_trees
from millwright.factory.projects.differences import MAX_DIFF_CHARACTERS, MAX_DIFF_FILE_BYTES
from millwright.kit.blobs import Blobs
from millwright.kit.ids import new_id


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs.at(tmp_path / "blobs")


async def tree(blobs: Blobs, files: dict[str, bytes]) -> dict[str, FileEntry]:
    now = datetime.now(UTC)
    return {
        path: FileEntry(new_id(), path, 1, await blobs.put(content), len(content), Author.AI, now, now)
        for path, content in files.items()
    }


async def test_each_file_says_what_became_of_it_as_git_would(blobs: Blobs) -> None:
    before = await tree(blobs, {"gone.txt": b"x\n", "same.txt": b"s", "text.txt": b"one\ntwo\nthree\n"})
    after = await tree(blobs, {"new.txt": b"a\nb", "same.txt": b"s", "text.txt": b"one\n2\nthree\n"})
    gone, new, text = await compare_trees(blobs, before, after)
    assert (gone.path, gone.change, gone.added, gone.deleted) == ("gone.txt", Change.DELETED, 0, 1)
    assert gone.difference == "--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    assert (new.path, new.change, new.added) == ("new.txt", Change.ADDED, 2)
    assert new.difference is not None
    assert new.difference.endswith("@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n")
    assert (text.change, text.added, text.deleted) == (Change.MODIFIED, 1, 1)
    assert text.difference is not None
    assert "-two\n+2\n" in text.difference


async def test_only_a_line_feed_ends_a_line(blobs: Blobs) -> None:
    before = await tree(blobs, {"a": "one\u2028\x0c\rtwo\n".encode()})
    after = await tree(blobs, {"a": "one\u2028\x0c\rTWO\n".encode()})
    (found,) = await compare_trees(blobs, before, after)
    assert (found.added, found.deleted) == (1, 1)


async def test_what_is_no_text_or_too_large_is_named_without_lines(blobs: Blobs) -> None:
    before = await tree(blobs, {"b.png": b"\x89PNG\xff", "n.txt": b"a\x00b", "line.js": b"x" * 5_000_000})
    after = await tree(blobs, {"b.png": b"\x89PNG\xfe", "n.txt": b"a\x00c", "line.js": b"y" * 5_000_000})
    found = {item.path: (item.omitted, item.difference) for item in await compare_trees(blobs, before, after)}
    assert found == {
        "b.png": (Omission.BINARY, None),
        "line.js": (Omission.LARGE, None),
        "n.txt": (Omission.BINARY, None),
    }
    lines = await tree(blobs, {"many.txt": b"\n" * (MAX_DIFF_FILE_BYTES - 1)})
    (many,) = await compare_trees(blobs, {}, lines)
    assert many.omitted is Omission.LARGE


async def test_the_whole_is_bounded_and_says_which_files_it_leaves_out(blobs: Blobs) -> None:
    files = {f"f{number:03}.txt": (f"{number} " * 20 + "\n").encode() * 2_000 for number in range(40)}
    found = await compare_trees(blobs, {}, await tree(blobs, files))
    assert len(found) == 40
    shown = [item for item in found if item.difference is not None]
    assert 0 < len(shown) < 40
    assert sum(len(item.difference or "") for item in shown) <= MAX_DIFF_CHARACTERS
    assert {item.omitted for item in found} == {None, Omission.BOUND}


async def test_lines_made_to_be_hard_to_compare_take_no_long_time(blobs: Blobs) -> None:
    """Half of them are in both files again and again: Python's own comparison takes half a minute."""
    before = await tree(blobs, {"a": b"".join(b"x%d\nu%d\n" % (n % 51, n) for n in range(2_400))})
    after = await tree(blobs, {"a": b"".join(b"x%d\nv%d\n" % (n % 51, n) for n in range(2_400))})
    began = time.process_time()
    (found,) = await compare_trees(blobs, before, after)
    assert (found.added, found.deleted) == (2_400, 2_400)
    assert time.process_time() - began < 5


async def test_a_difference_is_as_short_as_it_can_be_and_applies(blobs: Blobs, tmp_path: Path) -> None:
    random = Random(5)  # noqa: S311 - the same each time
    lines = [f"{number % 7} {number // 40}\n" for number in range(400)]
    changed = list(lines)
    for _ in range(25):
        place = random.randrange(len(changed))
        changed[place : place + random.randrange(3)] = ["new\n"] * random.randrange(3)
    old, new = ("".join(each).encode() for each in (lines, changed))
    (found,) = await compare_trees(blobs, await tree(blobs, {"a": old}), await tree(blobs, {"a": new}))
    (tmp_path / "a").write_bytes(old)
    (tmp_path / "patch").write_text(found.difference or "")
    git = await asyncio.create_subprocess_exec("git", "apply", "patch", cwd=tmp_path)
    assert (await git.wait(), (tmp_path / "a").read_bytes()) == (0, new)
