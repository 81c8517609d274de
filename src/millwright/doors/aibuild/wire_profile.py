"""Shapes of the caller's own account: an extension."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from millwright.doors.aibuild.wire import Wire
from millwright.doors.http.values import Plain
from millwright.kit.context import Scope
from millwright.platform.accounts import Role


class ProfileOut(Wire):
    """The caller, for whom they act, and what they may do there (an extension).

    `scopes` are those of the credential that asks; `is_operator`: whether it may look after the installation.
    """

    id: str
    email: str
    email_verified: bool
    name: str
    created_at: datetime
    organization: str
    role: Role
    is_operator: bool
    scopes: list[Scope]


class ProfileChanges(Wire):
    """What of the caller's own account is changed (an extension)."""

    name: Annotated[Plain, Field(min_length=1, max_length=200)]
