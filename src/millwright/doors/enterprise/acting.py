"""Acting for another organization: a person may be a member of several, and this contract's paths name one.

Only a person's own session can. What belongs to an organization where they are no member does not exist for them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from millwright.doors.enterprise import ids
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts

Found = TypeVar("Found")
_NOT_THERE = frozenset({Kind.FORBIDDEN, Kind.NOT_FOUND})


async def in_organization(ctx: Context, organization_id: str) -> Context:
    """The same transaction, acting for that organization; raises `DomainError` of kind not found for a stranger."""
    return replace(ctx, actor=await accounts.act_in(ctx, ids.parse(organization_id, "organization")))


async def anywhere(ctx: Context, load: Callable[[Context], Awaitable[Found]]) -> Found:
    """What `load` finds: in the organization that the actor acts for, else in another where they are a member.

    Raises what it raised in the first, when nothing is found, or may be done, in any.
    """
    try:
        return await load(ctx)
    except DomainError as error:
        if error.kind not in _NOT_THERE:
            raise
        first = error
    for actor in await accounts.other_places(ctx):
        try:
            return await load(replace(ctx, actor=actor))
        except DomainError as error:
            if error.kind not in _NOT_THERE:
                raise
    raise first
