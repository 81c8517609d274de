"""What a refusal may say."""

from millwright.kit.errors import DomainError, Kind


def test_a_refusal_holds_no_nul_characters() -> None:
    error = DomainError("odd", Kind.INVALID, "a\x00b", fields={"name": ["c\x00d", "plain"]})
    assert error.message == str(error) == "a\ufffdb"
    assert error.fields == {"name": ["c\ufffdd", "plain"]}
