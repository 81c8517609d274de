"""Spellings of ids are reversible, and nothing else is taken for one."""

import pytest

from millwright.kit import ids


@pytest.mark.parametrize("separator", ["_", "-"])
def test_a_prefixed_id_is_read_back(separator: str) -> None:
    value = ids.new_id()
    spelled = ids.prefixed("user", value, separator)
    assert spelled.startswith(f"user{separator}")
    assert ids.parse_prefixed("user", spelled, separator) == value


@pytest.mark.parametrize("text", ["", "user-", "user-nonexistent", "user_0000000000000000000000", "org-" + "0" * 22])
def test_another_spelling_is_no_id(text: str) -> None:
    assert ids.parse_prefixed("user", text, "-") is None
