"""Billing (the contract's section of that name): the plan and what is used of it; invoices are not served yet."""

from datetime import timedelta

from fastapi import APIRouter

from millwright.doors.aibuild import wire
from millwright.doors.aibuild.limits import BUILDS_A_DAY, requests_today
from millwright.doors.http.context import ContextDep, PrincipalDep
from millwright.doors.http.services import ServicesDep
from millwright.factory import pipelines, projects
from millwright.kit.context import Scope
from millwright.kit.paging import PageRequest
from millwright.platform import billing
from millwright.platform.accounts import Plan

_DAY = timedelta(days=1)

router = APIRouter(prefix="/billing", tags=["Billing"])


@router.get("")
async def get_billing(ctx: ContextDep, services: ServicesDep, principal: PrincipalDep) -> wire.BillingOut:
    """The plan of the organization, and what is used of it."""
    ctx.actor.require(Scope.BILLING_READ)
    day = await requests_today(services.limiter, principal)
    held = await projects.list_projects(ctx, projects.ProjectFilter(), PageRequest(1, 1))
    usage = wire.Usage(
        requests=day.used,
        requests_limit=day.limit,
        builds=await pipelines.count_generations(ctx, ctx.clock() - _DAY),
        builds_limit=BUILDS_A_DAY.get(principal.plan),
        projects=held.total,
        projects_limit=None,
    )
    return wire.BillingOut(plan=wire.PlanName(principal.plan.value), usage=usage)


@router.post("/subscription")
async def change_subscription(ctx: ContextDep, body: wire.SubscriptionRequest) -> wire.SubscriptionOut:
    """Change to a lower plan, at once; without a payment provider only the operator can give a higher one."""
    organization = await billing.change_plan(ctx, Plan(body.plan.value))
    return wire.SubscriptionOut(plan=wire.PlanName(organization.plan.value))
