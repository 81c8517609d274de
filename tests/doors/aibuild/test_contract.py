"""What the AiBuild contract promises of requests, answers and refusals."""

import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from millwright.doors.aibuild.app import CONTRACT

PROMPT = "Keep a list of the books that I have read"


async def generated(client: httpx.AsyncClient, **body: object) -> dict[str, str]:
    answer = await client.post("/projects/generate", json={"prompt": PROMPT, **body})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_generation_is_accepted_with_the_documented_shape(client: httpx.AsyncClient) -> None:
    answer = await generated(client)
    assert re.fullmatch(r"proj_[0-9A-Za-z]{22}", answer["projectId"])
    assert (answer["status"], answer["filesGenerated"]) == ("building", 0)
    assert int(answer["estimatedTime"]) > 0
    project = (await client.get(f"/projects/{answer['projectId']}")).json()
    assert (project["prompt"], project["templateType"], project["primaryTarget"]) == (PROMPT, "app", "web")
    operation = (await client.get(f"/operations/{answer['operationId']}")).json()
    assert (operation["status"], operation["percent"]) == ("queued", 0)


async def test_a_plan_says_what_would_be_built_and_why_and_keeps_nothing(client: httpx.AsyncClient) -> None:
    prompt = "A repair shop: mechanics move repairs across a board, the owner sees invoices. Send an SMS at the end."
    answer = await client.post("/plans", json={"prompt": prompt})
    assert answer.status_code == 200, answer.text
    plan = answer.json()
    assert {record["label"] for record in plan["records"]} >= {"Repairs", "Invoices"}
    assert any(role["label"] == "Mechanic" and role["because"] for role in plan["roles"])
    assert any("across a board" in decision["because"] for decision in plan["decisions"])
    assert any("sms" in reason["subject"].lower() for reason in plan["notBuilt"])
    assert (await client.get("/projects")).json()["pagination"]["total"] == 0
    refused = await client.post("/plans", json={"prompt": "Hi"})
    assert refused.status_code == 422
    schema = (await client.get("/spec-schema")).json()
    assert {"entities", "parts", "layout"} <= schema["properties"].keys()


async def test_the_generations_of_the_day_are_told_with_the_plan(client: httpx.AsyncClient) -> None:
    await generated(client)
    usage = (await client.get("/billing")).json()["usage"]
    assert (usage["builds"], usage["buildsLimit"], usage["projects"]) == (1, 5, 1)


async def test_the_same_idempotency_key_answers_the_same_project(client: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "once"}
    answers = [await client.post("/projects/generate", json={"prompt": PROMPT}, headers=headers) for _ in range(2)]
    assert answers[0].json()["projectId"] == answers[1].json()["projectId"]
    assert answers[0].json()["operationId"] == answers[1].json()["operationId"]
    other = await client.post("/projects/generate", json={"prompt": PROMPT + " lately"}, headers=headers)
    assert other.status_code == 409
    assert (await client.get("/projects")).json()["pagination"]["total"] == 1


async def test_a_cancelled_generation_leaves_a_draft(client: httpx.AsyncClient) -> None:
    started = await generated(client)
    cancelled = (await client.post(f"/operations/{started['operationId']}/cancel")).json()
    assert cancelled["status"] == "cancelled"
    assert (await client.get(f"/projects/{started['projectId']}")).json()["status"] == "draft"
    again = await client.post(f"/operations/{started['operationId']}/retry")
    assert (again.status_code, again.json()["status"], again.json()["attempt"]) == (201, "queued", 2)
    assert (await client.post(f"/operations/{started['operationId']}/retry")).status_code == 409
    await client.post(f"/operations/{started['operationId']}/cancel")
    assert (await client.get(f"/projects/{started['projectId']}")).json()["status"] == "building"


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"prompt": "Too short"}, "prompt", "at least 10 characters"),
        ({}, "prompt", "required"),
        ({"prompt": 7}, "prompt", "string"),
        ({"prompt": "x" * 1_000_000}, "prompt", "at most"),
        ({"prompt": "a list of\x00 books"}, "prompt", "control characters"),
        ({"prompt": PROMPT, "templateType": "blog"}, "templateType", "landing"),
        ({"prompt": PROMPT, "primaryTarget": "toaster"}, "primaryTarget", "web"),
        ({"prompt": PROMPT, "name": "a\u0007b"}, "name", "printable"),
    ],
)
async def test_invalid_input_names_the_field(
    client: httpx.AsyncClient, body: dict[str, object], field: str, words: str
) -> None:
    answer = await client.post("/projects/generate", json=body)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert (error["code"], error["type"]) == ("validation_error", "invalid_request_error")
    assert words in " ".join(error["details"][field])


@pytest.mark.parametrize("path", ["refine", "refine/preview"])
async def test_a_wish_that_is_too_long_is_refused_before_its_project_is_looked_for(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.post(f"/projects/none/{path}", json={"prompt": "x" * 2001})
    assert answer.status_code == 422
    assert "at most 2000" in " ".join(answer.json()["error"]["details"]["prompt"])


async def test_a_lone_surrogate_is_refused_like_any_other_bad_text(client: httpx.AsyncClient) -> None:
    body = '{"prompt": "a list of \\ud800 books that I own"}'
    answer = await client.post("/projects/generate", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


@pytest.mark.parametrize("body", ['{"prompt": ', "", "\x00", "[" * 100_000])
async def test_what_is_no_json_is_a_bad_request(client: httpx.AsyncClient, body: str) -> None:
    answer = await client.post("/projects/generate", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["code"] == "validation_error"


async def test_a_body_beyond_the_limit_is_refused_before_it_is_read(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * CONTRACT.max_body:
            sent += 65536
            yield b" " * 65536

    answer = await client.post("/projects/generate", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "validation_error"
    assert sent < 2 * CONTRACT.max_body


async def test_without_a_key_nothing_is_told(nobody: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer sk_user_x"}, {"Authorization": "Basic abc"}, {"Authorization": "x"}):
        answer = await nobody.get("/projects", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "authentication_error"


async def test_a_key_that_reads_cannot_write(reader: httpx.AsyncClient, client: httpx.AsyncClient) -> None:
    assert (await reader.get("/projects")).status_code == 200
    operation = f"/operations/{(await generated(client))['operationId']}"
    paths = [("/projects/generate", {"prompt": PROMPT}), ("/api-keys", {"name": "more"})]
    for path, body in [*paths, (f"{operation}/cancel", {}), (f"{operation}/retry", {})]:
        answer = await reader.post(path, json=body)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "authorization_error"


async def test_an_operation_is_tried_again_once_at_a_time(client: httpx.AsyncClient) -> None:
    started = await generated(client)
    operation, project = f"/operations/{started['operationId']}", f"/projects/{started['projectId']}"
    await client.post(f"{operation}/cancel")
    assert (await client.post(f"{operation}/retry")).status_code == 201
    assert (await client.post(f"{operation}/retry")).status_code == 409
    assert (await client.post(f"{operation}/cancel")).json()["status"] == "cancelled"
    assert (await client.get(project)).json()["status"] == "building"


async def test_another_tenants_things_do_not_exist(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    started = await generated(client)
    project, operation = started["projectId"], started["operationId"]
    reads = ["", "/files", "/files?path=README.md", "/files/file_x", "/spec", "/plan", "/archive", "/deployments"]
    answers = [await stranger.get(f"/projects/{project}{path}") for path in reads]
    answers += [await stranger.get(f"/operations/{operation}{path}") for path in ("", "/stream")]
    answers += [await stranger.post(f"/operations/{operation}/{verb}") for verb in ("cancel", "retry")]
    answers += [await stranger.post(f"/projects/{project}/deploy", json={"target": "web"})]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["error"]["code"] for answer in answers} == {"not_found_error"}
    assert (await stranger.get("/projects")).json()["projects"] == []
    assert (await client.get(f"/operations/{operation}")).json()["status"] == "queued"


@pytest.mark.parametrize("bad", ["proj_doesnotexist", "x", "proj_" + "z" * 22, "%00", "..%2f..%2fetc", "proj_\u00e9"])
async def test_an_id_that_is_none_is_not_found(client: httpx.AsyncClient, bad: str) -> None:
    for path in (f"/projects/{bad}", f"/deployments/{bad}", f"/operations/{bad}", f"/projects/{bad}/files"):
        answer = await client.get(path)
        assert answer.status_code == 404, path
        assert answer.json()["error"]["code"] == "not_found_error"


async def test_unknown_paths_and_methods_wear_the_envelope(client: httpx.AsyncClient) -> None:
    assert (await client.get("/nowhere")).json()["error"]["code"] == "not_found_error"
    answer = await client.put("/projects")
    assert answer.status_code == 405
    assert "error" in answer.json()


async def test_projects_are_paged_sorted_and_linked(client: httpx.AsyncClient) -> None:
    for name in ("Beech", "Alder", "Cedar"):
        await generated(client, name=name, templateType="saas" if name == "Cedar" else "app")
    answer = await client.get("/projects", params={"sort": "name", "order": "asc", "limit": 2})
    assert [project["name"] for project in answer.json()["projects"]] == ["Alder", "Beech"]
    assert answer.json()["pagination"] == {
        "page": 1, "limit": 2, "total": 3, "totalPages": 2, "hasNext": True, "hasPrev": False,
    }  # fmt: skip
    assert re.search(r'<[^>]*/projects\?[^>]*page=2[^>]*>; rel="next"', answer.headers["Link"])
    for query, total in [
        ({"template": "saas"}, 1),
        ({"template": "saas,app"}, 3),
        ({"status": "building"}, 3),
        ({"status": "ready"}, 0),
        ({"search": "ald"}, 1),
        ({"created_after": "2999-01-01"}, 0),
        ({"created_before": "2999-01-01T00:00:00Z"}, 3),
    ]:
        assert (await client.get("/projects", params=query)).json()["pagination"]["total"] == total, query


@pytest.mark.parametrize(
    "query",
    ["limit=101", "limit=0", "page=0", "page=x", "sort=colour", "order=up", "status=odd", "created_after=soon",
     "created_after=0001-01-01T00:00:00%2B14:00", "search=%00", "page=99999999999999999999"],
)  # fmt: skip
async def test_a_bad_query_names_its_parameter(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/projects?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["error"]["details"]) == [query.partition("=")[0]]


async def test_a_project_without_files_has_an_empty_list(client: httpx.AsyncClient) -> None:
    started = await generated(client)
    answer = await client.get(f"/projects/{started['projectId']}/files")
    assert answer.json()["files"] == []
    assert answer.json()["pagination"]["limit"] == 50
    assert (await client.get(f"/projects/{started['projectId']}/spec")).status_code == 404
    assert (await client.get(f"/projects/{started['projectId']}/plan")).status_code == 404
    deploy = await client.post(f"/projects/{started['projectId']}/deploy", json={"target": "web"})
    assert deploy.status_code == 409


async def test_a_key_that_was_made_is_accepted(client: httpx.AsyncClient, nobody: httpx.AsyncClient) -> None:
    made = (await client.post("/api-keys", json={"name": "CI", "type": "read"})).json()
    assert made["key"].startswith("sk_read_")
    answer = await nobody.get("/projects", headers={"Authorization": f"Bearer {made['key']}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "\ud800", "a\nb", "x" * 201])
async def test_a_bad_name_of_a_key_is_refused(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.post(
        "/api-keys", content=json.dumps({"name": name}), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert list(answer.json()["error"]["details"]) == ["name"]


async def test_the_document_describes_every_error(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    assert "/projects/generate" in document["paths"]
    assert "HTTPValidationError" not in json.dumps(document)


async def test_a_deleted_project_is_gone_and_what_was_done_for_it_is_called_off(
    client: httpx.AsyncClient, reader: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    started = await generated(client)
    path = f"/projects/{started['projectId']}"
    assert (await reader.delete(path)).status_code == 403
    assert (await stranger.delete(path)).status_code == 404
    answer = await client.delete(path)
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["deleted"]) == (started["projectId"], True)
    assert (await client.get(path)).status_code == 404
    assert (await client.delete(path)).status_code == 404
    assert (await client.get(f"/operations/{started['operationId']}")).json()["status"] == "cancelled"


async def test_a_project_gets_another_name_and_its_status_is_not_set_by_hand(
    client: httpx.AsyncClient, reader: httpx.AsyncClient
) -> None:
    path = f"/projects/{(await generated(client))['projectId']}"
    assert (await client.patch(path, json={"name": "Better"})).json()["name"] == "Better"
    assert (await client.patch(path, json={"status": "ready"})).status_code == 422
    assert (await client.patch(path, json={"status": "building"})).json()["name"] == "Better"
    assert (await reader.patch(path, json={"name": "Worse"})).status_code == 403


async def test_a_project_key_sees_its_project_alone(client: httpx.AsyncClient) -> None:
    own, other = [(await generated(client))["projectId"] for _ in range(2)]
    made = await client.post("/api-keys", json={"name": "bound", "type": "project", "projectId": own})
    headers = {"Authorization": f"Bearer {made.json()['key']}"}
    assert (await client.get(f"/projects/{own}", headers=headers)).status_code == 200
    assert (await client.get(f"/projects/{other}", headers=headers)).status_code == 404
    assert [item["id"] for item in (await client.get("/projects", headers=headers)).json()["projects"]] == [own]
    assert (await client.post("/projects/generate", json={"prompt": PROMPT}, headers=headers)).status_code == 403
    webhook = {"url": "https://x.test", "events": ["project.created"]}
    assert (await client.post("/webhooks", json=webhook, headers=headers)).status_code == 403


async def test_the_plan_sets_the_rate_and_the_twenty_first_request_of_a_minute_waits(client: httpx.AsyncClient) -> None:
    assert (await client.get("/billing")).json()["usage"]["requestsLimit"] == 500
    answers = [await client.get("/projects") for _ in range(19)]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1].headers["x-ratelimit-remaining"] == "0"
    refused = await client.get("/projects/proj_none")
    assert (refused.status_code, refused.headers["x-ratelimit-limit"]) == (429, "20")
    error = refused.json()["error"]
    assert (error["code"], error["type"]) == ("rate_limit_exceeded", "rate_limit_error")
    assert error["message"] == f"Rate limit exceeded. Try again in {error['retry_after']} seconds."
