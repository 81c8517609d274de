"""Tables of accounts."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.context import Actor, Scope
from millwright.kit.database import Base
from millwright.kit.ids import new_id


class Organization(Base):
    """A tenant: whose projects, keys and operations something is."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class User(Base):
    """A person. E-mail addresses are kept in lower case."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class MemberRole(StrEnum):
    """What a person is to an organization."""

    OWNER = "owner"


class Membership(Base):
    """A person's place in an organization."""

    __tablename__ = "memberships"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[MemberRole]
    created_at: Mapped[datetime]


class KeyKind(StrEnum):
    """What a key may do; the prefix says it."""

    READ = "read"
    USER = "user"

    @property
    def prefix(self) -> str:
        """How keys of this kind begin (AiBuild, Authentication)."""
        return f"sk_{self.value}_"


class ApiKey(Base):
    """A key a program acts with. Only a keyed hash and the last four characters are kept."""

    __tablename__ = "api_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[KeyKind]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    digest: Mapped[bytes] = mapped_column(unique=True)
    last_four: Mapped[str] = mapped_column(String(4))
    created_at: Mapped[datetime]

    def actor(self) -> Actor:
        """Whoever presents this key."""
        scopes = frozenset(Scope(scope) for scope in self.scopes)
        return Actor(user_id=self.user_id, organization_id=self.organization_id, scopes=scopes)
