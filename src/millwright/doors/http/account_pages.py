"""The pages to which our mails lead: confirming an address, choosing a new password, accepting an invitation.

The token of a link stands behind ``#`` and reaches no server by itself: a script of ours reads it and calls the Pixell
API, as any client would.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from millwright.doors.http import pages

_SCRIPT_PATH = "/account/account.js"
_SCRIPT = pages.read("account.js")
_BODIES = {name: pages.read(f"{name}.html") for name in ("verify", "reset", "invitation")}


def account_routes() -> list[Route]:
    """The three pages and their script, at the paths that mails name."""
    return [
        Route("/account/verify", _verify),
        Route("/account/reset", _reset),
        Route("/account/invitations/{invitation_id}", _invitation),
        Route(_SCRIPT_PATH, _script),
    ]


async def _verify(_: Request) -> Response:
    return pages.page("Confirm your email address", _BODIES["verify"], script=_SCRIPT_PATH)


async def _reset(_: Request) -> Response:
    return pages.page("Choose a new password", _BODIES["reset"], script=_SCRIPT_PATH)


async def _invitation(_: Request) -> Response:
    return pages.page("You are invited", _BODIES["invitation"], script=_SCRIPT_PATH)


async def _script(_: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})
