"""Several machines on one database."""

from pathlib import Path

from millwright.kit.clock import system_clock
from millwright.kit.crypto import TokenHasher, installation_key
from millwright.settings import Settings
from millwright.wiring.first_account import open_identity

ISSUER = "https://mill.example.com"


async def test_machines_that_share_a_folder_of_keys_believe_each_other(tmp_path: Path):
    shared = tmp_path / "keys"
    shared.mkdir()
    signed: list[str] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        settings = Settings(data=tmp_path / name, keys=shared)
        hasher = TokenHasher(installation_key(settings.key_folder / "secret"))
        signer = (await open_identity(settings, hasher, ISSUER)).signer
        now = system_clock()
        signed.append(signer.sign({"iss": ISSUER, "exp": int(now.timestamp()) + 60}, typ="test"))
        assert all(signer.verify(token, typ="test", issuer=ISSUER, now=now) for token in signed)
    assert list((tmp_path / "two").iterdir()) == []


def test_a_machine_by_itself_keeps_its_keys_with_its_data(tmp_path: Path):
    assert Settings(data=tmp_path).key_folder == tmp_path
