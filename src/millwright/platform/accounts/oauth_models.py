"""Tables of OAuth: what people and programs have allowed a client to do."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.context import Scope
from millwright.kit.database import Base, WithCreatedAt, WithId


class OAuthFlow(StrEnum):
    """How a grant came to be: a person consented, or the client asked for itself."""

    CODE = "code"
    CLIENT = "client"


class OAuthGrant(WithId, WithCreatedAt, Base):
    """What a client may do in an organization; every token names one, and is dead when its grant is.

    `expires_at` is when the last token that came of it ends. `redirect_uri` is what the authorization request said,
    None when it said nothing. Only a keyed hash of the code is kept, also after its use: to know it if it comes again.
    `confidential`: the client showed its secret for the first token, so that it must for all.
    """

    __tablename__ = "oauth_grants"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_keys.id", ondelete="CASCADE"), index=True)
    flow: Mapped[OAuthFlow]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    redirect_uri: Mapped[str | None]
    challenge: Mapped[str | None] = mapped_column(String(128))
    code_digest: Mapped[bytes | None] = mapped_column(unique=True)
    code_used_at: Mapped[datetime | None]
    confidential: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def allowed(self) -> frozenset[Scope]:
        """The scopes that were granted."""
        return frozenset(Scope(scope) for scope in self.scopes)

    def is_alive(self, now: datetime) -> bool:
        """Whether its tokens are good."""
        return self.ended_at is None and now < self.expires_at


class OAuthRefreshToken(WithCreatedAt, Base):
    """A refresh token, good for one use; kept after it as long as its grant, to know it when it comes again."""

    __tablename__ = "oauth_refresh_tokens"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(ForeignKey("oauth_grants.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]
