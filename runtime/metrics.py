"""The figures of a process, in Prometheus' form; `/metrics` shows them."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

# Without this each figure has another one beside it with the time it began.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

#: Seconds that tell quick from slow; each bound is a series for every route and method.
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)

PUBLISHED = Counter(
    "linli_published_total", "Messages given to the broker.", ["kind", "outcome"], registry=REGISTRY
)
HANDLED = Counter(
    "linli_handled_total", "Messages handled.", ["consumer", "outcome"], registry=REGISTRY
)
RETRIED = Counter("linli_retried_total", "Tries after the first.", ["consumer"], registry=REGISTRY)
DEAD = Counter("linli_dead_total", "Messages given up.", ["consumer"], registry=REGISTRY)
HANDLING_SECONDS = Histogram(
    "linli_handling_seconds", "Time for one batch of messages.", ["consumer"], registry=REGISTRY
)
RPC_SECONDS = Histogram(
    "linli_rpc_seconds",
    "Time for one RPC, as the caller sees it.",
    ["method"],
    buckets=BUCKETS,
    registry=REGISTRY,
)
RPC = Counter("linli_rpc_total", "RPCs.", ["method", "outcome"], registry=REGISTRY)
NOTICES = Counter(
    "linli_notices_total",
    "Attempts to send messages to people.",
    ["channel", "outcome"],
    registry=REGISTRY,
)
OUTBOX_WAITING = Gauge(
    "linli_outbox_waiting", "Events not yet published.", ["database"], registry=REGISTRY
)
OUTBOX_LAG_SECONDS = Gauge(
    "linli_outbox_lag_seconds",
    "Age of the oldest event not yet published.",
    ["database"],
    registry=REGISTRY,
)
CLOCK_OFFSET_SECONDS = Gauge(
    "linli_clock_offset_seconds",
    "How far this machine's clock is ahead of its database's.",
    ["database"],
    registry=REGISTRY,
)
RELAY_LEADS = Gauge(
    "linli_relay_leads", "1 in the process whose relay publishes.", ["database"], registry=REGISTRY
)
INTAKE_TO_REGISTER_SECONDS = Histogram(
    "linli_intake_to_register_seconds",
    "Time from the receipt of an appeal until the register takes it in.",
    buckets=(*BUCKETS, 60, 600, 3600),
    registry=REGISTRY,
)
QUEUE_DEPTH = Gauge(
    "linli_queue_depth",
    "Messages of a queue that wait with the broker and that no process has in hand.",
    ["queue"],
    registry=REGISTRY,
)
PROJECTION_MISSING = Gauge(
    "linli_projection_missing",
    "Events of a source that a subscription should have heard and did not.",
    ["consumer", "source"],
    registry=REGISTRY,
)
OLDEST_IN_HAND_SECONDS = Gauge(
    "linli_oldest_in_hand_seconds",
    "How long this process has held the oldest message of a queue.",
    ["consumer"],
    registry=REGISTRY,
)
OWED = Gauge(
    "linli_owed",
    "Published events that one queue refuses and that are kept for it.",
    ["database", "queue"],
    registry=REGISTRY,
)
DEAD_WAITING = Gauge(
    "linli_dead_waiting",
    "Dead letters that wait for a decision.",
    ["database"],
    registry=REGISTRY,
)


def exposition() -> tuple[bytes, str]:
    """Body and content type of `/metrics`."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
