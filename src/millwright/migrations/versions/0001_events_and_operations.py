"""Events, operations and their logs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("data", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("position", name=op.f("uq_events_position")),
    )
    for columns in (["organization_id", "position"], ["subject_id", "position"]):
        op.create_index(op.f(f"ix_events_{'_'.join(columns)}"), "events", columns)
    _number_events_at_commit()
    op.create_table(
        "operations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("input", postgresql.JSONB(), nullable=False),
        sa.Column("phases", postgresql.JSONB(), nullable=False),
        sa.Column("progress", sa.Double[float](), server_default=sa.text("0"), nullable=False),
        sa.Column("result", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=12, scale=6), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("retry_of", sa.Uuid(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("executor", sa.Text(), nullable=True),
        sa.Column("starts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["retry_of"], ["operations.id"], name=op.f("fk_operations_retry_of"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
    )
    _index_operations()
    op.create_table(
        "operation_logs",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operations.id"], name=op.f("fk_operation_logs_operation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operation_id", "seq", name=op.f("pk_operation_logs")),
    )


def _number_events_at_commit() -> None:
    """The lock is held to the end of the transaction, so positions become visible in their order."""
    op.execute("CREATE SEQUENCE events_position")
    op.execute("""
        CREATE FUNCTION take_event_position() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock(hashtext('events_position'));
          UPDATE events SET position = nextval('events_position') WHERE id = NEW.id;
          RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE CONSTRAINT TRIGGER take_event_position AFTER INSERT ON events
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION take_event_position()
    """)


def _index_operations() -> None:
    for columns in (["organization_id", "created_at"], ["project_id", "created_at"], ["kind", "state", "finished_at"]):
        op.create_index(op.f(f"ix_operations_{'_'.join(columns)}"), "operations", columns)
    waiting, running = sa.text("state = 'queued'"), sa.text("state = 'running'")
    op.create_index("ix_operations_waiting", "operations", ["created_at"], postgresql_where=waiting)
    op.create_index("ix_operations_running", "operations", ["executor"], postgresql_where=running)
    op.create_index(
        "uq_operations_idempotency_key",
        "operations",
        ["organization_id", "kind", "idempotency_key"],
        unique=True,
        postgresql_where=sa.text("idempotency_key IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("operation_logs")
    op.drop_table("operations")
    op.drop_table("events")
    op.execute("DROP FUNCTION take_event_position")
    op.execute("DROP SEQUENCE events_position")
