"""Receiving: one connection for each service, one channel for each queue.

Improvements over the stock consumer: bodies arrive undecoded, so that an unreadable one is parked
instead of dropped; the connection stays open until work in flight is acknowledged; a connection
that swallows packets is cut; readiness is known.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any, Protocol

import eventlet
import kombu
from kombu.transport.pyamqp import Transport
from nameko.messaging import QueueConsumer, QueueConsumerStopped

from runtime import clock, waiting
from runtime.health import HEALTH
from runtime.logs import logger

log = logger(__name__)

#: A consumer whose loop has not turned for this long is not ready.
_LOOP_SECONDS = 5
_TICK_SECONDS = 1
_LAY_DOWN_LOOK_SECONDS = 0.05
#: The exceptions that any use of a broken connection raises.
_LOST = (*Transport.connection_errors, *Transport.channel_errors)


class Provider(Protocol):
    """A part of a service that wants the messages of one queue."""

    queue: kombu.Queue
    prefetch: int
    #: Whether the queue belongs only to this process, which then always declares it.
    is_private: bool

    def on_taken_back(self) -> None:
        """The broker takes back what is not acknowledged: it gives it again on a new channel."""

    def on_message(self, message: Any) -> None:
        """One message, undecoded; must not wait."""


class SafeQueueConsumer(QueueConsumer):
    """nameko's consumer with these improvements."""

    def __init__(self) -> None:
        super().__init__()
        self.in_flight = 0
        self.last_turn = clock.monotonic()
        self._live: kombu.Connection | None = None
        self._writing = threading.Lock()
        self._stopping = False
        self._resting: set[Provider] = set()
        self._opening: Any = None
        #: What keeps a queue from being worked off, by its name.
        self.failing: dict[str, str] = {}
        self._gt: Any = None

    @property
    def connection(self) -> kombu.Connection:
        config = self.container.config
        return kombu.Connection(
            config["AMQP_URI"],
            heartbeat=config["HEARTBEAT"],
            ssl=config["AMQP_SSL"],
            connect_timeout=5,
            transport_options={
                "client_properties": {"connection_name": f"linli-{self.container.service_name}"}
            },
        )

    def start(self) -> None:
        """Connect in the background; the process may start before its broker."""
        if self._gt is None and self._providers:
            HEALTH.watch(f"consumer {self.container.service_name}", self._trouble)
            self._gt = self.container.spawn_managed_thread(self.run)
            self.container.spawn_managed_thread(self._watch)

    def stop(self) -> None:
        """Wait until the last message in flight is acknowledged, then disconnect."""
        self._stopping = True
        self.wait_for_providers()
        HEALTH.forget(f"consumer {self.container.service_name}")
        if self._gt is not None:
            self._gt.wait()

    def unregister_provider(self, provider: Provider) -> None:
        """Take no more messages for this provider."""
        self._stopping = True
        if self._live is None:
            self._providers.discard(provider)
            if not self._providers and not self._last_provider_unregistered.ready():
                self._last_provider_unregistered.send()
            return
        super().unregister_provider(provider)

    def run(self, _tokens: int = 1, **options: Any) -> None:
        """Consume and reconnect until told to stop."""
        try:
            with contextlib.suppress(QueueConsumerStopped):
                super().run(_tokens, **options)
        finally:
            for cancelled in self._pending_remove_providers.values():
                cancelled.send()

    def consume(
        self,
        limit: int | None = None,  # noqa: ARG002 - the signature is kombu's
        timeout: float | None = None,  # noqa: ARG002
        safety_interval: int = _TICK_SECONDS,
        **options: Any,
    ) -> Iterator[None]:
        """Turn the loop; the connection's pulse is felt once a second, busy or not."""
        with self.consumer_context(**options) as (connection, _channel, _consumers):
            self._live = connection
            self.last_turn = clock.monotonic()
            beat_at = 0.0
            try:
                while not self.should_stop:
                    self.on_iteration()
                    if clock.monotonic() >= beat_at:
                        beat_at = clock.monotonic() + _TICK_SECONDS
                        self._feel_pulse(connection)
                    with contextlib.suppress(socket.timeout):
                        connection.drain_events(timeout=safety_interval)
                        yield
            except Exception as lost:
                log.warning("connection_lost", service=self.container.service_name, error=str(lost))
                raise
            finally:
                self._live = None

    def get_consumers(self, consumer_cls: Any, channel: Any) -> list[Any]:  # noqa: ARG002 - each gets its own channel
        """One consumer on its own channel for each provider, after every connection."""
        self._consumers = {}
        self._opening = channel.connection.client.channel
        # Opening a channel lets others work, and one of them may stop listening.
        for provider in tuple(self._providers):
            provider.on_taken_back()
            if provider not in self._resting:
                self._consumers[provider] = self._opened(provider)
        return list(self._consumers.values())

    def _opened(self, provider: Provider) -> kombu.Consumer:
        consumer = kombu.Consumer(
            self._opening(),
            queues=[provider.queue],
            on_message=provider.on_message,
            auto_declare=provider.is_private or self.container.config["DECLARE"],
        )
        consumer.qos(prefetch_count=provider.prefetch)
        return consumer

    def lay_down(self, provider: Provider) -> None:
        """Give the broker back what this provider has in hand, and take nothing more for it.

        Returns when that is done, which this connection's own loop does.
        """
        self._resting.add(provider)
        while self._live is not None and provider in self._consumers and not self._stopping:
            waiting.pause(_LAY_DOWN_LOOK_SECONDS)

    def take_up(self, provider: Provider) -> None:
        """Take messages for this provider again."""
        self._resting.discard(provider)

    def _rest_or_go_on(self) -> None:
        for provider in tuple(self._resting & set(self._consumers)):
            # Closing the channel returns what is in hand; cancelling alone would keep it.
            self._consumers[provider].channel.close()
            provider.on_taken_back()
            del self._consumers[provider]
        if self._stopping:
            return
        for provider in tuple(self._providers - self._resting - set(self._consumers)):
            provider.on_taken_back()
            consumer = self._opened(provider)
            consumer.consume()
            self._consumers[provider] = consumer

    def _cancel_consumers_if_requested(self) -> None:
        asked = dict(self._pending_remove_providers)
        self._pending_remove_providers.clear()
        for provider, removed in asked.items():
            consumer = self._consumers.pop(provider, None)
            if consumer is not None:
                consumer.cancel()
            removed.send()

    def on_iteration(self) -> None:
        """Stop only when no provider listens any more and everything is acknowledged."""
        self.last_turn = clock.monotonic()
        self._cancel_consumers_if_requested()
        # A listener that stopped while this connection opened still has a consumer, and one that
        # rests has none.
        is_needed = self._providers and (self._consumers or not self._stopping)
        if not is_needed and self.in_flight == 0:
            self.should_stop = True
        else:
            self._rest_or_go_on()

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        """The broker is away; kombu waits and tries again."""
        if self._stopping:
            raise QueueConsumerStopped
        log.warning(
            "broker_away",
            service=self.container.service_name,
            error=str(exc),
            next_try_seconds=interval,
        )

    def acknowledge(self, message: Any, *, all_before: bool = False) -> None:
        """Tell the broker that a message is done; on a lost connection it comes again."""
        if message.channel is None or message.channel.connection is None:
            return
        with contextlib.suppress(*_LOST), self._writing:
            message.channel.basic_ack(message.delivery_tag, multiple=all_before)

    def _feel_pulse(self, connection: kombu.Connection) -> None:
        try:
            with self._writing:
                connection.heartbeat_check()
        except Exception:
            # Closing politely would wait for an answer that never comes.
            _cut(connection)
            raise

    def _watch(self) -> None:
        # The broker's answers to declarations and cancellations are awaited without a limit.
        longest = 3 * max(self.container.config["HEARTBEAT"], _TICK_SECONDS)
        while not self.should_stop:
            eventlet.sleep(_TICK_SECONDS)
            if self._live is not None and clock.monotonic() - self.last_turn > longest:
                log.warning("connection_stalls", service=self.container.service_name)
                _cut(self._live)
                self.last_turn = clock.monotonic()

    def _trouble(self) -> str | None:
        if self._live is None:
            return "not connected to the broker"
        if clock.monotonic() - self.last_turn > _LOOP_SECONDS:
            return "the consumer loop stands still"
        return next((f"{queue}: {words}" for queue, words in self.failing.items()), None)


def _cut(connection: kombu.Connection) -> None:
    transport = getattr(connection.connection, "transport", None)
    raw = getattr(transport, "sock", None)
    if raw is not None:
        with contextlib.suppress(OSError):
            raw.shutdown(socket.SHUT_RDWR)


def in_background(consumer: SafeQueueConsumer, work: Any, *args: Any) -> None:
    """Run work in its own green thread; the connection stays open until it ends."""
    consumer.in_flight += 1

    def run() -> None:
        try:
            work(*args)
        finally:
            consumer.in_flight -= 1

    consumer.container.spawn_managed_thread(partial(run))
