"""Building what follows from events anew from the logs, beside what is shown."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from bus import replaying
from contracts import registry
from contracts.registry import Event
from runtime import clock
from runtime.database import Database
from runtime.settings import Settings
from services.incentives.facts import operations as facts
from services.street.totals import operations as totals

#: Each round reads what came during the one before, until so few events are left for the end, when
#: others wait; no more rounds than this, where events come as fast as they are read.
_FEW, _ROUNDS = 200, 20

_Say: TypeAlias = Callable[[str], None]
#: Reads a log from a number on, by pieces, with how far it is read.
_Reads: TypeAlias = Callable[..., Iterator[tuple[int, list[Any]]]]


def count_again(settings: Settings, say: _Say) -> int:
    """Count the street's figures again; returns how many facts the log did not know.

    The log is read in pieces, each a transaction of its own, and live events are handled between
    them. At the end others wait for a moment, while what came meanwhile is read.
    """
    with _opened(settings, "street", list(totals.LOGS)) as (street, logs):
        pieces = [
            _Piece(logs[name], group, replaying.newest_of_each)
            for name in logs
            for group in totals.LOGS[name]
        ]
        entries = _entries(pieces)
        with street.writing() as session:
            generation = totals.begin_generation(session, entries)
        for read, events in _read(pieces, say):
            with street.writing() as session:
                totals.count_again(session, generation, events, read=read)
        with street.writing() as session:
            totals.take_turns(session)
            for events in _new(pieces):
                totals.count_again(session, generation, events, read=entries)
            wrong = [str(one) for one in totals.too_new(session)]
            for piece in pieces:
                told = replaying.newest_of(piece.log, piece.types, wrong)
                totals.count_again(session, generation, told, read=entries)
            return totals.end_generation(session, generation)


def keep_again(settings: Settings, say: _Say) -> tuple[int, int]:
    """Keep the facts behind scorecards again; how many went, and how many came instead.

    Built beside the facts that are shown until all is read, with live events between.
    """
    told: defaultdict[str, list[type[Event]]] = defaultdict(list)
    for event in facts.EVENTS:
        told[event.SOURCE].append(event)
    with _opened(settings, "incentives", sorted(told)) as (incentives, logs):
        pieces = [_Piece(logs[name], told[name], replaying.every) for name in logs]
        entries = _entries(pieces)
        with incentives.writing() as session:
            generation = facts.begin_generation(session, entries)
        for read, deliveries in _read(pieces, say):
            with incentives.writing() as session:
                facts.keep_again(session, generation, deliveries, read=read)
        with incentives.reading() as session:
            differing = facts.differing(session)
        told_since = [] if differing is None else [differing]
        for deliveries in _caught_up(pieces):
            with incentives.writing() as session:
                told_since.append(facts.keep_again(session, generation, deliveries, read=entries))
        with incentives.writing() as session:
            facts.take_turns(session)
            told_since.extend(
                facts.keep_again(session, generation, deliveries, read=entries)
                for deliveries in _new(pieces)
            )
            only = None if differing is None else told_since
            changed = facts.show_generation(session, generation, only)
        with incentives.writing() as session:
            facts.end_generation(session, generation)
        return changed


@contextlib.contextmanager
def _opened(
    settings: Settings, own: str, sources: Sequence[str]
) -> Iterator[tuple[Database, dict[str, Database]]]:
    """The service's database, and those with the logs of the services that are run here."""
    registry.load_all()
    with contextlib.ExitStack() as stack:

        def opened(name: str) -> Database:
            database = Database(settings.database_url(name), patient=True)
            return stack.enter_context(contextlib.closing(database))

        yield opened(own), {name: opened(name) for name in sources if name in settings.databases}


def _entries(pieces: Sequence[_Piece]) -> int:
    """How many there are to read."""
    return sum(piece.entries for piece in pieces)


def _read(pieces: Sequence[_Piece], say: _Say) -> Iterator[tuple[int, list[Any]]]:
    """What all pieces tell, and how far all are read by then."""
    entries = _entries(pieces)
    before = 0
    for piece in pieces:
        for read, found in piece.goes_on():
            read_of_all = before + min(read, piece.entries)
            yield read_of_all, found
            say(f"{read_of_all} / {entries}")
        before += piece.entries
    for found in _caught_up(pieces):
        yield entries, found
        say(f"{entries} / {entries}")


def _caught_up(pieces: Sequence[_Piece]) -> Iterator[list[Any]]:
    """What came meanwhile, and while that was read, until it is little."""
    for _ in range(_ROUNDS):
        new = 0
        for found in _new(pieces):
            new += len(found)
            yield found
        if new <= _FEW:
            return


def _new(pieces: Sequence[_Piece]) -> Iterator[list[Any]]:
    """What came since they were read last."""
    for piece in pieces:
        for _, found in piece.goes_on():
            yield found


class _Piece:
    """Some types of events in a log, and which were read."""

    def __init__(self, log: Database, events: Sequence[type[Event]], reads: _Reads) -> None:
        self.log, self.types = log, [one.cloud_type() for one in events]
        self.entries = replaying.last_seq(log)
        self._reads = reads
        #: All up to here were read, and these above it.
        self._settled, self._above = 0, set[int]()

    def goes_on(self) -> Iterator[tuple[int, list[Any]]]:
        """What was not read yet; at first the log from its beginning."""
        # Numbers are given before commits: below the newest one some may come late.
        settled = replaying.last_seq(self.log, before=clock.now() - replaying.LONGEST_TRANSACTION)
        if not self._settled and not self._above:
            self._above = replaying.numbers(self.log, self.types, after=settled)
            yield from self._reads(self.log, self.types, after=0)
        else:
            there = replaying.numbers(self.log, self.types, after=self._settled)
            new = sorted(there - self._above)
            self._above = {one for one in there if one > settled}
            yield from self._reads(self.log, self.types, only=new)
        self._settled = settled
