"""Accounts in full: sessions, invitations, keys of every contract."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Filled by the room's own change."""


def downgrade() -> None:
    """Filled by the room's own change."""
