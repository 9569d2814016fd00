"""Whether every event that a service published was heard: counted against its log, and asked for again.

A broker can lose what it has confirmed: a policy that drops, a queue that somebody emptied, a restored
database. So each subscription reads the ids of what its sources published, holds them against its
inbox, and lets the sources offer again what is missing.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import embedded
from bus.client import Asking
from bus.naming import SubscriptionNames
from bus.offering import OfferAgain, TellPublished
from bus.process import Process
from bus.subscriptions import subscriptions_of, types_of
from bus.tables import DEAD_LETTER, HEARD, INBOX
from runtime import clock, metrics
from runtime.database import Database, insert_new, is_absent
from runtime.health import HEALTH
from runtime.logs import in_one_line, logger
from vocabulary.actors import RESIDENT
from vocabulary.problems import Unavailable

log = logger(__name__)

_LONGEST_LOOK_SECONDS = 10.0
_PAGE = 1000
#: More of the log is read the next time.
_PAGES_AT_ONCE = 50
#: Between two requests for the same events; they double from one comparison up to this.
_LONGEST_PAUSE = dt.timedelta(hours=1)
#: A process that compared so far in the future had a wrong clock.
_AHEAD = dt.timedelta(hours=1)


@dataclass
class _Found:
    """What a look at the log of a source has shown."""

    #: All up to here was heard, or is missing.
    place: int
    highest: int
    told: int = 0
    missing: dict[int, UUID] = field(default_factory=dict)

    @property
    def heard(self) -> int:
        """Up to here nothing is missing."""
        return min(self.place, min(self.missing, default=self.place + 1) - 1)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing, nor on its way once more."""
        return not self.missing and self.place >= self.highest


class Heard(Asking):
    """Compares all subscriptions of a service with the logs of their sources, again and again."""

    def setup(self) -> None:
        """Find the subscriptions; the embedded broker loses nothing, so there is nothing to do."""
        self._stopped, self._ended = threading.Event(), threading.Event()
        self._is_needed = False
        self._missing: dict[tuple[str, str], str] = {}
        if self.container.config["AMQP_URI"] == embedded.URI:
            return
        service = self.container.service_cls
        self._subscriptions = subscriptions_of(service)
        self._is_needed = bool(self._subscriptions)
        if self._is_needed:
            self._process: Process = self.container.config["process"]
            self._database: Database = self._process.database(service.database_name)
            self._seconds = self._process.settings.compare_seconds

    def start(self) -> None:
        """Begin."""
        if self._is_needed:
            HEALTH.advise(f"heard {self.container.service_name}", self._advice)
            self.container.spawn_managed_thread(self._run)
        else:
            self._ended.set()

    def stop(self) -> None:
        """Finish the current look."""
        self._stopped.set()
        HEALTH.forget(f"heard {self.container.service_name}")
        self._ended.wait()

    def _run(self) -> None:
        try:
            while not self._stopped.wait(min(self._seconds / 4, _LONGEST_LOOK_SECONDS)):
                if self._compare_what_is_due():
                    self._noted()
        finally:
            self._ended.set()

    def _compare_what_is_due(self) -> bool:
        """Compare what is due; whether anything was. One query shows that nothing is."""
        rows = self._noted()
        if rows is None:
            return False
        compared = {(row.consumer, row.source): row.compared_at for row in rows}
        now = clock.now()
        due = [
            (names, source)
            for names in self._subscriptions
            for source in sorted(types_of(names))
            if _is_due(compared.get((names.queue, source)), now, self._seconds)
        ]
        for names, source in due:
            self._look(names, source)
        return bool(due)

    def _look(self, names: SubscriptionNames, source: str) -> None:
        if self._stopped.is_set():
            return
        try:
            self._compare(names, source)
        except Exception as failure:
            if isinstance(failure, Unavailable) or is_absent(failure):
                # Of a source that is away nothing can be said; the next look is soon.
                log.debug("comparison_waits", consumer=names.queue, error=in_one_line(failure))
            else:
                log.exception("comparison_failed", consumer=names.queue, source=source)

    def _compare(self, names: SubscriptionNames, source: str) -> None:
        # What still waits with the broker is not missing.
        if self._process.depths.now(names.queue) != 0:
            return
        with self._database.writing() as session:
            row = _claimed(session, names.queue, source, self._seconds)
        if row is None:
            return
        found = self._found(names, source, row)
        if found is None:
            return
        is_asking = bool(found.missing) and (row.asked_at is None or _may_ask(row, self._seconds))
        with self._database.writing() as session:
            _note(session, names.queue, source, row, found, is_asking=is_asking)
        self._say(names.queue, source, row, found, is_asking=is_asking)
        # Noted before: a source that answers too late may offer them all the same.
        if is_asking:
            ids = list(found.missing.values())
            for begin in range(0, len(ids), _PAGE):
                piece = OfferAgain(queue=names.queue, ids=ids[begin : begin + _PAGE])
                self.ask_log(source, piece, actor=RESIDENT)

    def _found(self, names: SubscriptionNames, source: str, row: Any) -> _Found | None:
        """What the source published after the place up to which all was heard."""
        types = types_of(names)[source]
        found: _Found | None = None
        after: int | None = row.place
        for _ in range(_PAGES_AT_ONCE):
            told = self.ask_log(
                source,
                TellPublished(
                    queue=names.queue,
                    types=types,
                    after=after,
                    limit=_PAGE,
                    settled_seconds=self._seconds,
                ),
                actor=RESIDENT,
            )
            if found is None:
                found = _Found(told.last, told.highest)
            if after is None or told.highest < after:
                # The first comparison; or the source was set back to an older state.
                return _Found(told.highest, told.highest)
            with self._database.reading() as session:
                known = _known(session, names.queue, told.ids)
            found.told += len(told.ids)
            found.missing |= {
                place: event_id
                for place, event_id in zip(told.places, told.ids, strict=True)
                if event_id not in known
            }
            found.place, found.highest = told.last, told.highest
            after = told.last
            if not told.more or self._stopped.is_set():
                break
        return found

    def _say(self, consumer: str, source: str, row: Any, found: _Found, *, is_asking: bool) -> None:
        if found.missing:
            log.error(
                "projection_missing",
                consumer=consumer,
                source=source,
                missing=len(found.missing),
                published=found.told,
                first=min(found.missing),
                last=max(found.missing),
                highest=found.highest,
                asked_again=is_asking,
            )
        elif row.asked_at is not None and found.is_complete:
            log.info("projection_complete", consumer=consumer, source=source, place=found.place)

    def _noted(self) -> Sequence[Any] | None:
        """What comparisons have shown, which each process of a service tells; None: not known now."""
        consumers = [names.queue for names in self._subscriptions]
        try:
            with self._database.reading() as session:
                rows = session.execute(
                    sa.select(HEARD).where(HEARD.c.consumer.in_(consumers))
                ).all()
        except Exception as failure:  # noqa: BLE001 - the database is away, which is told elsewhere
            log.debug("comparison_waits", error=in_one_line(failure))
            return None
        for row in rows:
            metrics.PROJECTION_MISSING.labels(row.consumer, row.source).set(row.missing)
        self._missing = {
            (row.consumer, row.source): f"{row.missing} of {row.source} ({row.first} to {row.last})"
            for row in rows
            if row.missing
        }
        return rows

    def _advice(self) -> str | None:
        if not self._missing:
            return None
        return "did not arrive, asked for again: " + ", ".join(
            f"{words} for {consumer}" for (consumer, _), words in sorted(self._missing.items())
        )


def _is_due(compared_at: dt.datetime | None, now: dt.datetime, seconds: float) -> bool:
    """Whether a comparison is long ago; `_claimed` asks the same of the row that it takes."""
    if compared_at is None:
        return True
    return compared_at <= now - dt.timedelta(seconds=seconds) or compared_at > now + _AHEAD


def _claimed(session: Session, consumer: str, source: str, seconds: float) -> Any:
    """What is known of a subscription, for the one process whose turn it is; None otherwise."""
    begin = {"consumer": consumer, "source": source, "missing": 0, "tries": 0}
    insert_new(session, HEARD, [begin], unique=("consumer", "source"), returning="source")
    now = clock.now()
    at = HEARD.c.compared_at
    is_due = sa.or_(at.is_(None), at <= now - dt.timedelta(seconds=seconds), at > now + _AHEAD)
    taken = sa.update(HEARD).where(_is(consumer, source), is_due).values(compared_at=now)
    if not session.execute(taken).rowcount:  # type: ignore[attr-defined]  # of a change
        return None
    return session.execute(sa.select(HEARD).where(_is(consumer, source))).one()


def _is(consumer: str, source: str) -> sa.ColumnElement[bool]:
    return sa.and_(HEARD.c.consumer == consumer, HEARD.c.source == source)


def _may_ask(row: Any, seconds: float) -> bool:
    pause = min(dt.timedelta(seconds=seconds) * 2 ** min(row.tries, 20), _LONGEST_PAUSE)
    return bool(clock.now() - row.asked_at >= pause)


def _known(session: Session, consumer: str, ids: Sequence[UUID]) -> set[UUID]:
    """Those that arrived, or were given up in front of an operator's eyes."""
    there = sa.select(INBOX.c.event_id).where(
        INBOX.c.consumer == consumer, INBOX.c.event_id.in_(ids)
    )
    dead = sa.select(DEAD_LETTER.c.event_id).where(
        DEAD_LETTER.c.consumer == consumer, DEAD_LETTER.c.event_id.in_(ids)
    )
    return {*session.scalars(there), *(one for one in session.scalars(dead) if one is not None)}


def _note(
    session: Session, consumer: str, source: str, row: Any, found: _Found, *, is_asking: bool
) -> None:
    missing = found.missing
    # What comes back bit by bit is asked for soon; what does not come, more and more rarely.
    tries = row.tries if found.heard == row.place else 0
    values: dict[str, Any] = {
        # What is missing is looked for again, until it is there.
        "place": found.heard,
        "highest": found.highest,
        "missing": len(missing),
        "first": min(missing, default=None),
        "last": max(missing, default=None),
        "tries": tries + 1 if is_asking else tries,
    }
    if is_asking:
        values["asked_at"] = clock.now()
    elif found.is_complete:
        values |= {"asked_at": None, "tries": 0}
    session.execute(sa.update(HEARD).where(_is(consumer, source)).values(values))
