"""A new subscriber hears of before."""

from __future__ import annotations

import contextlib

from bus import replaying, topology
from bus.naming import SubscriptionNames
from bus.subscriptions import sources_of
from cli.hosted import databases_of, service_class
from contracts import registry
from runtime.database import Database
from runtime.settings import Settings


def subscriptions_of(service: str) -> list[SubscriptionNames]:
    """The subscriptions of a service to other services' events."""
    found = topology.of([service_class(service)], ()).services[0].subscriptions
    return [one for one in found if one.bindings]


def catch_up(settings: Settings, service: str) -> int:
    """Let what is new of a service's subscriptions hear of before, once; gives of how much."""
    registry.load_all()
    subscriptions = subscriptions_of(service)
    told_by = {name for one in subscriptions for name in sources_of(one)}
    sources = sorted(told_by.intersection(settings.databases))
    with contextlib.ExitStack() as stack:

        def opened(name: str) -> Database:
            url = settings.database_url(name)
            return stack.enter_context(contextlib.closing(Database(url)))

        [own] = databases_of([service])
        logs = {name: opened(name) for name in sources}
        database = opened(own)
        return sum(replaying.catch_up(database, logs, one) for one in subscriptions)
