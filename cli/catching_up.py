"""A new subscriber hears of before."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from bus import replaying
from bus.naming import SubscriptionNames
from bus.subscriptions import subscriptions_of, types_of
from cli.hosted import databases_of, service_class
from contracts import registry
from runtime.database import Database
from runtime.settings import Settings


@contextlib.contextmanager
def logs_of(
    settings: Settings, subscriptions: Iterable[SubscriptionNames]
) -> Iterator[dict[str, Database]]:
    """The databases with what these subscriptions hear, of the services that are run here."""
    told_by = {source for one in subscriptions for source in types_of(one)}
    with contextlib.ExitStack() as stack:
        yield {
            name: stack.enter_context(contextlib.closing(Database(settings.database_url(name))))
            for name in sorted(told_by.intersection(settings.databases))
        }


def catch_up(settings: Settings, service: str) -> int:
    """Let what is new of a service's subscriptions hear of before, once; gives of how much."""
    registry.load_all()
    subscriptions = subscriptions_of(service_class(service))
    [own] = databases_of([service])
    with (
        logs_of(settings, subscriptions) as logs,
        contextlib.closing(Database(settings.database_url(own))) as database,
    ):
        return sum(replaying.catch_up(database, logs, one) for one in subscriptions)
