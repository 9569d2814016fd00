"""The broker for one machine: nameko's services run on it unchanged, in one process.

A kombu transport in memory that keeps persistent messages of durable queues in
a SQLite file until they are acknowledged, so a restart loses nothing. A power
cut may lose the last moments; a deployment uses RabbitMQ.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import Empty
from typing import Any, ClassVar

import kombu
from kombu.transport import TRANSPORT_ALIASES, memory, virtual

from bus.messages import BrokerAway, Outcome, Outgoing
from runtime import clock

URI = "linli-embedded://localhost"
_PERSISTENT = 2
_MILLISECONDS = 1000


class MessageStore:
    """Persistent messages until their acknowledgement, in a SQLite file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._handed_over: list[Callable[[], None]] | None = None
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, queue TEXT, payload TEXT)"
        )

    def keep(self, queue: str, payload: dict[str, Any]) -> int:
        """Write a message down; returns the number to forget it by."""
        cursor = self._connection.execute(
            "INSERT INTO message (queue, payload) VALUES (?, ?)", (queue, json.dumps(payload))
        )
        return int(cursor.lastrowid or 0)

    def forget(self, numbers: Iterable[int]) -> None:
        """These messages were acknowledged."""
        self._connection.executemany(
            "DELETE FROM message WHERE id = ?", [(number,) for number in numbers]
        )

    def of(self, queue: str) -> list[tuple[int, dict[str, Any]]]:
        """The messages of a queue when the last process ended, oldest first."""
        rows = self._connection.execute(
            "SELECT id, payload FROM message WHERE queue = ? ORDER BY id", (queue,)
        )
        return [(number, json.loads(payload)) for number, payload in rows]

    def together(self, work: Callable[[], None]) -> None:
        """Do several writes as one; nobody gets a message that could not be written down.

        Raises:
            sqlite3.Error: nothing of it was written, as on a full disk.
        """
        self._connection.execute("BEGIN")
        self._handed_over = []
        try:
            work()
            self._connection.execute("COMMIT")
        except BaseException:
            self._handed_over = None
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        handed_over, self._handed_over = self._handed_over, None
        for hand_over in handed_over or ():
            hand_over()

    def takes_writes(self) -> bool:
        """Try to write to the file."""
        try:
            [(count,)] = self._connection.execute("PRAGMA user_version")
            self._connection.execute(f"PRAGMA user_version = {(count + 1) % 2**31}")
        except sqlite3.OperationalError:
            return False
        return True

    def once_written(self, hand_over: Callable[[], None]) -> None:
        """Do this as soon as what was kept is on the disk: now, or at the end of `together`."""
        if self._handed_over is None:
            hand_over()
        else:
            self._handed_over.append(hand_over)


class _Channel(memory.Channel):
    """A memory channel that remembers persistent messages and wakes its consumers."""

    store: ClassVar[MessageStore | None] = None
    changed: ClassVar[set[threading.Event]] = set()

    def _new_queue(self, queue: str, **options: Any) -> None:
        if queue in self.queues:
            return
        super()._new_queue(queue, **options)
        if self.store is not None:
            for number, payload in self.store.of(queue):
                payload["properties"] |= {"stored": number, "queue": queue}
                payload["redelivered"] = True
                self.queues[queue].put(payload)

    def _put(self, queue: str, message: dict[str, Any], **_options: Any) -> None:
        # One publish may reach several queues, and each must forget its own copy.
        copy = {**message, "properties": {**message["properties"]}}
        properties = copy["properties"]
        properties["queue"] = queue
        properties.pop("stored", None)
        if self.store is not None and properties.get("delivery_mode") == _PERSISTENT:
            properties["stored"] = self.store.keep(queue, copy)
            self.store.once_written(lambda: self._hand_over(queue, copy))
        else:
            self._hand_over(queue, copy)

    def _hand_over(self, queue: str, message: dict[str, Any]) -> None:
        self._queue_for(queue).put(message)
        wake()

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:  # noqa: ARG002 - kombu's signature
        """The next message that has not expired.

        Raises:
            Empty: there is none.
        """
        while True:
            message: dict[str, Any] = self._queue_for(queue).get(block=False)
            dropped_at = message["properties"].get("dropped_at")
            if dropped_at is None or clock.monotonic() < dropped_at:
                return message

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:  # noqa: FBT001, FBT002 - kombu's signature
        tags = self._tags_up_to(delivery_tag) if multiple else [delivery_tag]
        numbers = [
            message.properties["stored"]
            for message in map(self.qos.get, tags)
            if "stored" in message.properties
        ]
        for tag in tags:
            self.qos.ack(tag)
        if self.store is not None and numbers:
            self.store.together(lambda: self.store.forget(numbers))  # type: ignore[union-attr]
        wake()

    def _tags_up_to(self, delivery_tag: str) -> list[str]:
        self.qos._flush()  # noqa: SLF001 - without it acknowledged tags are still listed
        tags: list[str] = []
        for tag in self.qos._delivered:  # noqa: SLF001 - kombu offers no other order
            tags.append(tag)
            if tag == delivery_tag:
                break
        return tags

    def close(self) -> None:
        if not self.closed:
            self._give_back()
        # The memory transport empties all queues here; other connections still use them.
        virtual.Channel.close(self)

    def _give_back(self) -> None:
        """Put what is not acknowledged first into its queue again, as a broker does."""
        self.qos._flush()  # noqa: SLF001 - without it acknowledged tags are still listed
        for message in reversed(self.qos._delivered.values()):  # noqa: SLF001 - the only list
            payload = message.serializable()
            payload["redelivered"] = True
            self._queue_for(message.properties["queue"]).queue.appendleft(payload)
        wake()

    def after_reply_message_received(self, queue: str) -> None:
        """Keep the reply queue; nameko uses it for every reply."""


class _Message(virtual.Message):
    """A message whose properties name its content type, as nameko's replies need."""

    def __init__(self, payload: dict[str, Any], channel: Any = None, **options: Any) -> None:
        super().__init__(payload, channel=channel, **options)
        self.properties["content_type"] = self.content_type


_Channel.Message = _Message


class _Transport(memory.Transport):
    """Waits for a message instead of asking for it again and again."""

    Channel = _Channel
    global_state = virtual.BrokerState()

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self.woken = threading.Event()
        _Channel.changed.add(self.woken)

    def close_connection(self, connection: Any) -> None:
        _Channel.changed.discard(self.woken)
        super().close_connection(connection)

    def drain_events(self, connection: Any, timeout: float | None = None) -> None:  # noqa: ARG002 - kombu's signature
        deadline = None if timeout is None else clock.monotonic() + timeout
        while True:
            self.woken.clear()
            try:
                self.cycle.get(self._deliver, timeout=timeout)
            except Empty:
                left = None if deadline is None else deadline - clock.monotonic()
                if left is not None and left <= 0:
                    raise socket.timeout from None  # noqa: UP041 - what kombu's mixin expects
                self.woken.wait(left)
            else:
                return


def wake() -> None:
    """Let every connection look for messages."""
    for event in _Channel.changed:
        event.set()


def install(store: Path | None) -> None:
    """Make `linli-embedded:` known to kombu; with a store, messages survive a restart."""
    TRANSPORT_ALIASES["linli-embedded"] = f"{__name__}:_Transport"
    _Channel.store = MessageStore(store) if store else None


class EmbeddedPublisher:
    """Publishes into the process itself; a message is confirmed once it is written down."""

    def __init__(self) -> None:
        self._channel: Any = None
        self._failed = ""

    def start(self) -> None:
        """Open a channel."""
        self._channel = kombu.Connection(URI).channel()

    def stop(self) -> None:
        """Close the channel."""
        self._channel.connection.client.release()

    def fresh(self) -> EmbeddedPublisher:
        """Another one."""
        return EmbeddedPublisher()

    def renew(self) -> None:
        """It refuses nothing, so it has nothing to forget."""

    def trouble(self) -> str | None:
        """Why it could not publish; None while it can."""
        if self._failed and _Channel.store is not None and _Channel.store.takes_writes():
            self._failed = ""
        return self._failed or None

    def publish(
        self,
        messages: Sequence[Outgoing],
        *,
        timeout_seconds: float,  # noqa: ARG002 - it never waits
        patient: bool = False,  # noqa: ARG002
    ) -> list[Outcome]:
        """Publish in this order.

        Raises:
            BrokerAway: nothing of it could be written down.
        """
        outcomes: list[Outcome] = []

        def put_all() -> None:
            outcomes.extend(self._put(message) for message in messages)

        try:
            if _Channel.store is None:
                put_all()
            else:
                _Channel.store.together(put_all)
        except sqlite3.OperationalError as full:
            self._failed = f"the broker's file takes nothing: {full}"
            raise BrokerAway(self._failed) from None
        return outcomes

    def send(self, message: Outgoing) -> None:
        """Publish without waiting."""
        self._put(message)

    def _put(self, message: Outgoing) -> Outcome:
        queues = self._channel._lookup(message.exchange, message.routing_key)  # noqa: SLF001 - the only way to learn of a missing route
        if not queues:
            return Outcome.UNROUTABLE
        prepared = self._channel.prepare_message(
            message.body,
            content_type=message.content_type,
            content_encoding="utf-8",
            headers=dict(message.headers),
            properties={
                "delivery_mode": _PERSISTENT if message.persistent else 1,
                "message_id": message.message_id,
                "correlation_id": message.correlation_id,
                "reply_to": message.reply_to,
                "dropped_at": message.expires_ms
                and clock.monotonic() + message.expires_ms / _MILLISECONDS,
            },
        )
        self._channel.basic_publish(prepared, message.exchange, message.routing_key)
        return Outcome.CONFIRMED
