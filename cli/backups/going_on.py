"""A restored system goes on where nothing was given before, and hears what lay on the lost broker."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bus import archiving, epochs, replaying
from bus.naming import STREET_FEED
from bus.subscriptions import subscriptions_of
from bus.tables import OUTBOX, OWED
from cli.hosted import SERVICES, databases_of, service_class
from contracts import registry
from groundwork import counters
from runtime import clock
from runtime.database import Database
from runtime.settings import Settings
from vocabulary.periods import day_of

#: Marks of the inbox are kept at least so much longer than what is looked up in it.
_MARGIN = dt.timedelta(days=1)


@dataclass(frozen=True)
class GoneOn:
    """What was done, for the operator."""

    #: The first place that each log gives from now on, without those that stay as they were.
    places: Mapping[str, int]
    told_again: int
    to_the_feed: int


def go_on(
    settings: Settings, saved_at: dt.datetime, *, skipped: int | None, fills_feed: bool
) -> GoneOn:
    """Let every log and series go on above what was lost, and deliver what was on its way.

    `skipped`: how many numbers of each series; None: nothing came after the backup, so that logs and
    series go on as they are.
    """
    registry.load_all()
    with contextlib.ExitStack() as stack:
        logs = {
            name: stack.enter_context(
                contextlib.closing(Database(settings.database_url(name), patient=True))
            )
            for name in settings.databases
        }
        places, to_the_feed, now = dict[str, int](), 0, clock.now()
        for name, database in logs.items():
            with database.writing() as session:
                if skipped is not None:
                    places[name] = epochs.begin(session, now) * epochs.PLACES + 1
                    if _has_series(session.connection()):
                        counters.skip(session, skipped, year=day_of(now).year)
                if fills_feed:
                    to_the_feed += _owe_the_feed(session.connection())
        return GoneOn(places, _tell(settings, logs, saved_at), to_the_feed)


def _has_series(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table(counters.COUNTER.name)


def _owe_the_feed(connection: sa.Connection) -> int:
    """The new feed is empty: the relay gives it everything published so far that the table has.

    But for the copy of a seal: told alone, its place would seem to have a gap behind it.
    """
    connection.execute(sa.delete(OWED).where(OWED.c.target == STREET_FEED))
    published = sa.select(sa.literal(STREET_FEED), OUTBOX.c.seq, sa.literal(0)).where(
        OUTBOX.c.pos.is_not(None), OUTBOX.c.seq > archiving.last_moved(connection)
    )
    done = connection.execute(sa.insert(OWED).from_select(["target", "seq", "tries"], published))
    return int(done.rowcount)


def _tell(settings: Settings, logs: Mapping[str, Database], saved_at: dt.datetime) -> int:
    kept = dt.timedelta(days=settings.retention_days["inbox"])
    since, told = saved_at - kept + _MARGIN, 0
    for service in sorted(SERVICES):
        [own] = databases_of([service])
        if own not in logs:
            continue
        for one in subscriptions_of(service_class(service)):
            told += replaying.deliver_missing(logs[own], logs, one, since=since)
    return told
