"""How many messages wait in queues, as the broker says."""

from __future__ import annotations

import contextlib
from typing import Any

import eventlet
import kombu

from runtime import clock, metrics
from runtime.logs import in_one_line, logger

log = logger(__name__)

_ANSWER_SECONDS = 5.0
_LOOK_SECONDS = 10.0


class Depths:
    """Asks over a connection of its own, opened when it is needed."""

    def __init__(self, uri: str, *, tls: dict[str, Any] | None = None) -> None:
        self._uri, self._tls = uri, tls
        self._channel: Any = None
        self._queues: list[str] = []
        self._thread: Any = None
        self._lock = eventlet.semaphore.Semaphore()

    def watch(self, queue: str) -> None:
        """Keep the figure of one queue more."""
        self._queues.append(queue)
        if self._thread is None:
            self._thread = eventlet.spawn(self._run)

    def now(self, queue: str) -> int | None:
        """How many messages of a queue no consumer has in hand; None if the broker does not say."""
        try:
            with self._lock, eventlet.Timeout(_ANSWER_SECONDS, TimeoutError("no answer")):
                return self._asked(queue)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the broker did not say
            log.debug("queue_depth_unknown", queue=queue, error=in_one_line(failure))
            self._close()
            return None

    def stop(self) -> None:
        """Ask no more."""
        if self._thread is not None:
            self._thread.kill()
        self._close()

    def _asked(self, queue: str) -> int:
        if self._channel is None:
            connection = kombu.Connection(self._uri, ssl=self._tls, connect_timeout=_ANSWER_SECONDS)
            self._channel = connection.channel()
        found = self._channel.queue_declare(queue, passive=True)
        return int(found.message_count)

    def _run(self) -> None:
        while True:
            began = clock.monotonic()
            for queue in self._queues:
                depth = self.now(queue)
                if depth is not None:
                    metrics.QUEUE_DEPTH.labels(queue).set(depth)
            eventlet.sleep(max(1.0, _LOOK_SECONDS - (clock.monotonic() - began)))

    def _close(self) -> None:
        channel, self._channel = self._channel, None
        if channel is not None:
            with contextlib.suppress(Exception), eventlet.Timeout(1.0, False):
                channel.connection.client.release()
