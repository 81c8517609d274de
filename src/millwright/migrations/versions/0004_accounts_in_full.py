"""Accounts in full: plans and slugs of organizations, passwords, invitations, sessions, keys of every contract."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

_FILL_ORGANIZATIONS = """
UPDATE organizations o SET
  slug = n.base || CASE WHEN n.place = 1 THEN '' ELSE '-' || right(replace(o.id::text, '-', ''), 12) END,
  plan = CASE WHEN n.age = 1 THEN 'unlimited' ELSE 'free' END,
  is_installation = n.age = 1,
  status = 'active',
  updated_at = o.created_at
FROM (
  SELECT id, base, row_number() OVER (PARTITION BY base ORDER BY created_at, id) AS place,
         row_number() OVER (ORDER BY created_at, id) AS age
  FROM (
    SELECT id, created_at, coalesce(nullif(
      trim(BOTH '-' FROM left(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 60)), ''), 'organization') AS base
    FROM organizations
  ) bases
) n
WHERE n.id = o.id
"""
_FILL_USERS = """
UPDATE users u SET
  verified_at = created_at,
  updated_at = created_at,
  preferences = '{}',
  current_organization_id = (
    SELECT organization_id FROM memberships m WHERE m.user_id = u.id ORDER BY m.created_at LIMIT 1
  )
"""
_FILL_KEYS = "UPDATE api_keys SET first_chars = 'sk_' || kind || '_', redirect_uris = '{}'"


def upgrade() -> None:
    _organizations()
    _users()
    _keys()
    _invitations()
    _sessions()


def _organizations() -> None:
    for column in (
        sa.Column("slug", sa.String(length=80), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("plan", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("is_installation", sa.Boolean(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("website_url", sa.Text(), nullable=True),
        sa.Column("max_users", sa.Integer(), nullable=True),
        sa.Column("max_projects", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("organizations", column)
    op.execute(_FILL_ORGANIZATIONS)
    for name in ("slug", "plan", "status", "is_installation", "updated_at"):
        op.alter_column("organizations", name, nullable=False)
    op.create_unique_constraint(op.f("uq_organizations_slug"), "organizations", ["slug"])
    op.create_index(
        "uq_organizations_installation",
        "organizations",
        ["is_installation"],
        unique=True,
        postgresql_where=sa.text("is_installation"),
    )
    op.create_index(op.f("ix_organizations_created_at"), "organizations", ["created_at"])
    op.create_index(op.f("ix_organizations_status_created_at"), "organizations", ["status", "created_at"])
    op.create_index(op.f("ix_organizations_name"), "organizations", ["name"])


def _users() -> None:
    for column in (
        sa.Column("password_digest", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("preferences", postgresql.JSONB(), nullable=True),
        sa.Column("avatar_digest", sa.String(length=64), nullable=True),
        sa.Column("current_organization_id", sa.Uuid(), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("users", column)
    op.execute(_FILL_USERS)
    for name in ("preferences", "updated_at"):
        op.alter_column("users", name, nullable=False)
    op.create_foreign_key(
        op.f("fk_users_current_organization_id"),
        "users",
        "organizations",
        ["current_organization_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(op.f("ix_users_current_organization_id"), "users", ["current_organization_id"])


def _keys() -> None:
    for column in (
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("rate_requests", sa.Integer(), nullable=True),
        sa.Column("rate_seconds", sa.Integer(), nullable=True),
        sa.Column("redirect_uris", postgresql.ARRAY(sa.String(length=2000)), nullable=True),
        sa.Column("first_chars", sa.String(length=20), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("api_keys", column)
    op.execute(_FILL_KEYS)
    for name in ("redirect_uris", "first_chars"):
        op.alter_column("api_keys", name, nullable=False)
    op.drop_index(op.f("ix_api_keys_organization_id"), "api_keys")
    op.drop_index(op.f("ix_api_keys_user_id"), "api_keys")
    op.create_index(op.f("ix_api_keys_organization_id_created_at"), "api_keys", ["organization_id", "created_at"])
    op.create_index(op.f("ix_api_keys_user_id_organization_id"), "api_keys", ["user_id", "organization_id"])
    op.create_index(op.f("ix_api_keys_project_id"), "api_keys", ["project_id"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_invitations_organization_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["users.id"], name=op.f("fk_invitations_invited_by"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index(
        "uq_invitations_open",
        "invitations",
        ["organization_id", "email"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )
    op.create_index(op.f("ix_invitations_organization_id_created_at"), "invitations", ["organization_id", "created_at"])
    op.create_index(op.f("ix_invitations_email"), "invitations", ["email"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_digest", sa.LargeBinary(), nullable=False),
        sa.Column("cookie_digest", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("agent", sa.String(length=400), nullable=True),
        sa.Column("remember", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sessions_organization_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("refresh_digest", name=op.f("uq_sessions_refresh_digest")),
        sa.UniqueConstraint("cookie_digest", name=op.f("uq_sessions_cookie_digest")),
    )
    for name in ("user_id", "organization_id", "expires_at"):
        op.create_index(op.f(f"ix_sessions_{name}"), "sessions", [name])
    op.create_table(
        "session_refreshes",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_refreshes_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_session_refreshes")),
    )
    op.create_index(op.f("ix_session_refreshes_session_id"), "session_refreshes", ["session_id"])


def downgrade() -> None:
    op.drop_table("session_refreshes")
    op.drop_table("sessions")
    op.drop_table("invitations")
    op.execute("DELETE FROM api_keys WHERE kind NOT IN ('user', 'read') OR project_id IS NOT NULL")
    op.drop_index(op.f("ix_api_keys_project_id"), "api_keys")
    op.drop_index(op.f("ix_api_keys_user_id_organization_id"), "api_keys")
    op.drop_index(op.f("ix_api_keys_organization_id_created_at"), "api_keys")
    op.create_index(op.f("ix_api_keys_user_id"), "api_keys", ["user_id"])
    op.create_index(op.f("ix_api_keys_organization_id"), "api_keys", ["organization_id"])
    for (
        name
    ) in "expires_at rotated_at last_used_at first_chars redirect_uris rate_seconds rate_requests project_id".split():
        op.drop_column("api_keys", name)
    op.drop_constraint(op.f("fk_users_current_organization_id"), "users")
    for name in (
        "updated_at last_login_at current_organization_id avatar_digest preferences verified_at password_digest".split()
    ):
        op.drop_column("users", name)
    op.execute("DELETE FROM memberships WHERE role <> 'owner'")
    for name in "created_at status_created_at name".split():
        op.drop_index(op.f(f"ix_organizations_{name}"), "organizations")
    op.drop_index("uq_organizations_installation", "organizations")
    op.drop_constraint(op.f("uq_organizations_slug"), "organizations")
    for (
        name
    ) in "updated_at max_projects max_users website_url description is_installation status plan type slug".split():
        op.drop_column("organizations", name)
