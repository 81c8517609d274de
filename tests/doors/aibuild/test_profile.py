"""The caller's own account, and whose keys are whose."""

import httpx

from millwright.doors import pixell
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform.accounts import Organization, Role
from tests.doors.aibuild.conftest import client_of
from tests.doors.aibuild.test_mail import operator
from tests.doors.conftest import URL
from tests.doors.pixell.conftest import log_in
from tests.factories.accounts import make_member


async def test_one_sees_who_one_is_and_what_one_may_do(
    client: httpx.AsyncClient, reader: httpx.AsyncClient, ada_email: str
):
    seen = (await client.get("/profile")).json()
    assert (seen["email"], seen["emailVerified"], seen["role"], seen["isOperator"]) == (ada_email, True, "owner", False)
    assert {"keys:write", "members:write"} <= set(seen["scopes"])
    assert {scope.partition(":")[2] for scope in (await reader.get("/profile")).json()["scopes"]} == {"read"}


async def test_an_operator_is_told_so(services: Services):
    async with await client_of(services, await operator(services)) as client:
        assert (await client.get("/profile")).json()["isOperator"] is True


async def test_a_name_is_changed_in_a_session_and_not_by_a_key(
    services: Services, client: httpx.AsyncClient, ada_email: str
):
    assert (await client.patch("/profile", json={"name": "Countess"})).status_code == 403
    async with httpx.AsyncClient(transport=httpx.ASGITransport(pixell.create_app(services)), base_url=URL) as account:
        tokens = (await log_in(account, ada_email)).json()["session"]
    in_session = {"Authorization": f"Bearer {tokens['access_token']}"}
    changed = await client.patch("/profile", json={"name": " Countess "}, headers=in_session)
    assert (changed.status_code, changed.json()["name"]) == (200, "Countess")
    assert (await client.get("/profile")).json()["name"] == "Countess"
    for bad in ("", "  ", "a\u202eb", "x" * 201):
        refused = await client.patch("/profile", json={"name": bad}, headers=in_session)
        assert refused.status_code in {400, 422}, bad
        assert "name" in refused.json()["error"]["details"]


async def test_whoever_manages_members_sees_which_keys_are_their_own(
    services: Services, ada: Actor, client: httpx.AsyncClient
):
    async with services.database.session() as session:
        organization = await session.get_one(Organization, ada.organization_id)
        bob = await make_member(session, organization, Role.MEMBER, "Bob")
    async with await client_of(services, bob) as theirs:
        assert (await theirs.post("/api-keys", json={"name": "bobs"})).json()["mine"] is True
    listed = (await client.get("/api-keys")).json()["apiKeys"]
    assert {(key["name"], key["mine"]) for key in listed} >= {("bobs", False), ("test", True)}
