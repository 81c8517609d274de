"""What the Enterprise contract promises of organizations and their projects."""

import pytest

from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.kit.context import Actor, Context
from millwright.kit.ids import new_id
from millwright.platform import accounts
from millwright.platform.accounts import Membership, Organization, Plan, Role
from tests.doors.enterprise.conftest import Client
from tests.factories.accounts import make_member, make_organization, set_password

NEW = {"name": "TechStart Inc", "slug": "techstart-inc", "type": "startup", "plan": "professional"}


async def created(client: Client, headers: dict[str, str], **body: object) -> dict[str, object]:
    answer = await client.post("/organizations", headers=headers, json={**NEW, **body})
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


async def test_a_new_organization_has_the_documented_shape(nobody: Client, operator_headers: dict[str, str]) -> None:
    sent = {**NEW, "max_users": 50, "max_projects": 10}
    answer = await nobody.post("/organizations", headers=operator_headers, json=sent)
    body = answer.json()
    assert (answer.status_code, body["success"], body["status"]) == (201, True, 201)
    assert body["meta"]["version"] == "1.0"
    assert body["meta"]["request_id"].startswith("req-")
    assert {name: body["data"][name] for name in sent} == sent
    assert (body["data"]["status"], body["data"]["created_at"]) == ("active", body["data"]["updated_at"])


async def test_an_organization_without_maxima_gets_the_documented_ones(
    nobody: Client, operator_headers: dict[str, str]
) -> None:
    made = await created(nobody, operator_headers)
    assert (made["max_users"], made["max_projects"]) == (10, 5)


async def test_a_slug_is_taken_once(nobody: Client, operator_headers: dict[str, str]) -> None:
    await created(nobody, operator_headers)
    answer = await nobody.post("/organizations", headers=operator_headers, json=NEW)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "DUPLICATE_SLUG")


async def test_each_bad_field_is_named(nobody: Client, operator_headers: dict[str, str]) -> None:
    bad = {"name": "A", "slug": "Not A Slug!", "type": "bank", "plan": "gold", "website_url": "nope", "max_users": "x"}
    answer = await nobody.post("/organizations", headers=operator_headers, json=bad)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "VALIDATION_ERROR")
    assert {fault["field"] for fault in error["details"]} == bad.keys()
    assert all(fault["message"] for fault in error["details"])


@pytest.mark.parametrize(
    ("field", "value"), [("name", "a\x00b"), ("description", "a\x00b"), ("website_url", "https://a\x00b.example")]
)
async def test_text_that_cannot_be_kept_is_refused(
    nobody: Client, operator_headers: dict[str, str], field: str, value: str
) -> None:
    answer = await nobody.post("/organizations", headers=operator_headers, json={**NEW, field: value})
    assert (answer.status_code, answer.json()["error"]["details"][0]["field"]) == (400, field)


async def test_pages_say_where_they_are(nobody: Client, operator_headers: dict[str, str]) -> None:
    for number in range(3):
        await created(nobody, operator_headers, name=f"Org {number}", slug=f"org-{number}")
    query = {"search": "org-", "page": 2, "page_size": 2, "sort_by": "name", "sort_order": "desc"}
    answer = (await nobody.get("/organizations", headers=operator_headers, params=query)).json()
    assert [item["slug"] for item in answer["data"]] == ["org-0"]
    assert answer["pagination"] == {
        "page": 2,
        "page_size": 2,
        "total": 3,
        "pages": 2,
        "has_next": False,
        "has_prev": True,
    }


@pytest.mark.parametrize(("field", "value"), [("page_size", "101"), ("status", "zombie"), ("sort_by", "colour")])
async def test_a_bad_query_names_its_field(nobody: Client, ada_headers: dict[str, str], field: str, value: str) -> None:
    answer = await nobody.get("/organizations", headers=ada_headers, params={field: value})
    assert (answer.status_code, answer.json()["error"]["details"][0]["field"]) == (400, field)


async def test_only_operators_make_organizations(nobody: Client, ada_headers: dict[str, str]) -> None:
    answer = await nobody.post("/organizations", headers=ada_headers, json=NEW)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_DENIED")


async def test_others_see_their_own_organization_alone(
    nobody: Client, ada: Actor, ada_headers: dict[str, str], operator: Actor
) -> None:
    listed = (await nobody.get("/organizations", headers=ada_headers)).json()
    assert [item["id"] for item in listed["data"]] == [str(ada.organization_id)]
    for unknown in (operator.organization_id, new_id(), "nonsense", "%00"):
        for method in ("GET", "PATCH"):
            answer = await nobody.request(method, f"/organizations/{unknown}", headers=ada_headers, json={})
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "RESOURCE_NOT_FOUND")


async def test_an_owner_changes_what_the_organization_says_of_itself(
    nobody: Client, ada: Actor, ada_headers: dict[str, str]
) -> None:
    path = f"/organizations/{ada.organization_id}"
    said = {"description": "Bikes", "website_url": "https://bikes.example"}
    first = await nobody.patch(path, headers=ada_headers, json=said)
    assert first.json()["data"] | said == first.json()["data"]
    second = (await nobody.patch(path, headers=ada_headers, json={"description": None, "name": "Bikes Inc"})).json()
    changed = second["data"]
    assert (changed["name"], changed["description"], changed["website_url"]) == ("Bikes Inc", None, said["website_url"])
    assert (await nobody.patch(path, headers=ada_headers, json={"name": None})).status_code == 400


@pytest.mark.parametrize(
    "body", [{"plan": "enterprise"}, {"status": "inactive"}, {"max_users": 9}, {"name": "Mine", "max_projects": 9}]
)
async def test_an_owner_does_not_raise_their_own_plan(
    nobody: Client, services: Services, ada: Actor, ada_headers: dict[str, str], body: dict[str, object]
) -> None:
    answer = await nobody.patch(f"/organizations/{ada.organization_id}", headers=ada_headers, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_DENIED")
    async with services.database.session() as session:
        kept = await session.get_one(Organization, ada.organization_id)
    assert (kept.plan, kept.status, kept.max_users, kept.name) == (Plan.FREE, "active", None, "Ada's")


async def test_members_of_a_suspended_organization_are_refused(
    nobody: Client, ada: Actor, ada_headers: dict[str, str], operator_headers: dict[str, str]
) -> None:
    path = f"/organizations/{ada.organization_id}"
    assert (await nobody.get(path, headers=ada_headers)).status_code == 200
    suspended = await nobody.patch(path, headers=operator_headers, json={"status": "suspended"})
    assert suspended.json()["data"]["status"] == "suspended"
    assert (await nobody.get(path, headers=ada_headers)).status_code == 403


async def test_plans_have_the_contracts_names(
    nobody: Client, ada: Actor, operator: Actor, operator_headers: dict[str, str]
) -> None:
    path = f"/organizations/{ada.organization_id}"
    for plan in ("professional", "enterprise", "free"):
        changed = (await nobody.patch(path, headers=operator_headers, json={"plan": plan})).json()
        assert changed["data"]["plan"] == plan
    own = (await nobody.get(f"/organizations/{operator.organization_id}", headers=operator_headers)).json()
    assert (own["data"]["plan"], own["data"]["max_users"]) == ("enterprise", 1_000_000)


async def project_of(services: Services, actor: Actor, name: str) -> projects.Project:
    async with services.context(actor) as ctx:
        return await projects.create(ctx, prompt="Keep a list of the books that I own", name=name)


async def test_projects_are_listed_for_their_organization(
    nobody: Client, services: Services, ada: Actor, ada_headers: dict[str, str]
) -> None:
    books = await project_of(services, ada, "Books")
    await project_of(services, ada, "Atlas")
    path = f"/organizations/{ada.organization_id}/projects"
    listed = (await nobody.get(path, headers=ada_headers, params={"sort_by": "name"})).json()
    assert [item["name"] for item in listed["data"]] == ["Atlas", "Books"]
    found = (await nobody.get(path, headers=ada_headers, params={"search": "book", "status": "active"})).json()
    assert [item["id"] for item in found["data"]] == [str(books.id)]  # the prompts of both speak of books
    assert found["data"][0] == (await nobody.get(f"/projects/{books.id}", headers=ada_headers)).json()["data"]
    assert (found["data"][0]["owner_id"], found["data"][0]["status"]) == (str(ada.user_id), "active")
    archived = (await nobody.get(path, headers=ada_headers, params={"status": "archived"})).json()
    assert (archived["data"], archived["pagination"]["total"]) == ([], 0)


async def test_a_strangers_projects_do_not_exist(
    nobody: Client, services: Services, ada: Actor, operator_headers: dict[str, str]
) -> None:
    books = await project_of(services, ada, "Books")
    for path in (f"/organizations/{ada.organization_id}/projects", f"/projects/{books.id}", "/projects/nonsense"):
        answer = await nobody.get(path, headers=operator_headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "RESOURCE_NOT_FOUND")
        assert "Books" not in answer.text


async def test_a_member_of_two_organizations_sees_the_projects_of_both(
    nobody: Client, services: Services, ada: Actor
) -> None:
    async with services.database.session() as session:
        other = await make_organization(session, "Other")
        bob = await make_member(session, other, Role.OWNER, "Bob")
        session.add(
            Membership(
                organization_id=ada.organization_id,
                user_id=bob.user_id,
                role=Role.VIEWER,
                created_at=services.clock(),
            )
        )
        email = await set_password(session, bob.user_id)
    books = await project_of(services, ada, "Books")
    headers = await nobody.log_in(email)
    listed = (await nobody.get(f"/organizations/{ada.organization_id}/projects", headers=headers)).json()
    assert [item["id"] for item in listed["data"]] == [str(books.id)]
    assert (await nobody.get(f"/projects/{books.id}", headers=headers)).status_code == 200
    renaming = await nobody.patch(f"/organizations/{ada.organization_id}", headers=headers, json={"name": "Bob's now"})
    assert renaming.status_code == 403
    key = await nobody.post("/api-keys", headers=headers, json={"name": "k", "scopes": ["projects:read"]})
    with_key = {"X-API-Key": key.json()["data"]["key"]}
    assert (await nobody.get(f"/projects/{books.id}", headers=with_key)).status_code == 404


async def test_a_key_of_one_project_sees_that_project_alone(services: Services, ada: Actor, nobody: Client) -> None:
    books, atlas = await project_of(services, ada, "Books"), await project_of(services, ada, "Atlas")
    async with services.database.session() as session:
        made = await accounts.create_key(
            Context(session, ada), services.hasher, name="k", kind=accounts.KeyKind.PROJECT, project_id=books.id
        )
    headers = {"X-API-Key": made.secret}
    listed = (await nobody.get(f"/organizations/{ada.organization_id}/projects", headers=headers)).json()
    assert [item["id"] for item in listed["data"]] == [str(books.id)]
    assert (await nobody.get(f"/projects/{atlas.id}", headers=headers)).status_code == 404
