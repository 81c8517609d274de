import pytest
from cryptography.exceptions import InvalidTag

from millwright.kit.crypto import Cipher


def test_what_is_sealed_opens_for_its_own_row_alone():
    cipher = Cipher(b"k" * 32)
    sealed = cipher.seal(b"secret", bound_to=b"row 1")
    assert b"secret" not in sealed
    assert sealed != cipher.seal(b"secret", bound_to=b"row 1")
    assert cipher.open(sealed, bound_to=b"row 1") == b"secret"
    for other, row, text in (
        (cipher, b"row 2", sealed),
        (Cipher(b"o" * 32), b"row 1", sealed),
        (cipher, b"row 1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):
        with pytest.raises(InvalidTag):
            other.open(text, bound_to=row)
