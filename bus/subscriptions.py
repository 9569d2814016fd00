"""What a service class has: its entry points, its subscriptions, and to whom it listens."""

from __future__ import annotations

from typing import Any

from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR

from bus.lanes import Lane
from bus.naming import SubscriptionNames


def entrypoints_of(service: type) -> list[tuple[str, Any]]:
    """Every entry point that a service class has or inherits, with its method's name."""
    found: list[tuple[str, Any]] = []
    for name in dir(service):
        marked = getattr(getattr(service, name), ENTRYPOINT_EXTENSIONS_ATTR, ())
        found.extend((name, entrypoint) for entrypoint in marked)
    return found


def subscriptions_of(service: Any) -> tuple[SubscriptionNames, ...]:
    """Its queues that are bound to the events of others."""
    found = (
        SubscriptionNames.of(service.name, method, lane.events, lane.queue_name)
        for method, lane in entrypoints_of(service)
        if isinstance(lane, Lane)
    )
    return tuple(names for names in found if names.bindings)


def types_of(subscription: SubscriptionNames) -> dict[str, list[str]]:
    """The CloudEvents types that a subscription listens to, by the service that tells them."""
    found: dict[str, list[str]] = {}
    for exchange, key in subscription.bindings:
        source = exchange.removesuffix(".events")
        found.setdefault(source, []).append(f"linli.{source}.{key}")
    return found
