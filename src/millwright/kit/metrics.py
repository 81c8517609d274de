"""What is counted for the operator: every metric, with its labels, in one place; served at ``/metrics``.

Labels take few values each: a route's template and never a path, a kind and never an id.
"""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

disable_created_metrics()

HTTP_REQUESTS = Counter(
    "millwright_http_requests", "Requests answered; status is 2xx to 5xx", ["door", "method", "route", "status"]
)
HTTP_SECONDS = Histogram(
    "millwright_http_request_seconds",
    "Seconds until an answer began",
    ["door", "route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
SOCKETS_OPEN = Gauge("millwright_sockets_open", "WebSockets that are open now", ["door"])
WEBHOOK_ATTEMPTS = Counter(
    "millwright_webhook_attempts", "Attempts to deliver; outcome is a class of status or a failure", ["door", "outcome"]
)
OPERATIONS_ENDED = Counter("millwright_operations_ended", "Operations by how they ended", ["kind", "state"])
OPERATION_WAIT_SECONDS = Histogram(
    "millwright_operation_wait_seconds",
    "Seconds from asking for an operation to its start",
    ["kind"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600),
)
DATABASE_CONNECTIONS = Gauge("millwright_database_connections", "Connections to the database", ["state"])
EVENTS_BEHIND = Gauge("millwright_events_behind", "Events that a reader of the log has still to read", ["reader"])


def exposition() -> bytes:
    """All of them, and those of the process, in the text format of Prometheus."""
    return generate_latest(REGISTRY)
