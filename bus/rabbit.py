"""Publishing to RabbitMQ with pika: persistent, mandatory, confirmed, many at a time.

pika gives up where the stock publisher hangs for ever: under a memory alarm
(`blocked_connection_timeout`) and on a connection that swallows packets
(heartbeats). It runs in one green thread; all others hand it their messages.
"""

from __future__ import annotations

import contextlib
import ssl
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import eventlet
import pika
from eventlet.event import Event
from pika.adapters.select_connection import IOLoop

from bus.messages import BrokerAway, Outcome, Outgoing
from runtime import clock, waiting
from runtime.logs import logger

log = logger(__name__)

#: How much longer a patient caller waits for a broker that is there and confirms nothing.
_PATIENT_SECONDS = 50.0
#: ACCESS_REFUSED and NOT_FOUND.
_REFUSALS = (403, 404)
_RENEW_SECONDS, _RENEW_LOOK_SECONDS = 10.0, 0.05


@dataclass(slots=True)
class _Batch:
    """Messages of one caller and what is known about each."""

    messages: Sequence[Outgoing]
    outcomes: list[Outcome | None]
    missing: int
    #: Whether the channel was closed over something on it.
    is_refused: bool = False
    finished: Event = field(default_factory=Event)

    def settle(self, index: int, outcome: Outcome) -> None:
        if self.outcomes[index] is None:
            self.outcomes[index] = outcome
            self.missing -= 1
        if self.missing == 0 and not self.finished.ready():
            self.finished.send(True)

    def fail(self, *, is_refused: bool = False) -> None:
        self.is_refused = is_refused
        if not self.finished.ready():
            self.finished.send(False)


def connection_parameters(
    uri: str, *, name: str, heartbeat_seconds: int, ssl_ca: str | None = None
) -> pika.URLParameters:
    """How this process connects; the broker's management page shows `name`."""
    parameters = pika.URLParameters(uri)
    parameters.heartbeat = heartbeat_seconds
    parameters.blocked_connection_timeout = heartbeat_seconds
    parameters.socket_timeout = 5
    parameters.stack_timeout = 10
    parameters.client_properties = {"connection_name": name, "product": "linli"}
    if uri.startswith("amqps://"):
        context = ssl.create_default_context(cafile=ssl_ca)
        parameters.ssl_options = pika.SSLOptions(context, server_hostname=parameters.host)
    return parameters


class RabbitPublisher:
    """One connection with one confirming channel, opened again whenever it breaks."""

    def __init__(self, parameters: pika.URLParameters) -> None:
        self._parameters = parameters
        self._ioloop: IOLoop | None = None
        self._channel: Any = None
        self._waiting: deque[_Batch] = deque()
        self._flush_due = False
        self._next_tag = 1
        self._unconfirmed: dict[int, tuple[_Batch, int]] = {}
        self._tag_of: dict[str, int] = {}
        self._opened = Event()
        self._stopping = False
        #: What the broker is low on; empty while it takes messages.
        self._blocked = ""
        self._trouble: str | None = "not connected yet"
        self._thread: Any = None

    def start(self) -> None:
        """Begin to connect, and to connect again for ever."""
        self._thread = eventlet.spawn(self._run)

    def stop(self) -> None:
        """Close the connection and end."""
        self._stopping = True
        if self._ioloop is not None:
            self._ioloop.add_callback_threadsafe(self._close)
        if self._thread is not None:
            with eventlet.Timeout(5, False):
                self._thread.wait()

    def trouble(self) -> str | None:
        """Why it cannot publish; None if it can."""
        if self._thread is not None and self._thread.dead:
            return "it has ended; restart this process"
        if self._blocked:
            return f"blocked by the broker's alarm: {self._blocked}"
        return self._trouble

    def publish(
        self, messages: Sequence[Outgoing], *, timeout_seconds: float, patient: bool = False
    ) -> list[Outcome]:
        """Publish in this order and wait for every confirmation."""
        if not messages:
            return []
        batch = _Batch(messages, [None] * len(messages), len(messages))
        is_safe: bool | None = None
        with eventlet.Timeout(timeout_seconds, False):
            self._await_channel()
            self._hand_over(batch)
            is_safe = batch.finished.wait()
        if is_safe is None and patient:
            is_safe = self._wait_on(batch)
        if is_safe:
            return [outcome for outcome in batch.outcomes if outcome is not None]
        if is_safe is None:
            with contextlib.suppress(ValueError):
                self._waiting.remove(batch)
            raise BrokerAway(
                f"no confirmation within {timeout_seconds} s",
                batch.outcomes,
                is_connected=self._channel is not None and not self._blocked,
            )
        raise BrokerAway(
            self._trouble or "the connection broke", batch.outcomes, is_refused=batch.is_refused
        )

    def _wait_on(self, batch: _Batch) -> bool | None:
        # A broker that is slow with everything takes it later; sent again, it would be there twice.
        until = clock.monotonic() + _PATIENT_SECONDS
        while clock.monotonic() < until and not any(batch.outcomes) and batch not in self._waiting:
            if self._channel is None or self._stopping:
                break
            with eventlet.Timeout(1.0, False):
                return bool(batch.finished.wait())
        return bool(batch.finished.wait()) if batch.finished.ready() else None

    def send(self, message: Outgoing) -> None:
        """Publish without waiting."""
        self._hand_over(_Batch([message], [None], 1))

    def fresh(self) -> RabbitPublisher:
        """Another one, not yet started: a channel of its own knows nothing of what was refused."""
        return RabbitPublisher(self._parameters)

    def renew(self) -> None:
        """Connect again as soon as nothing is on its way.

        A channel may go on refusing for a queue whose limit was taken away (3.10).
        """
        until = clock.monotonic() + _RENEW_SECONDS
        while self._unconfirmed and clock.monotonic() < until:
            waiting.pause(_RENEW_LOOK_SECONDS)
        if self._ioloop is not None:
            self._ioloop.add_callback_threadsafe(self._close)

    def _await_channel(self) -> None:
        while self._channel is None:
            self._opened.wait()

    def _hand_over(self, batch: _Batch) -> None:
        self._waiting.append(batch)
        if not self._flush_due and self._ioloop is not None and self._channel is not None:
            self._flush_due = True
            self._ioloop.add_callback_threadsafe(self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        while self._waiting and self._channel is not None:
            batch = self._waiting.popleft()
            for index, message in enumerate(batch.messages):
                self._unconfirmed[self._next_tag] = (batch, index)
                if message.message_id is not None:
                    self._tag_of[message.message_id] = self._next_tag
                self._next_tag += 1
                self._channel.basic_publish(
                    message.exchange,
                    message.routing_key,
                    message.body,
                    _properties(message),
                    mandatory=True,
                )

    def _run(self) -> None:
        pauses = waiting.growing_pauses(0.2, 5.0)
        while not self._stopping:
            began = clock.monotonic()
            try:
                self._connect()
            except Exception as broken:  # noqa: BLE001 - any failure means: connect again
                self._forget(repr(broken))
            if clock.monotonic() - began > 30:  # noqa: PLR2004 - it held, so begin gently again
                pauses = waiting.growing_pauses(0.2, 5.0)
            if not self._stopping:
                waiting.pause(next(pauses))

    def _connect(self) -> None:
        """Connect and work until the connection breaks."""
        self._ioloop = IOLoop()
        try:
            pika.SelectConnection(
                self._parameters,
                on_open_callback=self._on_connection_open,
                on_open_error_callback=self._on_connection_lost,
                on_close_callback=self._on_connection_lost,
                custom_ioloop=self._ioloop,
            )
            self._ioloop.start()
        finally:
            ended, self._ioloop = self._ioloop, None
            ended.close()

    def _on_connection_open(self, connection: Any) -> None:
        connection.add_on_connection_blocked_callback(self._on_blocked)
        connection.add_on_connection_unblocked_callback(self._on_unblocked)
        connection.channel(on_open_callback=self._on_channel_open)

    def _on_channel_open(self, channel: Any) -> None:
        channel.add_on_return_callback(self._on_return)
        channel.add_on_close_callback(self._on_channel_closed)
        channel.confirm_delivery(self._on_confirm)
        self._next_tag = 1
        self._channel = channel
        self._trouble = None
        log.info("publisher_connected")
        opened, self._opened = self._opened, Event()
        opened.send()
        self._flush()

    def _on_channel_closed(self, channel: Any, reason: Exception) -> None:
        # No right to an exchange, or it is not there.
        code = getattr(reason, "reply_code", None)
        self._forget(str(reason), is_refused=code in _REFUSALS)
        if channel.connection.is_open:
            channel.connection.close()

    def _on_connection_lost(self, _connection: Any, reason: Exception | str) -> None:
        self._forget(str(reason))
        if self._ioloop is not None:
            self._ioloop.stop()

    def _on_blocked(self, _connection: Any, frame: Any) -> None:
        self._blocked = frame.method.reason or "no reason given"
        log.warning("broker_blocks", reason=self._blocked)

    def _on_unblocked(self, _connection: Any, _frame: Any) -> None:
        self._blocked = ""
        log.info("broker_unblocks")

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        tag = self._tag_of.get(properties.message_id)
        if tag is not None:
            batch, index = self._unconfirmed[tag]
            batch.settle(index, Outcome.UNROUTABLE)

    def _on_confirm(self, frame: Any) -> None:
        acknowledged = isinstance(frame.method, pika.spec.Basic.Ack)
        outcome = Outcome.CONFIRMED if acknowledged else Outcome.REFUSED
        last = frame.method.delivery_tag
        if frame.method.multiple:
            tags = []
            for tag in self._unconfirmed:  # in the order of publishing
                if tag > last:
                    break
                tags.append(tag)
        else:
            tags = [last]
        for tag in tags:
            batch, index = self._unconfirmed.pop(tag)
            message_id = batch.messages[index].message_id
            if message_id is not None:
                self._tag_of.pop(message_id, None)
            batch.settle(index, outcome)

    def _forget(self, reason: str, *, is_refused: bool = False) -> None:
        if self._trouble is None and not self._stopping:
            log.warning("publisher_disconnected", reason=reason)
        self._channel = None
        self._blocked = ""
        self._trouble = f"not connected: {reason}"
        lost = {id(batch): batch for batch, _ in self._unconfirmed.values()}
        self._unconfirmed.clear()
        self._tag_of.clear()
        for batch in lost.values():
            batch.fail(is_refused=is_refused)

    def _close(self) -> None:
        channel = self._channel
        if channel is not None and channel.connection.is_open:
            channel.connection.close()
        elif self._ioloop is not None:
            self._ioloop.stop()


def _properties(message: Outgoing) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type=message.content_type,
        content_encoding="utf-8",
        delivery_mode=2 if message.persistent else 1,
        message_id=message.message_id,
        type=message.type,
        app_id=message.app_id,
        timestamp=int(message.time.timestamp()) if message.time else None,
        headers=dict(message.headers) or None,
        correlation_id=message.correlation_id,
        reply_to=message.reply_to,
        expiration=str(message.expires_ms) if message.expires_ms is not None else None,
    )
