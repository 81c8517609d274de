"""What a collector is told of requests and steps, and what it is not told."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import cast
from uuid import UUID

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace import TracerProvider
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from millwright.doors import pixell
from millwright.doors.http.services import Services
from millwright.kit.clock import system_clock
from millwright.kit.context import Actor
from millwright.kit.ids import new_id
from millwright.platform.jobs import run
from millwright.platform.jobs.reporter import Reporter
from millwright.wiring.tracing import open_tracing
from tests.doors.conftest import URL, served
from tests.factories.accounts import PASSWORD


class Collector:
    """Takes spans by OTLP over HTTP, and keeps the bytes too, to be searched for what must not be there."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.raw = b""
        self.app = Starlette(routes=[Route("/v1/traces", self._take, methods=["POST"])])

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        self.raw += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                self.spans.extend(scope.spans)
        return Response(media_type="application/x-protobuf")

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans if span.name == name]


@pytest.fixture
async def collector(monkeypatch: pytest.MonkeyPatch) -> Collector:
    def keep_none(_: TracerProvider) -> None:
        """It can be set only once in a process."""

    monkeypatch.setattr(trace, "set_tracer_provider", keep_none)
    return Collector()


@pytest.fixture
async def stack() -> AsyncGenerator[AsyncExitStack]:
    """Ended by the test, so that all spans are sent; or after it."""
    async with AsyncExitStack() as stack:
        yield stack


async def traced(collector: Collector, stack: AsyncExitStack) -> TracerProvider:
    host = await stack.enter_async_context(served(collector.app))
    return open_tracing(f"http://{host}/", stack)


async def test_a_request_and_its_queries_become_spans_without_secrets(
    services: Services, ada_email: str, collector: Collector, stack: AsyncExitStack
):
    provider = await traced(collector, stack)
    app = pixell.create_app(replace(services, tracer_provider=provider))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL) as client:
        query = {"hint": "Tr0ub4dor", "token": "sk_user_" + "A" * 38}
        body = {"email": ada_email, "password": PASSWORD}
        answer = await client.post("/api/auth/login", params=query, json=body)
        cookie = answer.cookies["sb-millwright-auth-token"]
        wrong = {"email": ada_email, "password": "Wrong-horse-2026"}
        assert (await client.post("/api/auth/login", json=wrong)).status_code == 401
        assert (await client.delete(f"/api/api-keys/sk_live_{'B' * 38}")).status_code == 404
    await stack.aclose()
    served_login = collector.named("POST /api/auth/login")
    assert [span.kind for span in served_login] == [Span.SPAN_KIND_SERVER] * 2
    trace_ids = {span.trace_id for span in served_login}
    queries = [span for span in collector.spans if span.kind == Span.SPAN_KIND_CLIENT and span.trace_id in trace_ids]
    assert {"SELECT", "INSERT"} <= {span.name for span in queries}
    secrets = (PASSWORD, "Wrong-horse", "Tr0ub4dor", "A" * 38, "B" * 38, "eyJ", cookie, ada_email)
    assert not [secret for secret in secrets if secret.encode() in collector.raw]


async def test_queries_outside_of_requests_and_steps_are_not_told(
    services: Services, collector: Collector, stack: AsyncExitStack
):
    await traced(collector, stack)
    async with services.database.session() as session:
        await session.connection()
    await stack.aclose()
    assert collector.spans == []


async def test_a_step_of_an_operation_is_a_span(
    services: Services, ada: Actor, collector: Collector, stack: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
):
    provider = await traced(collector, stack)
    monkeypatch.setattr(run, "_tracer", provider.get_tracer("jobs"))
    operation = run.Run(
        id=UUID(int=7),
        kind="generate",
        organization_id=new_id(),
        project_id=None,
        actor=ada,
        database=services.database,
        reporter=cast("Reporter", None),  # untouched outside of phases
        remembering=False,
        clock=system_clock,
    )

    async def read() -> int:
        return 1

    async def fail() -> int:
        raise ValueError("the password is Tr0ub4dor")

    await operation._perform("read", TypeAdapter(int), read)  # pyright: ignore[reportPrivateUsage]
    await operation._perform("check", TypeAdapter(int), fail)  # pyright: ignore[reportPrivateUsage]
    await stack.aclose()
    (span,), (failed,) = collector.named("generate read"), collector.named("generate check")
    said = {attribute.key: attribute.value.string_value for attribute in span.attributes}
    assert said["millwright.operation.id"] == str(UUID(int=7))
    assert failed.status.code == 2
    assert b"Tr0ub4dor" not in collector.raw


async def test_without_a_collector_nothing_is_traced(services: Services, collector: Collector, stack: AsyncExitStack):
    await traced(collector, stack)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(pixell.create_app(services)), base_url=URL) as client:
        assert (await client.get("/api/health")).status_code == 200
    await stack.aclose()
    assert collector.spans == []
