"""Subscriptions: one queue, one lane of work for each subscribing method.

A lane takes all waiting messages, handles them in one transaction and acknowledges them. Between
batches it tries messages again whose time has come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nameko.extensions import Entrypoint

from bus.consuming import SafeQueueConsumer
from bus.in_hand import InHand
from bus.inbox import Body, Handle, Inbox
from bus.naming import SubscriptionNames
from bus.process import Process
from contracts.registry import Event
from runtime import clock, waiting
from runtime.logs import in_one_line, logger

log = logger(__name__)

_RETRY_LOOK_SECONDS = 1.0
_TAKEN_AT_ONCE = 200

#: Turns the service's method into the handler that the inbox calls.
Adapt = Callable[[Callable[..., Any]], Handle]


class Lane(Entrypoint):
    """One subscription of a service."""

    consumer = SafeQueueConsumer()

    def __init__(
        self,
        events: tuple[type[Event], ...],
        adapt: Adapt,
        *,
        queue: str | None = None,
        prefetch: int = 400,
    ) -> None:
        super().__init__()
        self.events = events
        self.prefetch = prefetch
        self._adapt = adapt
        self.queue_name = queue
        self._look_at = 0.0

    def names(self, service: str) -> SubscriptionNames:
        """Queue and bindings of this subscription in a service."""
        return SubscriptionNames.of(service, self.method_name, self.events, self.queue_name)

    def setup(self) -> None:
        """Name the queue and register for it."""
        process: Process = self.container.config["process"]
        names = self.names(self.container.service_name)
        service = self.container.service_cls()
        database = self.container.service_cls.database_name
        surroundings = process.surroundings(database)
        self._inbox = Inbox(
            process.database(database),
            names.queue,
            self._adapt(getattr(service, self.method_name)),
            retry_seconds=process.settings.retry_seconds,
            is_stopping=lambda: self._hand.is_stopping,
            surroundings=surroundings,
        )
        self._may_be_due = process.due(database, names.queue)
        process.depths.watch(names.queue)
        self._hand = InHand(
            names.kombu_queue(),
            prefetch=self.prefetch,
            consumer=self.consumer,
            surroundings=surroundings,
            work=self._take,
            at_once=_TAKEN_AT_ONCE,
        )

    def start(self) -> None:
        """Begin to work."""
        self.container.spawn_managed_thread(lambda: self._hand.run(self._retry_now_and_then))

    def stop(self) -> None:
        """Finish the current batch; waiting messages go back to the broker."""
        self._hand.stop()

    def _take(self, messages: Sequence[Any]) -> None:
        self._inbox.take(
            [Body(_as_bytes(message.body), message.content_type) for message in messages]
        )

    def _retry_now_and_then(self) -> float:
        """Messages whose time has come take turns with new ones, so that neither waits for all."""
        if clock.monotonic() >= self._look_at:
            is_more = self._retry()
            self._look_at = clock.monotonic() + (0 if is_more else _RETRY_LOOK_SECONDS)
            waiting.pause(0)
        return max(0.0, self._look_at - clock.monotonic())

    def _retry(self) -> bool:
        """One turn of due messages; returns whether there may be more."""
        try:
            return self._may_be_due() and self._inbox.retry_due()
        except Exception as failure:  # noqa: BLE001 - the database is away; the next look is in a second
            log.warning("retry_postponed", queue=self._hand.queue.name, error=in_one_line(failure))
            return False


def _as_bytes(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)
