"""Domain values in the contract's words, field by field."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from millwright.doors.coordinaitor import wire
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.coordinaitor.permissions import names_of
from millwright.factory.projects import Project
from millwright.platform.accounts import ApiKey, CreatedKey, Member, Profile, Tokens, User
from millwright.platform.webhooks import Delivery, DeliveryHistory, Endpoint

MOUNT = "/coordinaitor"
"""Where the contract is mounted."""


def instant(at: datetime) -> str:
    """An instant as in all examples: UTC, with a Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def tokens(made: Tokens) -> wire.TokensOut:
    """Authentication Endpoints / POST /api/v1/auth/refresh."""
    return wire.TokensOut(access_token=made.access_token, refresh_token=made.refresh_token, expires_in=made.expires_in)


def login(made: Tokens) -> wire.LoginOut:
    """Authentication Endpoints / POST /api/v1/auth/login."""
    return wire.LoginOut(
        access_token=made.access_token,
        refresh_token=made.refresh_token,
        expires_in=made.expires_in,
        user=wire.LoginUser(
            id=Prefix.USER.spell(made.user.id),
            email=made.user.email,
            name=made.user.name,
            organization_id=Prefix.ORGANIZATION.spell(made.organization.id),
        ),
    )


def key(item: ApiKey) -> wire.KeyOut:
    """An API key."""
    return wire.KeyOut(**_key(item))


def created_key(made: CreatedKey) -> wire.CreatedKeyOut:
    """A new or rotated API key, with its secret."""
    return wire.CreatedKeyOut(**_key(made.key), key=made.secret)


def _key(item: ApiKey) -> dict[str, Any]:
    rate = None
    if item.rate_requests is not None and item.rate_seconds is not None:
        rate = wire.RateLimit(requests=item.rate_requests, window=item.rate_seconds)
    return {
        "id": Prefix.KEY.spell(item.id),
        "name": item.name,
        "preview": f"{item.first_chars}…{item.last_four}",
        "permissions": names_of(item.scopes),
        "rate_limit": rate,
        "redirect_uris": list(item.redirect_uris),
        "created_at": item.created_at,
        "last_used_at": item.last_used_at,
    }


def member(item: Member, organization_id: str, public_url: str) -> wire.UserOut:
    """User Endpoints / GET /api/v1/users; `organization_id` as the contract spells it."""
    return wire.UserOut(**_user(item.user, public_url), role=item.role.value, organization_id=organization_id)


def profile(item: Profile, projects_active: int | None, public_url: str) -> wire.ProfileOut:
    """User Endpoints / GET /api/v1/users/me; tasks come with a later release, so that nobody has made one yet."""
    stats = None
    if projects_active is not None:
        stats = wire.StatsOut(tasks_created=0, tasks_completed=0, projects_active=projects_active)
    return wire.ProfileOut(
        **_user(item.user, public_url),
        role=item.role.value,
        organization_id=Prefix.ORGANIZATION.spell(item.organization.id),
        preferences=preferences(item.user.preferences),
        stats=stats,
    )


def _user(item: User, public_url: str) -> dict[str, Any]:
    return {
        "id": Prefix.USER.spell(item.id),
        "email": item.email,
        "name": item.name,
        "avatar": avatar(item, public_url),
        "created_at": item.created_at,
        "last_login_at": item.last_login_at,
    }


def avatar(item: User, public_url: str) -> str | None:
    """The address of a person's picture, another one for each picture; None where there is none."""
    if item.avatar_digest is None:
        return None
    return f"{public_url}{MOUNT}/api/v1/users/{Prefix.USER.spell(item.id)}/avatar?v={item.avatar_digest[:16]}"


def preferences(stored: Mapping[str, object]) -> wire.Preferences:
    """What a person has chosen; what another contract keeps under one of our names in its own form was not chosen."""
    try:
        return wire.Preferences.model_validate(stored)
    except ValidationError as error:
        foreign = {fault["loc"][0] for fault in error.errors()}
        return wire.Preferences.model_validate({name: stored[name] for name in stored.keys() - foreign})


def project(item: Project) -> wire.ProjectOut:
    """Project Endpoints / GET /api/v1/projects. No project can be completed, archived or put on hold yet."""
    return wire.ProjectOut(
        id=Prefix.PROJECT.spell(item.id),
        name=item.name,
        description=item.prompt,
        status=wire.ProjectStatus.ACTIVE,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def webhook(item: Endpoint) -> wire.WebhookOut:
    """A webhook."""
    return wire.WebhookOut(
        id=Prefix.WEBHOOK.spell(item.id),
        url=item.url,
        events=list(item.events),
        active=item.enabled,
        disabled_reason=item.disabled_reason,
        headers=dict(item.headers),
        last_triggered_at=item.last_triggered_at,
        created_at=item.created_at,
        updated_at=item.updated_at,
    )


def delivery(item: Delivery) -> wire.DeliveryOut:
    """A delivery."""
    return wire.DeliveryOut(**_delivery(item))


def delivery_detail(history: DeliveryHistory) -> wire.DeliveryDetail:
    """A delivery with its attempts."""
    return wire.DeliveryDetail(
        **_delivery(history.delivery),
        body=history.delivery.body.decode(),
        history=[
            wire.AttemptOut(
                number=attempt.number,
                at=attempt.at,
                status=attempt.status,
                failure=attempt.failure,
                duration=attempt.elapsed_ms,
                answer=attempt.answer,
            )
            for attempt in history.attempts
        ],
    )


def _delivery(item: Delivery) -> dict[str, Any]:
    return {
        "id": Prefix.DELIVERY.spell(item.id),
        "webhook_id": Prefix.WEBHOOK.spell(item.endpoint_id),
        "event": item.event,
        "status": item.state,
        "attempts": item.attempts,
        "next_attempt_at": item.next_attempt_at,
        "created_at": item.created_at,
    }
