"""The audit log: an extension. Who did what to accounts, keys, members and the organization."""

from typing import Annotated

from fastapi import APIRouter, Query

from millwright.doors.http.context import ContextDep
from millwright.doors.pixell import render, wire
from millwright.doors.pixell.paging import PageNumber
from millwright.kit.paging import PageRequest
from millwright.platform import accounts

router = APIRouter(tags=["Extensions"])


@router.get("/api/audit-log")
async def get_audit_log(
    ctx: ContextDep, page: PageNumber = 1, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> wire.AuditLog:
    """What was done in the caller's organization, the latest first."""
    found = await accounts.audit_log(ctx, PageRequest(page, limit))
    entries = [render.audit_entry(item) for item in found.items]
    return wire.AuditLog(entries=entries, total=found.total, page=page, limit=limit)
