"""What the compiler made for a revision, where people's edits were merged into it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("compiled", sa.String(64)))


def downgrade() -> None:
    op.drop_column("revisions", "compiled")
