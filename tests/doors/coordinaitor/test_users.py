"""The people of the organization, oneself, and one's picture."""

import httpx
import pytest

from millwright.doors.coordinaitor.pictures import MOST_BYTES
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.platform import accounts
from tests.doors.conftest import URL
from tests.doors.coordinaitor.conftest import key_of

ME, USERS, AVATAR = "/api/v1/users/me", "/api/v1/users", "/api/v1/users/me/avatar"
PICTURES = {
    "image/png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    "image/jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 20,
    "image/gif": b"GIF89a" + b"\0" * 20,
    "image/webp": b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 20,
}


async def test_a_profile_has_the_documented_shape(
    nobody: httpx.AsyncClient, ada_email: str, ada_headers: dict[str, str]
) -> None:
    me = (await nobody.get(ME, headers=ada_headers)).json()["data"]
    assert (me["email"], me["name"], me["role"], me["avatar"]) == (ada_email, "Ada", "owner", None)
    assert me["lastLoginAt"] is not None
    assert me["preferences"].keys() == {"theme", "language", "timezone", "notifications"}
    assert me["stats"] == {"tasksCreated": 0, "tasksCompleted": 0, "projectsActive": 0}
    assert not {"password", "passwordHash", "passwordDigest"} & me.keys()


async def test_what_is_left_out_of_a_profile_stays_as_it_is(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    chosen = {
        "theme": "dark",
        "language": "en",
        "timezone": "America/New_York",
        "notifications": {"email": True, "push": True, "desktop": False},
    }
    answer = await nobody.put(ME, json={"name": "Ada L.", "preferences": chosen}, headers=ada_headers)
    assert (answer.json()["data"]["name"], answer.json()["data"]["preferences"]) == ("Ada L.", chosen)
    changed = {"preferences": {"language": "de-CH", "notifications": {"desktop": True}}}
    await nobody.put(ME, json=changed, headers=ada_headers)
    me = (await nobody.get(ME, headers=ada_headers)).json()["data"]
    assert me["name"] == "Ada L."
    assert me["preferences"] == chosen | {
        "language": "de-CH",
        "notifications": {"email": True, "push": True, "desktop": True},
    }


async def test_nobody_gives_themselves_a_role_or_another_organization(
    nobody: httpx.AsyncClient, cleo_headers: dict[str, str]
) -> None:
    before = (await nobody.get(ME, headers=cleo_headers)).json()["data"]
    body = {"name": "Cleo", "role": "admin", "organizationId": "org-456", "email": "root@example.test", "plan": "pro"}
    answer = await nobody.put(ME, json=body, headers=cleo_headers)
    assert answer.status_code == 200
    assert answer.json()["data"] == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"preferences": {"timezone": "Moon/Tranquility"}}, "preferences.timezone"),
        ({"preferences": {"timezone": "../../etc/passwd"}}, "preferences.timezone"),
        ({"preferences": {"theme": "pink"}}, "preferences.theme"),
        ({"preferences": {"language": "english!"}}, "preferences.language"),
        ({"preferences": {"notifications": {"email": "yes"}}}, "preferences.notifications.email"),
    ],
)
async def test_a_bad_profile_names_the_field(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], body: dict[str, object], field: str
) -> None:
    answer = await nobody.put(ME, json=body, headers=ada_headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    assert answer.json()["error"]["details"].keys() == {field}


async def test_preferences_of_another_form_count_as_not_chosen(
    services: Services, nobody: httpx.AsyncClient, ada: Actor, ada_headers: dict[str, str]
) -> None:
    async with services.context(ada) as ctx:
        await accounts.update_profile(ctx, preferences={"theme": 7, "language": "fr", "density": "compact"})
    shown = (await nobody.get(ME, headers=ada_headers)).json()["data"]["preferences"]
    assert (shown["theme"], shown["language"]) == ("system", "fr")
    assert "density" not in shown


async def test_only_admins_list_the_people_and_only_their_own(
    nobody: httpx.AsyncClient,
    ada_email: str,
    ada_headers: dict[str, str],
    cleo_headers: dict[str, str],
    bob_headers: dict[str, str],
) -> None:
    answer = (await nobody.get(USERS, headers=ada_headers)).json()
    assert [(person["name"], person["role"]) for person in answer["data"]] == [("Ada", "owner"), ("Cleo", "developer")]
    assert answer["pagination"]["total"] == 2
    found = (await nobody.get(f"{USERS}?search=CLE", headers=ada_headers)).json()
    assert ([person["name"] for person in found["data"]], found["pagination"]["total"]) == (["Cleo"], 1)
    assert (await nobody.get(f"{USERS}?search=%25", headers=ada_headers)).json()["data"] == []
    refused = await nobody.get(USERS, headers=cleo_headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "AUTHORIZATION_ERROR")
    assert ada_email not in (await nobody.get(USERS, headers=bob_headers)).text


async def test_an_admins_key_lists_people_only_with_the_permission(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    for permission, status in (("users:read", 200), ("tasks:read", 403)):
        headers = {"X-API-Key": await key_of(nobody, ada_headers, permission)}
        assert (await nobody.get(USERS, headers=headers)).status_code == status


async def test_a_key_cannot_change_its_owner(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    headers = {"X-API-Key": await key_of(nobody, ada_headers, "users:write")}
    picture = {"file": ("me.png", PICTURES["image/png"])}
    for answer in (
        await nobody.put(ME, json={"name": "Mallory"}, headers=headers),
        await nobody.post(AVATAR, files=picture, headers=headers),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_ERROR")


@pytest.mark.parametrize("kind", PICTURES)
async def test_a_picture_is_shown_as_what_it_is_and_never_run(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], kind: str
) -> None:
    sent = {"file": ("me.html", PICTURES[kind], "text/html")}
    answer = await nobody.post(AVATAR, files=sent, headers=ada_headers)
    assert answer.status_code == 200
    address = answer.json()["data"]["avatar"]
    assert address.startswith(f"{URL}/coordinaitor/api/v1/users/user-")
    path = address.removeprefix(f"{URL}/coordinaitor")
    shown = await nobody.get(path)
    assert (shown.content, shown.headers["content-type"]) == (PICTURES[kind], kind)
    assert (shown.headers["x-content-type-options"], shown.headers["content-disposition"]) == ("nosniff", "inline")
    assert "max-age" in shown.headers["cache-control"]
    again = await nobody.get(path, headers={"If-None-Match": shown.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<script>alert(1)</script>", 422),
        (b"", 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
        (PICTURES["image/png"].ljust(MOST_BYTES + 1, b"\0"), 413),
    ],
)
async def test_what_is_no_picture_or_too_large_is_refused(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], content: bytes, status: int
) -> None:
    answer = await nobody.post(AVATAR, files={"file": ("me.png", content, "image/png")}, headers=ada_headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, "VALIDATION_ERROR")
    assert (await nobody.get(ME, headers=ada_headers)).json()["data"]["avatar"] is None


async def test_a_picture_needs_its_field_and_a_person(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    missing = await nobody.post(AVATAR, files={"other": ("me.png", b"x")}, headers=ada_headers)
    assert missing.json()["error"]["details"] == {"file": ["File is required"]}
    assert (await nobody.post(AVATAR, files={"file": ("me.png", b"x")})).status_code == 401
    for user_id in ("user-nonexistent", "me", "..%2F.."):
        assert (await nobody.get(f"/api/v1/users/{user_id}/avatar")).status_code in {401, 404}
