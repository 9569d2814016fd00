"""Counting the street's figures again from the log, beside those that are shown."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from bus import replaying
from contracts import registry
from contracts.registry import Event
from runtime import clock
from runtime.database import Database
from runtime.settings import Settings
from services.street.totals import operations as totals

#: The second reads what came during the first, so that little is left for the end.
_PASSES = 2


def count_again(settings: Settings, say: Callable[[str], None]) -> int:
    """Count the figures again; returns how many facts the log did not know.

    The log is read in pieces, each a transaction of its own, and live events are handled between
    them. At the end others wait for a moment, while what came meanwhile is read.
    """
    registry.load_all()
    with contextlib.ExitStack() as stack:

        def opened(name: str) -> Database:
            database = Database(settings.database_url(name), patient=True)
            return stack.enter_context(contextlib.closing(database))

        street, logs = (
            opened("street"),
            {name: opened(name) for name in totals.LOGS if name in settings.databases},
        )
        pieces = [
            _Piece(logs[name], [one.cloud_type() for one in group])
            for name in logs
            for group in totals.LOGS[name]
        ]
        entries = sum(piece.entries for piece in pieces)
        with street.writing() as session:
            generation = totals.begin_generation(session, entries)
        for _ in range(_PASSES):
            before = 0
            for piece in pieces:
                for read, events in piece.goes_on():
                    read_of_all = before + min(read, piece.entries)
                    with street.writing() as session:
                        totals.count_again(session, generation, events, read=read_of_all)
                    say(f"{read_of_all} / {entries}")
                before += piece.entries
        with street.writing() as session:
            totals.take_turns(session)
            for piece in pieces:
                for _, events in piece.goes_on():
                    totals.count_again(session, generation, events, read=entries)
            wrong = [str(one) for one in totals.too_new(session)]
            for piece in pieces:
                told = replaying.newest_of(piece.log, piece.types, wrong)
                totals.count_again(session, generation, told, read=entries)
            return totals.end_generation(session, generation)


class _Piece:
    """Some types of events in a log, and how far they were read."""

    def __init__(self, log: Database, types: Sequence[str]) -> None:
        self.log, self.types = log, types
        self.entries = replaying.last_seq(log)
        self._after = 0

    def goes_on(self) -> Iterator[tuple[int, list[Event]]]:
        """What was not read yet."""
        settled = replaying.last_seq(self.log, before=clock.now() - replaying.LONGEST_TRANSACTION)
        yield from replaying.newest_of_each(self.log, self.types, after=self._after)
        # Numbers are given before commits: below the newest one some may come late.
        self._after = settled
