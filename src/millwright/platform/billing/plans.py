"""Which plan an organization is on."""

from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.platform import accounts, events
from millwright.platform.accounts import Organization, Plan


async def change_plan(ctx: Context, plan: Plan) -> Organization:
    """Puts the actor's organization on another plan; the limits of its credentials change at once.

    Raises `DomainError` of kind forbidden without the scope, of kind invalid for a plan that nobody can choose, with
    code `own_installation` (conflict) for the installation's own organization, which has no limits.
    """
    ctx.actor.require(Scope.BILLING_WRITE)
    if plan is Plan.UNLIMITED:
        raise invalid("plan", "Must be one of: free, pro, enterprise")
    organization = await ctx.session.get(
        Organization, ctx.actor.organization_id, with_for_update=True, populate_existing=True
    )
    if organization is None:
        raise not_found("organization")
    if organization.is_installation:
        raise DomainError("own_installation", Kind.CONFLICT, "The installation's own organization has no limits.")
    if plan is organization.plan:
        return organization
    before, organization.plan = organization.plan, plan
    organization.updated_at = ctx.clock()
    await ctx.session.flush()
    data = {"plan": plan.value, "previous_plan": before.value}
    await events.record(ctx, "organization.plan_changed", subject_id=organization.id, data=data)
    await accounts.forget(ctx.session, organization.id)
    return organization
