from uuid import uuid4

import httpx
import pytest

from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform.accounts import Role
from tests.doors.pixell.conftest import NewClient, another, joined, program


async def test_the_current_organization_is_shown_as_documented(ada: Actor, ada_browser: httpx.AsyncClient) -> None:
    body = (await ada_browser.get("/api/organizations/current")).json()
    organization = body["organization"]
    assert body["role"] == "owner"
    assert (organization["id"], organization["name"]) == (str(ada.organization_id), "Ada's")
    assert organization["credits"] == 0
    assert organization["created_at"].endswith("Z")


async def test_only_the_name_can_be_changed(ada_browser: httpx.AsyncClient) -> None:
    mine = {"name": "Renamed", "credits": 999_999, "plan": "unlimited", "is_installation": True, "status": "suspended"}
    changed = (await ada_browser.patch("/api/organizations/current", json=mine)).json()["organization"]
    assert (changed["name"], changed["credits"]) == ("Renamed", 0)
    assert "plan" not in changed
    assert (await ada_browser.get("/api/auth/session")).json()["organization"]["name"] == "Renamed"


@pytest.mark.parametrize("name", ["", "  ", None, 7, "a\x00b", "x" * 201])
async def test_a_bad_name_is_refused(ada_browser: httpx.AsyncClient, name: object) -> None:
    answer = await ada_browser.patch("/api/organizations/current", json={"name": name})
    assert answer.status_code == 400
    assert list(answer.json()["details"]) == ["name"]


async def test_what_is_not_named_stays(ada_browser: httpx.AsyncClient) -> None:
    answer = await ada_browser.patch("/api/organizations/current", json={})
    assert answer.json()["organization"]["name"] == "Ada's"


async def test_members_are_listed_as_documented(ada: Actor, ada_email: str, ada_browser: httpx.AsyncClient) -> None:
    [member] = (await ada_browser.get("/api/organizations/members")).json()["members"]
    assert member == {
        "id": str(ada.user_id),
        "user_id": str(ada.user_id),
        "email": ada_email,
        "role": "owner",
        "joined_at": member["joined_at"],
    }


async def test_whoever_is_invited_joins_and_leaves(
    services: Services, new_client: NewClient, ada: Actor, ada_browser: httpx.AsyncClient
) -> None:
    bob, email = await another(services, new_client)
    stranger, _ = await another(services, new_client)
    invited = await ada_browser.post("/api/organizations/members", json={"email": email, "role": "member"})
    assert invited.status_code == 201
    invitation = invited.json()["invitation"]
    assert set(invitation) == {"id", "email", "role", "expires_at"}
    assert (await ada_browser.get("/api/organizations/invitations")).json() == {"invitations": [invitation]}
    accept = f"/api/organizations/invitations/{invitation['id']}/accept"
    assert (await stranger.post(accept)).status_code == 404
    accepted = (await bob.post(accept)).json()
    assert (accepted["organization"]["id"], accepted["role"]) == (str(ada.organization_id), "member")
    assert (await bob.get("/api/organizations/current")).json()["role"] == "member"
    members = (await ada_browser.get("/api/organizations/members")).json()["members"]
    assert [member["email"] for member in members][1:] == [email]
    removed = await ada_browser.delete(f"/api/organizations/members/{members[1]['user_id']}")
    assert removed.json() == {"message": "Member removed successfully"}
    assert (await bob.get("/api/organizations/current")).status_code == 401


async def test_a_members_role_is_changed_by_those_above_them(
    services: Services, new_client: NewClient, ada: Actor, ada_browser: httpx.AsyncClient
) -> None:
    bob = await joined(services, new_client, ada, Role.DEVELOPER)
    bobs = (await bob.get("/api/organizations/members")).json()["members"][1]
    path = f"/api/organizations/members/{bobs['user_id']}"
    assert (await bob.patch(path, json={"role": "owner"})).status_code == 403
    changed = await ada_browser.patch(path, json={"role": "viewer"})
    assert (changed.status_code, changed.json()) == (200, {"member": {**bobs, "role": "viewer"}})
    assert (await bob.get("/api/organizations/current")).json()["role"] == "viewer"
    answer = await ada_browser.patch(f"/api/organizations/members/{ada.user_id}", json={"role": "viewer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "LAST_OWNER")


async def test_somebody_goes_from_one_of_their_organizations_to_the_other(
    services: Services, new_client: NewClient, ada: Actor, ada_browser: httpx.AsyncClient
) -> None:
    bob, email = await another(services, new_client)
    own = (await bob.get("/api/organizations/current")).json()["organization"]
    invited = await ada_browser.post("/api/organizations/members", json={"email": email, "role": "viewer"})
    await bob.post(f"/api/organizations/invitations/{invited.json()['invitation']['id']}/accept")
    listed = (await bob.get("/api/organizations")).json()["organizations"]
    assert [(one["id"], one["role"], one["current"]) for one in listed] == [
        (own["id"], "owner", False),
        (str(ada.organization_id), "viewer", True),
    ]
    switched = await bob.post("/api/organizations/switch", json={"organization_id": own["id"]})
    assert (switched.status_code, switched.json()["organization"]["id"], switched.json()["role"]) == (
        200,
        own["id"],
        "owner",
    )
    assert (await bob.get("/api/auth/session")).json()["organization"]["id"] == own["id"]
    for id_ in (str(uuid4()), "nonsense"):
        answer = await bob.post("/api/organizations/switch", json={"organization_id": id_})
        assert (answer.status_code, answer.json()["code"]) == (404, "ORGANIZATION_NOT_FOUND")


async def test_a_key_switches_nowhere(new_client: NewClient, ada_browser: httpx.AsyncClient) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    holder = program(new_client, made["key"])
    [place] = (await holder.get("/api/organizations")).json()["organizations"]
    answer = await holder.post("/api/organizations/switch", json={"organization_id": place["id"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "SESSION_NEEDED")


async def test_a_revoked_invitation_cannot_be_accepted(
    services: Services, new_client: NewClient, ada_browser: httpx.AsyncClient
) -> None:
    bob, email = await another(services, new_client)
    invited = await ada_browser.post("/api/organizations/members", json={"email": email})
    path = f"/api/organizations/invitations/{invited.json()['invitation']['id']}"
    assert (await bob.delete(path)).status_code == 404
    assert (await ada_browser.delete(path)).status_code == 200
    assert (await bob.post(f"{path}/accept")).status_code == 404
    assert (await ada_browser.delete(path)).status_code == 404


async def test_a_member_invites_nobody_and_an_admin_no_owner(
    services: Services, new_client: NewClient, ada: Actor
) -> None:
    member = await joined(services, new_client, ada, Role.MEMBER)
    admin = await joined(services, new_client, ada, Role.ADMIN)
    invitation = {"email": "friend@example.com", "role": "owner"}
    for client in (member, admin):
        assert (await client.post("/api/organizations/members", json=invitation)).status_code == 403
    invitation["role"] = "admin"
    assert (await admin.post("/api/organizations/members", json=invitation)).status_code == 201


async def test_whoever_is_a_member_is_not_invited(ada_browser: httpx.AsyncClient, ada_email: str) -> None:
    answer = await ada_browser.post("/api/organizations/members", json={"email": ada_email, "role": "member"})
    assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_MEMBER")


async def test_a_bad_invitation_names_its_faults(ada_browser: httpx.AsyncClient) -> None:
    answer = await ada_browser.post("/api/organizations/members", json={"email": 7, "role": "emperor"})
    assert answer.status_code == 400
    assert set(answer.json()["details"]) == {"email", "role"}
    assert answer.json()["details"]["role"][0].startswith("Must be one of: owner, admin")


async def test_the_last_owner_stays(ada: Actor, ada_browser: httpx.AsyncClient) -> None:
    answer = await ada_browser.delete(f"/api/organizations/members/{ada.user_id}")
    assert (answer.status_code, answer.json()["code"]) == (409, "LAST_OWNER")


async def test_nobody_removes_people_of_another_organization(
    services: Services, new_client: NewClient, ada: Actor, ada_browser: httpx.AsyncClient
) -> None:
    bob, _ = await another(services, new_client)
    for user_id in (ada.user_id, uuid4(), "nobody", "%00"):
        assert (await bob.delete(f"/api/organizations/members/{user_id}")).status_code == 404
    assert (await ada_browser.get("/api/auth/session")).status_code == 200


async def test_a_key_lives_as_documented(new_client: NewClient, ada_browser: httpx.AsyncClient) -> None:
    answer = await ada_browser.post("/api/api-keys", json={"name": "Development Key"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    made = answer.json()["apiKey"]
    assert set(made) == {"id", "name", "key", "created_at"}
    assert made["key"].startswith("sk_live_")
    holder = program(new_client, made["key"])
    assert (await holder.get("/api/organizations/current")).status_code == 200
    [shown] = (await ada_browser.get("/api/api-keys")).json()["apiKeys"]
    assert set(shown) == {"id", "name", "key_preview", "last_used_at", "created_at"}
    assert shown["key_preview"] == made["key"][:12] + "..."
    assert shown["last_used_at"] is not None
    rotated = (await ada_browser.post(f"/api/api-keys/{made['id']}/rotate")).json()["apiKey"]
    assert set(rotated) == {"id", "name", "key", "rotated_at"}
    assert (await holder.get("/api/organizations/current")).status_code == 401
    holder = program(new_client, rotated["key"])
    assert (await holder.get("/api/organizations/current")).status_code == 200
    deleted = await ada_browser.delete(f"/api/api-keys/{made['id']}")
    assert deleted.json() == {"message": "API key deleted successfully"}
    assert (await holder.get("/api/organizations/current")).status_code == 401
    assert (await ada_browser.delete(f"/api/api-keys/{made['id']}")).status_code == 404


async def test_anothers_key_does_not_exist(
    services: Services, new_client: NewClient, ada_browser: httpx.AsyncClient
) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    bob, _ = await another(services, new_client)
    assert (await bob.get("/api/api-keys")).json() == {"apiKeys": []}
    assert (await bob.post(f"/api/api-keys/{made['id']}/rotate")).status_code == 404
    assert (await bob.delete(f"/api/api-keys/{made['id']}")).status_code == 404
    assert (await program(new_client, made["key"]).get("/api/auth/session")).status_code == 200


async def test_long_lists_go_on_with_the_next_page(ada_browser: httpx.AsyncClient) -> None:
    for name in ("one", "two", "three"):
        await ada_browser.post("/api/api-keys", json={"name": name})
    pages = [
        (await ada_browser.get("/api/api-keys", params={"limit": 2, "page": page})).json()["apiKeys"] for page in (1, 2)
    ]
    assert [[key["name"] for key in page] for page in pages] == [["three", "two"], ["one"]]
