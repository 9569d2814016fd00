"""Subscriptions: one queue, one lane of work for each subscribing method.

A lane takes all waiting messages, handles them in one transaction and acknowledges them. Between
batches it tries messages again whose time has come.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from nameko.extensions import Entrypoint

from bus import failpoints
from bus.consuming import SafeQueueConsumer
from bus.inbox import Body, Handle, Inbox, Stopping
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
    is_private = False

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
        self._waiting: deque[Any] = deque()
        self._filled = threading.Event()
        self._stopping = False
        self._ended = threading.Event()

    def names(self, service: str) -> SubscriptionNames:
        """Queue and bindings of this subscription in a service."""
        return SubscriptionNames.of(service, self.method_name, self.events, self.queue_name)

    def setup(self) -> None:
        """Name the queue and register for it."""
        process: Process = self.container.config["process"]
        names = self.names(self.container.service_name)
        self.queue = names.kombu_queue()
        service = self.container.service_cls()
        database = self.container.service_cls.database_name
        self._inbox = Inbox(
            process.database(database),
            names.queue,
            self._adapt(getattr(service, self.method_name)),
            retry_seconds=process.settings.retry_seconds,
            is_stopping=lambda: self._stopping,
        )
        self._may_be_due = process.due(database, names.queue)
        self._nudge = process.nudge(database)
        self.consumer.register_provider(self)

    def start(self) -> None:
        """Begin to work."""
        self.container.spawn_managed_thread(self._work)

    def stop(self) -> None:
        """Finish the current batch; waiting messages go back to the broker."""
        self._stopping = True
        self.consumer.unregister_provider(self)
        self._filled.set()
        self._ended.wait()

    def on_connected(self) -> None:
        """Messages from the old connection come again."""
        self._waiting.clear()

    def on_message(self, message: Any) -> None:
        """Let the message wait for the lane."""
        self._waiting.append(message)
        self._filled.set()

    def _work(self) -> None:
        look_at = 0.0
        try:
            while not self._stopping:
                if clock.monotonic() >= look_at:
                    # New messages and due ones take turns, so that neither waits for all of the
                    # other.
                    is_more = self._retry()
                    look_at = clock.monotonic() + (0 if is_more else _RETRY_LOOK_SECONDS)
                    waiting.pause(0)
                if clock.monotonic() < look_at:
                    self._filled.wait(timeout=_RETRY_LOOK_SECONDS)
                self._filled.clear()
                while self._waiting and not self._stopping:
                    self._handle()
        except Stopping:
            pass
        finally:
            self._ended.set()

    def _handle(self) -> None:
        messages = [self._waiting.popleft() for _ in range(min(len(self._waiting), _TAKEN_AT_ONCE))]
        self.consumer.in_flight += 1
        try:
            self._inbox.take(
                [Body(_as_bytes(message.body), message.content_type) for message in messages]
            )
            self._nudge()
            failpoints.passing("before_ack")
            # One acknowledgement for the last covers all before it on the same channel.
            last = {id(message.channel): message for message in messages}
            for message in last.values():
                self.consumer.acknowledge(message, all_before=True)
            failpoints.passing("after_ack")
        finally:
            self.consumer.in_flight -= 1

    def _retry(self) -> bool:
        """One turn of due messages; returns whether there may be more."""
        try:
            is_more = self._may_be_due() and self._inbox.retry_due()
        except Exception as failure:  # noqa: BLE001 - the database is away; the next look is in a second
            log.warning("retry_postponed", queue=self.queue.name, error=in_one_line(failure))
            return False
        if is_more:
            self._nudge()
        return is_more


def _as_bytes(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)
