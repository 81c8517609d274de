"""Which paths a project may hold."""

import pytest

from millwright.factory.projects import MAX_FILE_BYTES, MAX_FILES, check_tree
from millwright.kit.errors import DomainError, Kind


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/", "a\x00b", "a\nb", "a\\b", "C:x", "a/.git/config",
        ".GIT/hooks", "a.", "a /b", " a", "\u202ea", "x" * 256, "a/" + "é" * 200, "con?", "\ud800",
    ],
)  # fmt: skip
def test_a_path_that_could_leave_its_folder_or_confuse_a_file_system_is_refused(path: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check_tree({path: 1})
    assert refusal.value.kind is Kind.INVALID
    assert "path" in refusal.value.fields


@pytest.mark.parametrize("path", ["a", ".env.example", "src/App.tsx", "a b/c-d_e.txt", "…/…x", "日本/語.md", "..a/b"])
def test_an_ordinary_path_is_accepted(path: str) -> None:
    check_tree({path: 0})


@pytest.mark.parametrize(
    "paths", [("a.txt", "A.txt"), ("é.txt", "e\u0301.txt"), ("straße", "STRASSE"), ("a", "a/b"), ("A", "a/b/c")]
)
def test_two_paths_that_are_one_on_some_systems_are_refused(paths: tuple[str, str]) -> None:
    with pytest.raises(DomainError) as refusal:
        check_tree(dict.fromkeys(paths, 1))
    assert refusal.value.code == "path_conflict"


@pytest.mark.parametrize(
    "sizes",
    [
        {"a": MAX_FILE_BYTES + 1},
        {str(n): 0 for n in range(MAX_FILES + 1)},
        {str(n): MAX_FILE_BYTES for n in range(11)},
    ],
    ids=["file", "files", "tree"],
)
def test_a_tree_beyond_the_limits_is_refused(sizes: dict[str, int]) -> None:
    with pytest.raises(DomainError) as refusal:
        check_tree(sizes)
    assert refusal.value.kind is Kind.TOO_LARGE
