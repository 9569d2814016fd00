"""What a gateway gets that watches the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Outcome
from contracts.street.live import LiveFigures, WatchFigures
from contracts.street.totals import ShowTotals
from contracts.street.words import Span
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.digests import operations as digests
from services.street.live import queries
from services.street.totals import operations as totals
from services.street.totals import queries as totals_queries
from tests.services.street.events import DENGLIANG, LILIN, closed, received, reception, shanghai
from vocabulary.periods import day_of

OpenDatabase = Callable[[str], Database]
_NOON = shanghai(2013, 5, 9, 12)
_DAY = day_of(_NOON)
_STREET, _DISTRICT = "440305007000", "440305000000"
_AREAS = [LILIN, DENGLIANG, _STREET, _DISTRICT]


def _hear(street: Database, *events: Any) -> None:
    with street.writing() as session:
        totals.apply_appeals(
            session, [one for one in events if not isinstance(one, ReceptionRecorded)]
        )
        totals.apply_receptions(
            session, [one for one in events if isinstance(one, ReceptionRecorded)]
        )


def _watched(street: Database, known: str | None = None) -> tuple[str, list[LiveFigures] | None]:
    request = WatchFigures(areas=_AREAS, with_everything=True, known=known)
    with street.reading() as session:
        found = queries.watched(session, request, _DAY)
    return found.mark, found.items


def test_every_figure_is_that_of_the_totals(migrated_database: OpenDatabase) -> None:
    """Of each area and running period; the stream and the public answer never differ."""
    street = migrated_database("street")
    days = [(2012, 12, 31), (2013, 1, 1), (2013, 4, 1), (2013, 5, 1), (2013, 5, 9)]
    for number, day in enumerate(days):
        for community in (LILIN, DENGLIANG)[: 1 + number % 2]:
            known: dict[str, Any] = {"received_at": shanghai(*day), "community": community}
            _hear(
                street,
                received(**known),
                closed(outcome=Outcome.EXPLAINED, **known),
                closed(**known),
                reception(held_at=shanghai(*day), community=community, visitors=number + 1),
            )

    _, items = _watched(street)

    assert items is not None
    assert [one.area for one in items] == [None, *_AREAS]
    for figures in items:
        assert [one.span for one in figures.periods] == list(Span)
        for one in figures.periods:
            asked = ShowTotals(from_day=one.begins, to_day=_DAY, area=figures.area, channel=None)
            with street.reading() as session:
                whole = totals_queries.totals(session, asked)
            assert (one.receptions, one.appeals, one.closed, one.settled, one.settled_rate) == (
                whole.receptions,
                whole.appeals,
                whole.closed,
                whole.settled,
                whole.settled_rate,
            ), (figures.area, one.span)


def test_a_mark_holds_until_something_changed(migrated_database: OpenDatabase) -> None:
    """Also where a digest took the change before anybody looked."""
    street = migrated_database("street")
    appeal = new_id()
    mark, items = _watched(street)
    assert items is not None
    assert _watched(street, mark) == (mark, None)
    now = _NOON

    def digested() -> None:
        nonlocal now
        now += dt.timedelta(minutes=2)
        with street.writing() as session:
            digests.digest(session, now)

    def later_heard_and_digested() -> None:
        _hear(street, closed(appeal, received_at=_NOON, version=5))
        digested()

    def digested_and_heard_again() -> None:
        digested()
        _hear(street, received(received_at=_NOON))

    changes: list[Callable[[], None]] = [
        lambda: _hear(street, received(appeal, received_at=_NOON)),
        later_heard_and_digested,
        lambda: _hear(street, reception(held_at=_NOON)),
        digested_and_heard_again,
    ]
    for number, change in enumerate(changes):
        change()
        before, (mark, items) = mark, _watched(street, mark)
        assert items is not None, number
        assert mark != before
        assert _watched(street, mark) == (mark, None)


def test_nothing_is_zero(migrated_database: OpenDatabase) -> None:
    _, items = _watched(migrated_database("street"))

    assert items is not None
    ever = items[0].periods[-1]
    assert (ever.receptions, ever.appeals, ever.settled_rate.percent) == (0, 0, None)
