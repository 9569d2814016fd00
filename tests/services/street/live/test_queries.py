"""What a gateway gets that watches the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Outcome
from contracts.street.live import LiveFigures, WatchFigures
from contracts.street.totals import ShowTotals
from contracts.street.words import Span
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.changes.model import CHANGE
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
#: Statements that count an area.
_OF_AN_AREA = 4


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


def test_only_what_a_change_touches_is_counted(migrated_database: OpenDatabase) -> None:
    """Its community and what lies around it: a community elsewhere costs nothing."""
    street = migrated_database("street")
    mark, _ = _watched(street)
    statements = []

    def hear(*arguments: Any) -> None:
        statements.append(arguments[2])

    sa.event.listen(street.engine, "before_cursor_execute", hear)
    counted = {}
    for asked in (None, mark):
        _hear(street, received(received_at=_NOON))
        statements.clear()
        _, items = _watched(street, asked)
        assert items is not None
        counted[tuple(one.area for one in items)] = len(statements)
    sa.event.remove(street.engine, "before_cursor_execute", hear)

    everything, touched = counted
    assert set(everything) - set(touched) == {DENGLIANG}
    # What is not counted saves its statements, and it takes one to know.
    assert counted[everything] - counted[touched] == _OF_AN_AREA - 1


def test_a_change_that_is_committed_after_later_ones_is_not_missed(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    _hear(street, received(received_at=_NOON), received(received_at=_NOON))
    with street.writing() as session:
        late = session.execute(sa.select(CHANGE).order_by(CHANGE.c.id).limit(1)).one()
        session.execute(sa.delete(CHANGE).where(CHANGE.c.id == late.id))
    mark, _ = _watched(street)
    with street.writing() as session:
        session.execute(sa.insert(CHANGE).values(id=late.id, area=DENGLIANG))

    _, items = _watched(street, mark)

    assert items is not None
    assert DENGLIANG in [one.area for one in items]


def test_a_late_change_is_not_missed_where_a_digest_took_as_many(
    migrated_database: OpenDatabase,
) -> None:
    """Though the digest had nothing to tell, and others were noted since."""
    street = migrated_database("street")
    _hear(street, received(received_at=_NOON))

    def digested(minutes: int) -> int:
        with street.writing() as session:
            return digests.digest(session, _NOON + dt.timedelta(minutes=minutes))

    def note(number: int, area: str) -> None:
        with street.writing() as session:
            session.execute(sa.insert(CHANGE).values(id=number, area=area))

    digested(0)
    note(1000, LILIN)
    mark, _ = _watched(street)
    assert digested(2) == 0
    # Another writer took its number before those that were taken, and commits only now.
    note(999, DENGLIANG)
    note(1001, LILIN)

    _, items = _watched(street, mark)

    assert items is not None
    assert DENGLIANG in [one.area for one in items]


@pytest.mark.one_database
def test_who_follows_always_has_the_figures_of_who_asks_for_all(
    migrated_database: OpenDatabase,
) -> None:
    """Whatever came between two looks: nothing, some events, a digest."""
    street, chance = migrated_database("street"), Random(22)  # noqa: S311 - chosen again the same each time
    mark, items = _watched(street)
    assert items is not None
    followed = {one.area: one for one in items}
    now, counted = _NOON, 0
    for _ in range(60):
        for _ in range(chance.randrange(3)):
            community = chance.choice((LILIN, DENGLIANG))
            known: dict[str, Any] = {"received_at": _NOON, "community": community}
            _hear(street, chance.choice((received, closed))(**known))
        if chance.random() < 0.3:
            now += dt.timedelta(minutes=2)
            with street.writing() as session:
                digests.digest(session, now)

        mark, changed = _watched(street, mark)

        followed |= {one.area: one for one in changed or []}
        counted += len(changed or [])
        _, items = _watched(street)
        assert items == list(followed.values())
    assert 0 < counted < 60 * len(followed)


def test_nothing_is_zero(migrated_database: OpenDatabase) -> None:
    _, items = _watched(migrated_database("street"))

    assert items is not None
    ever = items[0].periods[-1]
    assert (ever.receptions, ever.appeals, ever.settled_rate.percent) == (0, 0, None)
