"""Counting the street's figures again from the log, beside those that are shown."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

from bus import replaying
from contracts import registry
from runtime import clock
from runtime.database import Database
from runtime.settings import Settings
from services.street.totals import operations as totals

#: No transaction that writes events takes longer, so what is older is in the log for good.
_LONGEST_TRANSACTION = dt.timedelta(minutes=5)
#: The second reads what came during the first, so that little is left for the end.
_PASSES = 2


def count_again(settings: Settings, say: Callable[[str], None]) -> int:
    """Count the figures again; returns how many facts the log did not know.

    The log is read in pieces, each a transaction of its own, and live events are handled between
    them. At the end others wait for a moment, while what came meanwhile is read.
    """
    registry.load_all()
    types = [one.cloud_type() for one in (*totals.APPEAL_EVENTS, *totals.RECEPTION_EVENTS)]
    with (
        contextlib.closing(Database(settings.database_url("appeals"), patient=True)) as log,
        contextlib.closing(Database(settings.database_url("street"), patient=True)) as street,
    ):
        entries = replaying.last_seq(log)
        with street.writing() as session:
            generation = totals.begin_generation(session, entries)
        after = 0
        for _ in range(_PASSES):
            settled = replaying.last_seq(log, before=clock.now() - _LONGEST_TRANSACTION)
            for read, events in replaying.newest_of_each(log, types, after=after):
                with street.writing() as session:
                    totals.count_again(session, generation, events, read=min(read, entries))
                say(f"{read} / {entries}")
            # Numbers are given before commits: below the newest one some may come late.
            after = settled
        with street.writing() as session:
            totals.take_turns(session)
            for _, events in replaying.newest_of_each(log, types, after=after):
                totals.count_again(session, generation, events, read=entries)
            wrong = [str(one) for one in totals.too_new(session)]
            told = replaying.newest_of(log, types, wrong)
            totals.count_again(session, generation, told, read=entries)
            return totals.end_generation(session, generation)
