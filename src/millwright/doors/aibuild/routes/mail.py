"""Mail: an extension, for operators alone. Without an SMTP server it is the only way to what Millwright wrote."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.context import ContextDep
from millwright.doors.http.services import ServicesDep
from millwright.kit.paging import PageRequest
from millwright.platform import notifications

router = APIRouter(prefix="/mail", tags=["Extensions"])


@router.get("")
async def list_mail(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    page: Annotated[PageRequest, Depends(requested)],
) -> wire.MailList:
    """All mail of the installation, the newest first, without what it says."""
    found = await notifications.list_mail(ctx, page)
    pagination = paginate(found, request, response, services.public_url)
    return wire.MailList(mail=[render.mail(item) for item in found.items], pagination=pagination)


@router.get("/{mail_id}")
async def get_mail(ctx: ContextDep, mail_id: str) -> wire.MailDetail:
    """One mail with what it says: a link in it is as good as a password."""
    return render.mail_detail(await notifications.get_mail(ctx, Prefix.MAIL.parse(mail_id)))
