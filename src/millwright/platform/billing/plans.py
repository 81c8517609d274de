"""Which plan an organization is on."""

from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.platform import accounts, events
from millwright.platform.accounts import Organization, Plan

_RANKS = {plan: rank for rank, plan in enumerate((Plan.FREE, Plan.PRO, Plan.ENTERPRISE, Plan.UNLIMITED))}
_ASK_THE_OPERATOR = (
    "A higher plan cannot be bought here, for there is no payment provider: ask the operator of this installation, "
    "who can change the plan of an organization."
)


async def change_plan(ctx: Context, plan: Plan) -> Organization:
    """Puts the actor's organization on another plan; the limits of its credentials change at once.

    There is no payment provider: whoever pays for nothing may choose less, and only operators more, for others by
    `accounts.change_organization`. Only the installation's own organization can choose to be unlimited, as it is at
    first. Raises `DomainError` of kind forbidden without the scope, code `payment_provider_missing` (forbidden) for
    a higher plan, of kind invalid for a plan that the organization cannot choose.
    """
    ctx.actor.require(Scope.BILLING_WRITE)
    organization = await ctx.session.get(
        Organization, ctx.actor.organization_id, with_for_update=True, populate_existing=True
    )
    if organization is None:
        raise not_found("organization")
    if plan is Plan.UNLIMITED and not organization.is_installation:
        raise invalid("plan", "Must be one of: free, pro, enterprise")
    if plan is organization.plan:
        return organization
    if _RANKS[plan] > _RANKS[organization.plan] and Scope.ORGANIZATIONS_ADMIN not in ctx.actor.scopes:
        raise DomainError("payment_provider_missing", Kind.FORBIDDEN, _ASK_THE_OPERATOR)
    before, organization.plan = organization.plan, plan
    organization.updated_at = ctx.clock()
    await ctx.session.flush()
    data = {"plan": plan.value, "previous_plan": before.value}
    await events.record(ctx, "organization.plan_changed", subject_id=organization.id, data=data)
    await accounts.forget(ctx.session, organization.id)
    return organization
