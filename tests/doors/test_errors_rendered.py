"""Whatever goes wrong, each contract says it with a fitting status and in its own documented form."""

import ast
import importlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

import millwright
from millwright.doors.enterprise.wire import OrganizationPatch
from millwright.doors.http import faults
from millwright.doors.http.faults import Fault, FaultKind
from millwright.kit.errors import DomainError, Kind
from tests.doors.documents import DOOR_NAMES

STATUSES: dict[FaultKind, set[int]] = {
    FaultKind.CONFLICT: {409},
    FaultKind.FORBIDDEN: {403},
    FaultKind.INTERNAL: {500},
    FaultKind.INVALID: {400, 422},
    FaultKind.LIMITED: {429},
    FaultKind.MALFORMED: {400},
    FaultKind.METHOD_NOT_ALLOWED: {405},
    FaultKind.NOT_FOUND: {404},
    FaultKind.TIMEOUT: {408},
    FaultKind.TOO_LARGE: {413},
    FaultKind.UNAUTHENTICATED: {401},
    FaultKind.UNAVAILABLE: {502, 503},
}
"""The statuses that the five documents use for each kind."""
REQUEST_ID = "req-01a1fdf3-374e-739e-a953-0797071044fe"
Render = Callable[[Fault, str], Response]


def contract_of(door: str) -> tuple[Render, type[BaseModel]]:
    """How a contract renders a fault, and the shape that its document gives."""
    errors = importlib.import_module(f"millwright.doors.{door.replace('-', '_')}.errors")
    return errors.render, errors.ErrorBody


def check(door: str, fault: Fault) -> dict[str, Any]:
    """The body of the rendered fault, which is what its contract documents, no less and no more."""
    render, shape = contract_of(door)
    answer = render(fault, REQUEST_ID)
    assert answer.status_code in STATUSES[fault.kind], fault
    assert answer.headers["content-type"] == "application/json"
    read = shape.model_validate_json(bytes(answer.body))
    body: dict[str, Any] = json.loads(bytes(answer.body))
    assert read.model_dump(mode="json", by_alias=True, exclude_none=True) == body
    return body


def raised() -> Iterator[tuple[str, Kind]]:
    """The code and kind of every domain error that the source can raise."""
    for path in sorted(Path(millwright.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            match name, [*node.args]:
                case "DomainError" | "__init__", [ast.Constant(str(code)), ast.Attribute(ast.Name("Kind"), kind), *_]:
                    yield code, Kind[kind]
                case "not_found", [ast.Constant(str(noun))]:
                    yield f"{noun.replace(' ', '_')}_not_found", Kind.NOT_FOUND
                case "invalid", [ast.Constant(str()), *_]:
                    codes = [ast.literal_eval(item.value) for item in node.keywords if item.arg == "code"]
                    yield (codes[0] if codes else "invalid"), Kind.INVALID
                case _:
                    pass


RAISED = sorted(set(raised()))


def test_the_scan_finds_the_errors_of_the_domain() -> None:
    assert {("login_failed", Kind.UNAUTHENTICATED), ("project_not_found", Kind.NOT_FOUND)} < set(RAISED)
    assert {("rate_limited", Kind.LIMITED), ("last_owner", Kind.CONFLICT)} < set(RAISED)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code, _ in RAISED)


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_every_kind_of_fault_has_its_documented_form(door: str) -> None:
    for kind in FaultKind:
        check(door, Fault(kind, kind.value, "Words."))
        check(door, Fault(kind, kind.value, "Words.", fields={"name": ["Too short", "Too plain"]}))


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_every_error_of_the_domain_has_its_documented_form(door: str) -> None:
    for code, kind in RAISED:
        said = str(check(door, faults.of_domain(DomainError(code, kind, "Seldom said words."))))
        assert "Seldom said words." in said or kind is Kind.LIMITED, (code, said)


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_a_limit_says_when_to_come_again(door: str) -> None:
    data = {"retry_after": 7, "limit": 10, "reset_at": 1_800_000_000}
    fault = faults.of_domain(DomainError("rate_limited", Kind.LIMITED, "Too many.", data=data))
    assert "7" in str(check(door, fault))


@pytest.mark.parametrize("door", DOOR_NAMES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 413, 415, 418, 503])
def test_refusals_of_the_router_have_the_documented_form(door: str, status: int) -> None:
    check(door, faults.of_exception(HTTPException(status)))


def test_what_nobody_foresaw_says_nothing_of_itself() -> None:
    for door in DOOR_NAMES:
        assert "secret" not in str(check(door, faults.of_exception(RuntimeError("secret"))))


def faults_of(body: dict[str, object]) -> dict[str, list[str]]:
    try:
        OrganizationPatch.model_validate(body)
    except ValidationError as error:
        inner = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]
        return dict(faults.of_validation(RequestValidationError(inner)).fields)
    return {}


def test_a_faulty_input_has_its_own_name_and_not_that_of_its_type() -> None:
    body: dict[str, object] = {"name": "a", "type": "x", "plan": None, "max_users": "1"}
    assert faults_of(body) == {
        "name": ["String should have at least 2 characters"],
        "type": ["Must be one of: enterprise, startup, nonprofit"],
        "plan": ["Must not be null"],
        "max_users": ["Input should be a valid integer"],
    }


@pytest.mark.parametrize("door", DOOR_NAMES)
def test_names_of_inputs_that_are_the_callers_own_words_are_said_without_harm(door: str) -> None:
    inner = [{"type": "value_error", "loc": ("body", "headers", "\ud800" + "x" * 1_000_000), "msg": "Value error, no"}]
    fault = faults.of_validation(RequestValidationError(inner))
    assert len(str(check(door, fault))) < 1_000
