"""Exchanges, queues, bindings, policies and users, worked out from the services' code.

Development and the embedded broker declare them at the start. A deployment
loads `linli contracts topology` into RabbitMQ and lets no service declare.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import kombu

from bus.client import ServiceClient
from bus.lanes import Lane
from bus.naming import (
    AGAIN_EXCHANGE,
    DEAD_EXCHANGE,
    DIGESTS_KEY,
    DIGESTS_READER,
    DIGESTS_STREAM,
    PUBLIC_EXCHANGE,
    QUORUM,
    RPC_EXCHANGE,
    STREAM,
    STREET_DIGESTS,
    STREET_FEED,
    SubscriptionNames,
    dead_queue,
    rpc_queue,
)
from bus.offering import METHODS
from bus.rpc import RpcMethod
from bus.subscriptions import entrypoints_of, types_of
from contracts import registry

_DELIVERY_LIMIT = 20
#: The address of a caller that waits for an answer.
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#: RabbitMQ 3 knows no word for it.
_NEVER = 1_000_000_000
#: What others read: its name, what goes to it, and its arguments.
_STREAMS = (
    (STREET_FEED, "#", STREAM),
    (STREET_DIGESTS, DIGESTS_KEY, DIGESTS_STREAM),
)


@dataclass(frozen=True)
class ServiceTopology:
    """One service's objects on the broker."""

    name: str
    #: The service whose events it may publish: the one that owns its database.
    source: str
    subscriptions: tuple[SubscriptionNames, ...]
    #: The names of the events of its source.
    events: tuple[str, ...]
    answers_requests: bool
    #: Whether it asks other services whatever people ask it.
    asks: bool = False
    #: Whether it puts events straight into a queue of another service.
    fills_queues: bool = False

    @property
    def hears(self) -> frozenset[str]:
        """The services whose events it hears, and asks for what did not arrive."""
        return frozenset().union(*map(types_of, self.subscriptions))


@dataclass(frozen=True)
class Topology:
    """All services' objects on the broker."""

    sources: tuple[str, ...]
    services: tuple[ServiceTopology, ...] = field(default=())

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Topology:
        """The topology that `dataclasses.asdict` made these data of, as JSON keeps them."""
        return cls(
            sources=tuple(data["sources"]),
            services=tuple(
                ServiceTopology(
                    **one
                    | {
                        "events": tuple(one["events"]),
                        "subscriptions": tuple(
                            SubscriptionNames(names["queue"], tuple(map(tuple, names["bindings"])))
                            for names in one["subscriptions"]
                        ),
                    }
                )
                for one in data["services"]
            ),
        )


def of(services: Iterable[Any], sources: Iterable[str]) -> Topology:
    """The topology of these service classes; `sources` publish events."""
    found = [(service, entrypoints_of(service)) for service in services]
    filling = {
        event.SOURCE
        for _, entrypoints in found
        for _, lane in entrypoints
        if isinstance(lane, Lane) and lane.queue_name is not None
        for event in lane.events
    }
    return Topology(
        sources=tuple(sorted(sources)),
        services=tuple(
            _of_service(service, entrypoints, filling) for service, entrypoints in found
        ),
    )


def _of_service(
    service: Any, entrypoints: Sequence[tuple[str, Any]], filling: Collection[str]
) -> ServiceTopology:
    return ServiceTopology(
        name=service.name,
        source=service.database_name,
        subscriptions=tuple(
            SubscriptionNames.of(service.name, method, found.events, found.queue_name)
            for method, found in entrypoints
            if isinstance(found, Lane)
        ),
        events=tuple(
            sorted(
                event.NAME
                for event in registry.EVENTS.values()
                if service.database_name == event.SOURCE
            )
        ),
        answers_requests=any(isinstance(found, RpcMethod) for _, found in entrypoints),
        asks=any(isinstance(getattr(service, name), ServiceClient) for name in dir(service)),
        fills_queues=service.name in filling,
    )


def declare(connection: kombu.Connection, topology: Topology) -> None:
    """Declare everything; existing objects stay as they are."""
    channel = connection.channel()
    public = kombu.Exchange(PUBLIC_EXCHANGE, type="topic", durable=True, channel=channel)
    has_streams = connection.transport.driver_type == "amqp"
    if has_streams:
        public.declare()
    for source in topology.sources:
        exchange = kombu.Exchange(f"{source}.events", type="topic", durable=True, channel=channel)
        exchange.declare()
        if has_streams:
            public.bind_to(exchange, routing_key="#")
    if has_streams:
        again = kombu.Exchange(AGAIN_EXCHANGE, type="topic", durable=True, channel=channel)
        again.declare()
        for name, key, arguments in _STREAMS:
            stream = kombu.Queue(
                name, exchange=public, routing_key=key, queue_arguments=arguments, channel=channel
            )
            stream.declare()
            stream.bind_to(again, routing_key=name)
    for queue in _queues(topology, with_dead=has_streams):
        queue(channel).declare()
    channel.close()


def _queues(topology: Topology, *, with_dead: bool) -> list[kombu.Queue]:
    queues: list[kombu.Queue] = []
    for service in topology.services:
        queues.extend(names.kombu_queue() for names in service.subscriptions)
        if service.answers_requests:
            queues.append(rpc_queue(service.name))
        if with_dead and service.subscriptions:
            queues.append(dead_queue(service.name))
    return queues


def definitions(
    topology: Topology,
    passwords: Mapping[str, str],
    *,
    vhost: str = "/",
    feed_bytes: int = 10 * 10**9,
) -> dict[str, Any]:
    """RabbitMQ's definitions file for a deployment; the feed drops its oldest events at that size.

    Each service gets a user with the least rights, whose password stands in `passwords`
    under the service's name; so does the office.
    """
    exchanges = [f"{source}.events" for source in topology.sources]
    return {
        "vhosts": [{"name": vhost}],
        "users": [
            _user(name, passwords[name])
            for name in [*(service.name for service in topology.services), DIGESTS_READER]
        ],
        "permissions": [
            *(_permission(service, vhost) for service in topology.services),
            _reading_digests(vhost),
        ],
        "topic_permissions": [
            row for service in topology.services for row in _topics(service, topology, vhost)
        ],
        "exchanges": [
            _exchange(name, kind, vhost)
            for name, kind in [
                *(
                    (name, "topic")
                    for name in [*exchanges, PUBLIC_EXCHANGE, RPC_EXCHANGE, AGAIN_EXCHANGE]
                ),
                (DEAD_EXCHANGE, "direct"),
            ]
        ],
        "queues": _queue_definitions(topology, vhost),
        "bindings": _binding_definitions(topology, exchanges, vhost),
        "policies": [
            *(_policy(service, vhost) for service in topology.services if service.subscriptions),
            _keep_dead(vhost),
            _limit_feed(vhost, feed_bytes),
        ],
    }


def _exchange(name: str, kind: str, vhost: str) -> dict[str, Any]:
    return {
        "name": name,
        "vhost": vhost,
        "type": kind,
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _queue_definitions(topology: Topology, vhost: str) -> list[dict[str, Any]]:
    def queue(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": name,
            "vhost": vhost,
            "durable": True,
            "auto_delete": False,
            "arguments": arguments,
        }

    found = [queue(name, arguments) for name, _, arguments in _STREAMS]
    for service in topology.services:
        found.extend(queue(names.queue, QUORUM) for names in service.subscriptions)
        if service.answers_requests:
            found.append(queue(f"rpc-{service.name}", {}))
        if service.subscriptions:
            found.append(queue(f"dead.{service.name}", QUORUM))
    return found


def _binding_definitions(
    topology: Topology, exchanges: Sequence[str], vhost: str
) -> list[dict[str, Any]]:
    def binding(source: str, destination: str, key: str, kind: str = "queue") -> dict[str, Any]:
        return {
            "source": source,
            "vhost": vhost,
            "destination": destination,
            "destination_type": kind,
            "routing_key": key,
            "arguments": {},
        }

    found = [binding(name, PUBLIC_EXCHANGE, "#", "exchange") for name in exchanges]
    found.extend(binding(PUBLIC_EXCHANGE, name, key) for name, key, _ in _STREAMS)
    found.extend(binding(AGAIN_EXCHANGE, name, name) for name, _, _ in _STREAMS)
    for service in topology.services:
        found.extend(
            binding(exchange, names.queue, key)
            for names in service.subscriptions
            for exchange, key in _with_again(names)
        )
        if service.answers_requests:
            found.append(binding(RPC_EXCHANGE, f"rpc-{service.name}", f"{service.name}.*"))
        if service.subscriptions:
            found.append(binding(DEAD_EXCHANGE, f"dead.{service.name}", service.name))
    return found


def _with_again(names: SubscriptionNames) -> Iterator[tuple[str, str]]:
    yield from names.bindings
    if names.bindings:
        yield AGAIN_EXCHANGE, names.queue


def queues_of(topology: Topology) -> dict[tuple[str, str], list[str]]:
    """The queues of subscriptions that get each event, by exchange and routing key."""
    found: dict[tuple[str, str], list[str]] = {}
    for service in topology.services:
        for names in service.subscriptions:
            for bound in names.bindings:
                found.setdefault(bound, []).append(names.queue)
    return found


def _policy(service: ServiceTopology, vhost: str) -> dict[str, Any]:
    queues = "|".join(_literal(names.queue) for names in service.subscriptions)
    return {
        "name": f"dead-letters-of-{service.name}",
        "vhost": vhost,
        "pattern": f"^({queues})$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {
            "delivery-limit": _DELIVERY_LIMIT,
            "dead-letter-exchange": DEAD_EXCHANGE,
            "dead-letter-routing-key": service.name,
            "dead-letter-strategy": "at-least-once",
            # Without it at-least-once falls back to at-most-once.
            "overflow": "reject-publish",
        },
    }


def _keep_dead(vhost: str) -> dict[str, Any]:
    """There is no further net below the dead queues, so the broker must never drop messages there.

    RabbitMQ 4 drops a message of a quorum queue after 20 deliveries unless told otherwise.
    """
    return {
        "name": "dead-letters-stay",
        "vhost": vhost,
        "pattern": r"^dead\.",
        "apply-to": "queues",
        "priority": 1,
        "definition": {"delivery-limit": _NEVER},
    }


def _limit_feed(vhost: str, feed_bytes: int) -> dict[str, Any]:
    """A full disk of the broker stops intake, so old events must not fill it.

    A policy, because the arguments of a stream that exists cannot be changed.
    """
    return {
        "name": "feed-keeps-the-newest",
        "vhost": vhost,
        "pattern": f"^{_literal(STREET_FEED)}$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {"max-length-bytes": feed_bytes},
    }


def _permission(service: ServiceTopology, vhost: str) -> dict[str, Any]:
    name = _literal(service.name)
    own_queues = [_literal(names.queue) for names in service.subscriptions]
    replies = rf"rpc\.reply-{name}-.*"
    reads = [*own_queues]
    writes = [
        rf"{_literal(service.source)}\.events",
        _literal(PUBLIC_EXCHANGE),
        AGAIN_EXCHANGE,
    ]
    if service.subscriptions:
        reads.append(rf"dead\.{name}")
    if service.answers_requests:
        reads.append(f"rpc-{name}")
    waits_for_answers = service.asks or bool(service.hears)
    if waits_for_answers:
        reads += [replies, RPC_EXCHANGE]
        writes.append(replies)
    if waits_for_answers or service.answers_requests:
        writes.append(RPC_EXCHANGE)
    if service.fills_queues:
        writes.append(r"amq\.default")
    return {
        "user": service.name,
        "vhost": vhost,
        "configure": f"^({replies})$" if waits_for_answers else "^$",
        "write": f"^({'|'.join(writes)})$",
        "read": f"^({'|'.join(reads)})$",
    }


def _reading_digests(vhost: str) -> dict[str, Any]:
    return {
        "user": DIGESTS_READER,
        "vhost": vhost,
        "configure": "^$",
        "write": "^$",
        "read": f"^{_literal(STREET_DIGESTS)}$",
    }


def _topics(service: ServiceTopology, topology: Topology, vhost: str) -> list[dict[str, Any]]:
    """What a service may say and hear on each exchange that others share."""
    calls = [
        rf"{_literal(one.name)}\.[a-z0-9_]+" for one in topology.services if one is not service
    ]
    said = [
        *(calls if service.asks else ()),
        *(
            rf"{_literal(one)}\.({'|'.join(METHODS)})"
            for one in sorted(service.hears)
            if one != service.name and not service.asks
        ),
        # Answers go to an address that only the asker and the asked know.
        *((_UUID,) if service.answers_requests else ()),
    ]
    own = f"{service.source}.events"
    queues = {
        queue
        for (exchange, _), found in queues_of(topology).items()
        if exchange == own
        for queue in found
    }
    streams = [name for name, key, _ in _STREAMS if key == "#" or key in service.events]
    rows = {
        RPC_EXCHANGE: (said, [_UUID] if service.asks or service.hears else []),
        AGAIN_EXCHANGE: ([_literal(one) for one in (*sorted(queues), *streams)], []),
        PUBLIC_EXCHANGE: (service.events, []),
    }
    return [
        {
            "user": service.name,
            "vhost": vhost,
            "exchange": exchange,
            "write": _any_of(writes),
            "read": _any_of(reads),
        }
        for exchange, (writes, reads) in rows.items()
    ]


def _any_of(patterns: Sequence[str]) -> str:
    return f"^({'|'.join(patterns)})$" if patterns else "^$"


def _user(service: str, password: str) -> dict[str, Any]:
    salt = os.urandom(4)
    digest = hashlib.sha256(salt + password.encode()).digest()
    return {
        "name": service,
        "password_hash": base64.b64encode(salt + digest).decode(),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }


def _literal(name: str) -> str:
    return name.replace(".", r"\.").replace("+", r"\+")
