"""The installation's own account, the key of this machine, and what credentials are signed and hashed with."""

import asyncio
import sys
from pathlib import Path

from millwright.kit.context import Actor, Context
from millwright.kit.crypto import TokenHasher
from millwright.kit.database import Database
from millwright.platform import accounts
from millwright.settings import Settings

KEY_FILE = "key"
JWT_KEY_FILE = "jwt-keys.json"


async def open_identity(settings: Settings, hasher: TokenHasher, public_url: str) -> accounts.Identity:
    """What accounts are proved with; the signing keys are in the folder of keys, made at the first start."""
    return accounts.Identity(
        hasher=hasher,
        signer=await asyncio.to_thread(accounts.JwtSigner.at, settings.key_folder / JWT_KEY_FILE),
        issuer=public_url,
        passwords=accounts.Passwords(),
        email_verification=settings.email_verification == "on",
    )


async def ensure_first_account(settings: Settings, database: Database, identity: accounts.Identity) -> None:
    """Makes the installation's account, and a key in the data folder for the command line on this machine."""
    password = settings.admin_password
    made = await accounts.ensure_installation(
        database,
        identity.passwords,
        email=settings.admin_email,
        password=password.get_secret_value() if password is not None else None,
    )
    if made.password is not None:  # shown this once, and never in a log
        sys.stdout.write(f"The administrator {made.email} has the password {made.password}\n")
        sys.stdout.flush()
    await _ensure_first_key(settings.data / KEY_FILE, database, identity.hasher, made.actor)


async def _ensure_first_key(path: Path, database: Database, hasher: TokenHasher, actor: Actor) -> None:
    kept = _read_if_there(path)
    async with database.session() as session:
        if kept is not None and await accounts.is_known(session, hasher, kept):
            return
        context = Context(session=session, actor=actor)
        made = await accounts.create_key(context, hasher, name="This machine", kind=accounts.KeyKind.USER)
    _write_private(path, made.secret)


def _read_if_there(path: Path) -> str | None:
    return path.read_text().strip() if path.exists() else None


def _write_private(path: Path, secret: str) -> None:
    path.touch(mode=0o600)
    path.write_text(secret + "\n")
