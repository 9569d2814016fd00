"""Many events of one moment in one message: the basis of intake's throughput.

While a few bundles wait for their confirmation, the events that arrive gather
for the next one; under little load each event travels alone and at once.
"""

from __future__ import annotations

from collections import deque
from uuid import UUID

import eventlet
from eventlet.event import Event as Signal

from bus import failpoints
from bus.messages import BrokerAway, Outcome, Outgoing, Publisher
from bus.naming import INTAKE
from contracts import envelope as envelopes
from contracts.registry import Event
from runtime import clock, metrics
from runtime.identifiers import new_id
from vocabulary.problems import Unavailable

_LARGEST = 200
_FLYING_MOST = 2


class BundlePublisher:
    """Publishes single events in bundles to one queue; returns when the broker has them."""

    def __init__(
        self, publisher: Publisher, *, queue: str = INTAKE, timeout_seconds: float = 5.0
    ) -> None:
        self._publisher = publisher
        self._queue = queue
        self._timeout_seconds = timeout_seconds
        self._waiting: deque[tuple[str, Signal]] = deque()
        self._flying = 0

    def put(self, event: Event, *, role: str, correlation_id: str, event_id: UUID) -> None:
        """Publish one event, done in this role, and wait for the broker's confirmation.

        Raises:
            Unavailable: no confirmation came; the event may or may not have arrived.
        """
        envelope = envelopes.wrap(
            event,
            event_id=event_id,
            time=clock.now(),
            correlation_id=correlation_id,
            actor_role=role,
        )
        signal = Signal()
        entry = (envelope.text(), signal)
        self._waiting.append(entry)
        if self._flying < _FLYING_MOST:
            self._flying += 1
            eventlet.spawn(self._fly)
        if not signal.wait(self._timeout_seconds + 1):
            raise Unavailable(
                "系统繁忙，诉求未能确认收到，请稍后用同一个 Idempotency-Key 重试。",
                "The appeal could not be confirmed; try again shortly with the same Idempotency-Key.",
                retry_after_seconds=5,
            )

    def _fly(self) -> None:
        try:
            while self._waiting:
                count = min(len(self._waiting), _LARGEST)
                entries = [self._waiting.popleft() for _ in range(count)]
                is_safe = self._publish([text for text, _ in entries])
                for _, signal in entries:
                    signal.send(is_safe)
        finally:
            self._flying -= 1

    def _publish(self, texts: list[str]) -> bool:
        message = Outgoing(
            exchange="",
            routing_key=self._queue,
            body=f"[{','.join(texts)}]".encode(),
            content_type=envelopes.BATCH,
            message_id=str(new_id()),
        )
        try:
            failpoints.passing("before_publish")
            outcome = self._publisher.publish([message], timeout_seconds=self._timeout_seconds)[0]
        except BrokerAway:
            metrics.PUBLISHED.labels("bundle", "unconfirmed").inc()
            return False
        failpoints.passing("after_bundle")
        metrics.PUBLISHED.labels("bundle", outcome.value).inc()
        return outcome is Outcome.CONFIRMED
