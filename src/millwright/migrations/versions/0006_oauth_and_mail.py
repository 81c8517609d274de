"""OAuth grants; the mail outbox."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Filled by the room's own change."""


def downgrade() -> None:
    """Filled by the room's own change."""
