"""Indexes of the audit log, of organizations by their last change, and of operations by who asked."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index(
        op.f("ix_events_audited"),
        "events",
        ["organization_id", "position"],
        postgresql_where=sa.text(r"kind ~ '^(account|key|member|oauth|organization|session)\.'"),
    )
    op.create_index(op.f("ix_organizations_updated_at"), "organizations", ["updated_at"])
    op.create_index(op.f("ix_operations_requested_by_created_at"), "operations", ["requested_by", "created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_operations_requested_by_created_at"), table_name="operations")
    op.drop_index(op.f("ix_organizations_updated_at"), table_name="organizations")
    op.drop_index(op.f("ix_events_audited"), table_name="events")
