"""Which plan an organization is on."""

from millwright.kit.context import Context, Scope
from millwright.kit.errors import invalid, not_found
from millwright.platform import accounts, events
from millwright.platform.accounts import Organization, Plan


async def change_plan(ctx: Context, plan: Plan) -> Organization:
    """Puts the actor's organization on another plan; the limits of its credentials change at once.

    Only the installation's own organization can choose to be unlimited, as it is at first. Raises `DomainError` of kind
    forbidden without the scope, of kind invalid for a plan that the organization cannot choose.
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
    before, organization.plan = organization.plan, plan
    organization.updated_at = ctx.clock()
    await ctx.session.flush()
    data = {"plan": plan.value, "previous_plan": before.value}
    await events.record(ctx, "organization.plan_changed", subject_id=organization.id, data=data)
    await accounts.forget(ctx.session, organization.id)
    return organization
