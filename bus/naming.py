"""Names on the broker, said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import kombu

from contracts.registry import Event

RPC_EXCHANGE = "nameko-rpc"
PUBLIC_EXCHANGE = "public.events"
DEAD_EXCHANGE = "dead"
#: To one queue by its name: what it refused when it was published to all.
AGAIN_EXCHANGE = "again"
STREET_FEED = "street.feed"
STREET_DIGESTS = "street.digests"
#: The routing key of what goes to the digests.
DIGESTS_KEY = "totals_digested"
#: The user of a street office's programs: it reads the digests, and nothing else.
DIGESTS_READER = "digests-reader"
INTAKE = "appeals.intake"

#: Arguments that a policy cannot set, so they are in code.
QUORUM = {"x-queue-type": "quorum"}
STREAM = {"x-queue-type": "stream"}
#: Each area tells its figures at least once an hour, so older ones say nothing more.
DIGESTS_STREAM = {**STREAM, "x-max-age": "7D", "x-max-length-bytes": 2_000_000_000}


def events_exchange(source: str) -> kombu.Exchange:
    """Where a service publishes its events; routing key is the event's name."""
    return kombu.Exchange(f"{source}.events", type="topic", durable=True)


def rpc_queue(service: str) -> kombu.Queue:
    """Where a service takes requests."""
    exchange = kombu.Exchange(RPC_EXCHANGE, type="topic", durable=True)
    return kombu.Queue(f"rpc-{service}", exchange=exchange, routing_key=f"{service}.*")


def dead_queue(service: str) -> kombu.Queue:
    """Where the broker puts messages that it gave up on: crash loops, unreadable frames."""
    exchange = kombu.Exchange(DEAD_EXCHANGE, type="direct", durable=True)
    return kombu.Queue(
        f"dead.{service}", exchange=exchange, routing_key=service, queue_arguments=QUORUM
    )


@dataclass(frozen=True)
class SubscriptionNames:
    """The queue of one subscription, and what is bound to it: (exchange, routing key)."""

    queue: str
    bindings: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, service: str, method: str, events: Sequence[type[Event]], queue: str | None
    ) -> SubscriptionNames:
        """Names by rule; a queue named in code is fed by the default exchange alone."""
        if queue is not None:
            return cls(queue, ())
        sources = "+".join(sorted({event.SOURCE for event in events}))
        return cls(
            f"evt-{sources}--{service}.{method}",
            tuple(sorted((f"{event.SOURCE}.events", event.NAME) for event in events)),
        )

    def kombu_queue(self) -> kombu.Queue:
        """The queue as kombu declares it."""
        if not self.bindings:
            return kombu.Queue(self.queue, routing_key=self.queue, queue_arguments=QUORUM)
        bindings = [
            kombu.binding(kombu.Exchange(exchange, type="topic", durable=True), routing_key=key)
            for exchange, key in (*self.bindings, (AGAIN_EXCHANGE, self.queue))
        ]
        return kombu.Queue(self.queue, bindings, queue_arguments=QUORUM)
