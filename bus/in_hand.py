"""The messages of one queue that this process has in hand, worked off by one thread.

While their database takes nothing, none is in hand: the broker has them all, however long it takes.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import kombu

from bus import failpoints
from bus.consuming import SafeQueueConsumer
from bus.inbox import Stopping
from bus.surroundings import Away, Surroundings
from runtime import clock, metrics, waiting
from runtime.logs import in_one_line, logger

log = logger(__name__)

_LOOK_SECONDS = 0.2
#: What is done between batches waits for so many at most, however much comes.
_BATCHES_A_TURN = 10
_LONGEST_PAUSE_SECONDS = 30.0


class InHand:
    """Takes the messages of a queue and hands them to `work`, some at a time, in order."""

    is_private = False

    def __init__(
        self,
        queue: kombu.Queue,
        *,
        prefetch: int,
        consumer: SafeQueueConsumer,
        surroundings: Surroundings,
        work: Callable[[Sequence[Any]], None],
        at_once: int,
    ) -> None:
        """`work` acknowledges nothing; it raises `Away` when the database took nothing."""
        self.queue = queue
        self.prefetch = prefetch
        self._consumer = consumer
        self._surroundings = surroundings
        self._do = work
        self._at_once = at_once
        self._waiting: deque[tuple[float, Any]] = deque()
        self._begun_at: float | None = None
        self._filled = threading.Event()
        self._stopping = False
        self._ended = threading.Event()
        metrics.OLDEST_IN_HAND_SECONDS.labels(queue.name).set_function(self.oldest_seconds)
        consumer.register_provider(self)

    def stop(self) -> None:
        """Finish the current batch; waiting messages go back to the broker."""
        self._stopping = True
        self._consumer.unregister_provider(self)
        self._filled.set()
        self._ended.wait()

    @property
    def is_stopping(self) -> bool:
        """Whether it takes no more."""
        return self._stopping

    def oldest_seconds(self) -> float:
        """How long the oldest message has been in hand."""
        waiting_since = self._waiting[0][0] if self._waiting else None
        since = self._begun_at if self._begun_at is not None else waiting_since
        return 0.0 if since is None else clock.monotonic() - since

    def on_taken_back(self) -> None:
        """What waits here comes again."""
        self._waiting.clear()

    def on_message(self, message: Any) -> None:
        """Let the message wait for the thread."""
        self._waiting.append((clock.monotonic(), message))
        self._filled.set()

    def run(self, between: Callable[[], float] | None = None) -> None:
        """Work until told to stop; `between` batches do something, that says when to look again."""
        pauses = waiting.growing_pauses(1.0, _LONGEST_PAUSE_SECONDS)
        try:
            while not self._stopping:
                if self._surroundings.is_away:
                    self._rest(lambda: self._surroundings.is_away)
                try:
                    self._turn(between)
                except Away:
                    # Whatever was begun is in nobody's hand now.
                    self._rest(lambda: self._surroundings.is_away)
                except Stopping:
                    return
                except Exception as failure:
                    # It ends no process: the broker has the messages, and gives each up in time.
                    log.exception("queue_interrupted", queue=self.queue.name)
                    self._consumer.failing[self.queue.name] = in_one_line(failure)
                    until = clock.monotonic() + next(pauses)
                    self._rest(lambda until=until: clock.monotonic() < until)  # type: ignore[misc]
                else:
                    if self._consumer.failing.pop(self.queue.name, None):
                        pauses = waiting.growing_pauses(1.0, _LONGEST_PAUSE_SECONDS)
        finally:
            self._ended.set()

    def _turn(self, between: Callable[[], float] | None) -> None:
        longest = 1.0 if between is None else between()
        if longest > 0 and not self._waiting:
            self._filled.wait(timeout=longest)
        self._filled.clear()
        for _ in range(_BATCHES_A_TURN):
            if not self._waiting or self._stopping or self._surroundings.is_away:
                return
            self._handle()

    def _handle(self) -> None:
        count = min(len(self._waiting), self._at_once)
        self._begun_at = self._waiting[0][0]
        messages = [self._waiting.popleft()[1] for _ in range(count)]
        self._consumer.in_flight += 1
        try:
            self._do(messages)
            failpoints.passing("before_ack")
            # One acknowledgement for the last covers all before it on the same channel.
            last = {id(message.channel): message for message in messages}
            for message in last.values():
                self._consumer.acknowledge(message, all_before=True)
            failpoints.passing("after_ack")
        finally:
            self._begun_at = None
            self._consumer.in_flight -= 1

    def _rest(self, is_to_last: Callable[[], bool]) -> None:
        self._consumer.lay_down(self)
        try:
            while is_to_last() and not self._stopping:
                waiting.pause(_LOOK_SECONDS)
        finally:
            self._consumer.take_up(self)
