"""Webhook endpoints and deliveries."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Filled by the room's own change."""


def downgrade() -> None:
    """Filled by the room's own change."""
