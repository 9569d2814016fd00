"""Shared by all services of one process: the broker's publisher, databases, relays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import eventlet
import sqlalchemy as sa

from bus import embedded, offering
from bus.bundles import BundlePublisher
from bus.depths import Depths
from bus.due import Due
from bus.messages import Publisher
from bus.rabbit import RabbitPublisher, connection_parameters
from bus.relay import Relay
from bus.signing import Signatures
from bus.surroundings import Surroundings
from runtime import fonts, installation, retention
from runtime.clock_trust import TRUST
from runtime.database import Database
from runtime.health import HEALTH
from runtime.settings import Settings

#: A readiness check does not wait long.
_ANSWER_SECONDS = 3


class Process:
    """One operating-system process of Linli."""

    def __init__(
        self,
        settings: Settings,
        *,
        name: str,
        tls: dict[str, Any] | None = None,
        queues: Mapping[tuple[str, str], Sequence[str]] | None = None,
    ) -> None:
        """`queues`: those of all subscriptions, by exchange and routing key."""
        self.settings = settings
        retention.use(settings.retention_days)
        fonts.use(settings.font_folder)
        installation.use(settings.absent_services)
        self.signatures = Signatures.of(settings)
        self.publisher = _publisher(settings, name)
        self.bundles = BundlePublisher(self.publisher, timeout_seconds=settings.publish_seconds)
        #: An event published before its queues stand would be lost to them.
        self.may_publish = threading.Event()
        self._queues = queues or {}
        offering.use(self._queues_of)
        #: The RPC methods of the services in this process, as `service.method`.
        self.methods: dict[str, Any] = {}
        self.depths = Depths(settings.amqp_uri or embedded.URI, tls=tls)
        self._databases: dict[str, Database] = {}
        self._relays: dict[str, Relay] = {}
        self._due: dict[str, Due] = {}
        self._surroundings: dict[str, Surroundings] = {}

    def start(self) -> None:
        """Begin to connect to the broker."""
        self.publisher.start()
        HEALTH.watch("publisher", self.publisher.trouble)
        HEALTH.watch("clock", lambda: TRUST.doubt)

    def database(self, name: str) -> Database:
        """The database of a service; its relay starts with the first use."""
        if name not in self._databases:
            database = Database(self.settings.database_url(name))
            self._databases[name] = database
            self._due[name] = Due(database)
            self._surroundings[name] = Surroundings(name, database)
            self._surroundings[name].start()
            HEALTH.watch(f"database {name}", lambda: _answers(database))
            self._relays[name] = Relay(
                name,
                database,
                self.publisher,
                may_publish=self.may_publish,
                queues_of=self._queues_of,
                is_away=lambda: self._surroundings[name].is_away,
            )
            self._surroundings[name].beside_each_pulse(self._relays[name].beat)
            self._relays[name].start()
        return self._databases[name]

    def _queues_of(self, exchange: str, routing_key: str) -> Sequence[str]:
        return self._queues.get((exchange, routing_key), ())

    def due(self, name: str, consumer: str) -> Callable[[], bool]:
        """A call that says whether this consumer of a database may have messages to try again."""
        self.database(name)
        return self._due[name].with_consumer(consumer)

    def surroundings(self, name: str) -> Surroundings:
        """Whether a database takes what is written."""
        self.database(name)
        return self._surroundings[name]

    def stop(self) -> None:
        """Publish what is ready and close everything."""
        for relay in self._relays.values():
            relay.stop()
        self.publisher.stop()
        self.depths.stop()
        for surroundings in self._surroundings.values():
            surroundings.stop()
        for database in self._databases.values():
            database.close()


def _publisher(settings: Settings, name: str) -> Publisher:
    if settings.amqp_uri is None:
        embedded.install(settings.data_dir / "broker.db")
        return embedded.EmbeddedPublisher()
    return RabbitPublisher(
        connection_parameters(
            settings.amqp_uri,
            name=f"linli-{name}-publisher",
            heartbeat_seconds=settings.amqp_heartbeat_seconds,
            ssl_ca=settings.amqp_ssl_ca,
        )
    )


def _answers(database: Database) -> None:
    silent = TimeoutError(f"no answer within {_ANSWER_SECONDS} s")
    with eventlet.Timeout(_ANSWER_SECONDS, silent), database.reading() as session:
        session.execute(sa.select(1))
