"""Mail, for operators alone."""

import httpx

from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import Services
from millwright.kit.context import READ_SCOPES, Actor
from millwright.kit.ids import new_id
from millwright.platform.accounts import Role
from millwright.platform.notifications import letters, outbox
from millwright.platform.notifications.outbox import Recipient
from tests.doors.aibuild.conftest import client_of
from tests.factories.accounts import make_member, make_organization

LETTER = letters.invitation("https://millwright.test", "one", "Ada's", "member")


async def operator(services: Services) -> Actor:
    async with services.database.session() as session:
        organization = await make_organization(session, "Operators", installation=True)
        return await make_member(session, organization, Role.OWNER, "Olga")


async def write(services: Services, to: str) -> str:
    async with services.database.session() as session:
        recipient = Recipient(to, None, None)
        made = await outbox.put(session, "member.invited", recipient, LETTER, can_send=False, now=services.clock())
    return Prefix.MAIL.spell(made.id)


async def test_an_operator_reads_what_was_kept(services: Services):
    first, second = await write(services, "bob@example.org"), await write(services, "eve@example.org")
    async with await client_of(services, await operator(services)) as client:
        listed = (await client.get("/mail", params={"limit": 1})).json()
        assert [item["id"] for item in listed["mail"]] == [second]
        assert listed["pagination"]["total"] == 2
        assert listed["mail"][0].keys() == {"id", "to", "subject", "kind", "state", "createdAt", "sentAt", "error"}
        shown = (await client.get(f"/mail/{first}")).json()
        assert (shown["to"], shown["state"], shown["body"]) == ("bob@example.org", "kept", LETTER.text)
        for unknown in (Prefix.MAIL.spell(new_id()), "mail_x", "x"):
            assert (await client.get(f"/mail/{unknown}")).status_code == 404


async def test_nobody_else_reads_mail(services: Services, client: httpx.AsyncClient, nobody: httpx.AsyncClient):
    kept = await write(services, "bob@example.org")
    olga = await operator(services)
    async with await client_of(services, Actor(olga.user_id, olga.organization_id, READ_SCOPES)) as reading:
        for path in ("/mail", f"/mail/{kept}", "/mail/mail_x"):
            assert (await client.get(path)).status_code == 403
            assert (await reading.get(path)).status_code == 403
            assert (await nobody.get(path)).status_code == 401
