"""The picture of a revision's first page, as the browser saw it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("picture", sa.String(64)))


def downgrade() -> None:
    op.drop_column("revisions", "picture")
