"""Traces: what a request or an operation spent its time on, told to a collector by OTLP."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from importlib.metadata import version

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, Sampler, SamplingResult
from opentelemetry.trace import Link, SpanKind, Status, TraceState
from opentelemetry.util.types import Attributes

from millwright.kit.redaction import redact_text

_DROPPED = frozenset({"url.query", "db.user"})
_EXPORT_SECONDS = 5


def open_tracing(endpoint: str, stack: AsyncExitStack) -> TracerProvider:
    """Has spans of requests, operation steps and their queries sent to the collector at `endpoint` from now on.

    They are sent in the background, a few seconds later; what has not been sent when the stack ends is sent then.
    """
    provider = TracerProvider(
        resource=Resource.create({"service.name": "millwright", "service.version": version("millwright")}),
        sampler=ParentBased(root=_OnlyWork()),
    )
    exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(Redacting(exporter)))
    trace.set_tracer_provider(provider)  # operations ask for it there
    instrumentor = AsyncPGInstrumentor()
    instrumentor.instrument(tracer_provider=provider)

    async def close() -> None:
        instrumentor.uninstrument()
        await asyncio.to_thread(provider.shutdown)

    stack.push_async_callback(close)
    return provider


class _OnlyWork(Sampler):
    """Leaves out queries that belong to no request and no step: those of readers that look what is new."""

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        """Whether this beginning of a trace is worth one."""
        return SamplingResult(Decision.DROP if kind is SpanKind.CLIENT else Decision.RECORD_AND_SAMPLE, attributes)

    def get_description(self) -> str:
        """For the SDK's own messages."""
        return "OnlyWork"


class Redacting(SpanExporter):
    """Hands spans on without query strings, without what exceptions say, and with secrets taken out of the rest."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """In the thread of the batch, so that no request waits for it."""
        return self._exporter.export([_redacted(span) for span in spans])

    def shutdown(self) -> None:
        """Ends the exporter."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Nothing is kept here."""
        return self._exporter.force_flush(timeout_millis)


def _redacted(span: ReadableSpan) -> ReadableSpan:
    said = {
        name: redact_text(value) if isinstance(value, str) else value
        for name, value in (span.attributes or {}).items()
        if name not in _DROPPED
    }
    return ReadableSpan(
        name=redact_text(span.name),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=said,
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
