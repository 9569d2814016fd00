"""The counts equal what counting the facts gives, whatever came and in whichever order."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from contracts.appeals.closing import AppealClosed
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import AppealChannel, ApplicantGroup, Outcome, State
from contracts.street.totals import ShowTotals, Totals
from runtime import migrating
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.totals import operations, queries
from services.street.totals.model import (
    APPEAL_COUNT,
    APPEAL_FACT,
    RECEPTION_COUNT,
    RECEPTION_FACT,
)
from tests.servers.fixtures import OpenDatabase
from tests.servers.postgres import Postgres
from tests.servers.waiting import wait_for
from tests.services.street.events import facts, reception, shanghai
from vocabulary.areas import covers, street_of
from vocabulary.periods import day_of

_IDS = [UUID(int=number) for number in range(6)]
_COMMUNITIES = ["440305007001", "440305007002", "440305008001", "440306001001"]
#: Both sides of midnight in Shanghai, of the end of a month and of a year.
_MOMENTS = [
    shanghai(2013, 5, 4),
    shanghai(2013, 5, 5, 0, 30),
    shanghai(2013, 5, 31, 23, 59),
    shanghai(2013, 6, 1, 0, 0),
    shanghai(2013, 6, 17),
    shanghai(2014, 1, 1, 0, 0),
]
_PERIODS = [
    (None, None),
    (dt.date(2013, 5, 4), dt.date(2013, 5, 31)),
    (dt.date(2013, 5, 5), dt.date(2014, 1, 2)),
    (dt.date(2013, 5, 20), dt.date(2013, 12, 20)),
    (None, dt.date(2013, 6, 1)),
    (dt.date(2014, 1, 1), None),
]
_AREAS = [None, "440305007001", "440305007000", "440305000000", "440300000000"]


def _event(number: int, **changed: Any) -> AppealClosed:
    is_closed = changed["outcome"] is not None
    state = State.CLOSED if is_closed else State.ASSIGNED
    return AppealClosed(**facts(_IDS[number], state=state, **changed))


_EVENTS = some.builds(
    _event,
    some.integers(0, len(_IDS) - 1),
    community=some.sampled_from(_COMMUNITIES),
    category=some.sampled_from(["pets", "fire_safety"]),
    applicant_group=some.sampled_from([ApplicantGroup.RESIDENT, ApplicantGroup.MERCHANT]),
    channel=some.sampled_from([None, AppealChannel.WEB, AppealChannel.DESK]),
    outcome=some.sampled_from([None, Outcome.SETTLED, Outcome.EXPLAINED]),
    received_at=some.sampled_from(_MOMENTS),
    version=some.integers(1, 5),
)
_RECEPTIONS = some.builds(
    reception,
    some.sampled_from(_IDS),
    community=some.sampled_from(_COMMUNITIES),
    visitors=some.integers(1, 9),
    held_at=some.sampled_from(_MOMENTS),
    version=some.integers(1, 3),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    some.lists(some.lists(_EVENTS, max_size=6), max_size=5),
    some.lists(some.lists(_RECEPTIONS, max_size=4), max_size=3),
)
def test_the_counts_are_those_of_the_facts(
    migrated_database: OpenDatabase,
    batches: list[list[AppealClosed]],
    receptions: list[list[ReceptionRecorded]],
) -> None:
    """Batches of any events, doubled and out of order; all areas and periods of them."""
    street = migrated_database("street")
    with street.writing() as session:
        operations.forget(session)
    for batch in batches:
        with street.writing() as session:
            operations.apply_appeals(session, batch)
    for heard in receptions:
        with street.writing() as session:
            operations.apply_receptions(session, heard)

    with street.reading() as session:
        _check(session)
        _check_answers(session)


def test_two_processes_that_take_the_same_appeals_leave_true_counts(
    postgres: Postgres, request: pytest.FixtureRequest
) -> None:
    """Each comes from its own end, batch after batch; without deadlocks and lost rows."""
    street = Database(_migrated(postgres))
    request.addfinalizer(street.close)
    appeals = [new_id() for _ in range(40)]
    orders = (range(1, 9), range(8, 0, -1))
    met = threading.Barrier(len(orders))
    failed: list[BaseException] = []

    def apply_all(versions: Iterable[int]) -> None:
        try:
            met.wait(10)
            for version in versions:
                batch = [_told(appeal, place, version) for place, appeal in enumerate(appeals)]
                with street.writing() as session:
                    for half in (batch[version % 2 :: 2], batch[1 - version % 2 :: 2]):
                        operations.apply_appeals(session, half)
        except BaseException as error:  # noqa: BLE001 - told by the test, which waits outside
            failed.append(error)

    threads = [threading.Thread(target=apply_all, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failed == []
    with street.reading() as session:
        versions = set(session.scalars(sa.select(APPEAL_FACT.c.version)))
        _check(session)
        assert (versions, _ask(session).appeals) == ({8}, len(appeals))


@pytest.mark.parametrize("kind", [pytest.param("postgres", marks=pytest.mark.database), "sqlite"])
def test_what_was_known_before_is_counted_by_the_migration(
    kind: str, request: pytest.FixtureRequest, tmp_path: Any
) -> None:
    """And what the version before writes afterwards, which knows of no counts."""
    url = f"sqlite:///{tmp_path / 'street.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").create_database(f"street_{new_id().hex}")
    migrating.upgrade("street", url, to="0003")
    street = Database(url)
    request.addfinalizer(street.close)
    told = [_told(new_id(), place, 1 + place % 3) for place in range(12)]
    with street.writing() as session:
        _apply_as_before(session, told)
        operations.apply_receptions(session, [reception(visitors=4), reception(visitors=5)])

    migrating.upgrade("street", url)

    with street.writing() as session:
        _check(session)
        found = _ask(session)
        session.execute(sa.update(APPEAL_FACT).values(outcome="explained"))
        _check(session)
        _check_answers(session)
        _apply_as_before(session, [_told(new_id(), 0, 1)])
        _check(session)
    assert (found.appeals, found.receptions) == (12, 9)
    assert [(line.key, line.appeals) for line in found.by_channel] == [("unknown", 12)]
    assert {line.key for line in found.by_outcome} == {"open", "settled"}


@pytest.mark.parametrize("kind", ["appeals", "receptions"])
def test_what_is_being_written_while_the_migration_begins_is_counted(
    postgres: Postgres, request: pytest.FixtureRequest, kind: str
) -> None:
    """A street of the version before goes on meanwhile; the migration waits for what it holds."""
    url = postgres.create_database(f"street_{new_id().hex}")
    migrating.upgrade("street", url, to="0003")
    street = Database(url)
    request.addfinalizer(street.close)
    migration = threading.Thread(target=migrating.upgrade, args=("street", url))
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL")

    def waits() -> bool:
        with street.reading() as session:
            return bool(session.scalar(waiting))

    with street.writing() as session:
        if kind == "appeals":
            _apply_as_before(session, [_told(new_id(), 0, 1)])
        else:
            operations.apply_receptions(session, [reception(visitors=4)])
        migration.start()
        wait_for(waits, what="the migration waits")
    migration.join(60)

    with street.reading() as session:
        _check(session)
        found = _ask(session)
    assert (found.appeals, found.receptions) == ((1, 0) if kind == "appeals" else (0, 4))


@pytest.mark.parametrize("kind", ["appeals", "receptions"])
def test_what_comes_while_everything_is_forgotten_is_counted_as_it_is_kept(
    postgres: Postgres, request: pytest.FixtureRequest, kind: str
) -> None:
    """The street goes on while an operator has its figures counted again."""
    street = Database(_migrated(postgres))
    request.addfinalizer(street.close)
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")

    def come() -> None:
        with street.writing() as session:
            if kind == "appeals":
                operations.apply_appeals(session, [_told(new_id(), 0, 1)])
            else:
                operations.apply_receptions(session, [reception(visitors=4)])

    def has_come_or_waits() -> bool:
        with street.reading() as session:
            return not coming.is_alive() or bool(session.scalar(waiting))

    def between(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("DELETE FROM") and f"{kind[:-1]}_fact" in statement:
            coming.start()
            wait_for(has_come_or_waits, what="an event comes between")

    coming = threading.Thread(target=come)
    sa.event.listen(street.engine, "before_cursor_execute", between)
    with street.writing() as session:
        operations.forget(session)
    coming.join(60)

    with street.reading() as session:
        _check(session)
        found = _ask(session)
    assert (found.appeals, found.receptions) == ((1, 0) if kind == "appeals" else (0, 4))


def _migrated(postgres: Postgres) -> str:
    url = postgres.create_database(f"street_{new_id().hex}")
    migrating.upgrade("street", url)
    return url


def _apply_as_before(session: Session, events: list[AppealClosed]) -> None:
    """As the version before wrote facts, which knew of no channel."""
    columns = [column.name for column in APPEAL_FACT.c if column.name != "channel"]
    rows = [{name: getattr(event, name) for name in columns} for event in events]
    session.execute(sa.insert(APPEAL_FACT), rows)


def _told(appeal: UUID, place: int, version: int) -> AppealClosed:
    outcome = [None, Outcome.SETTLED, Outcome.SETTLED][version % 3]
    known = facts(
        appeal,
        community=_COMMUNITIES[place % len(_COMMUNITIES)],
        received_at=_MOMENTS[place % len(_MOMENTS)],
        outcome=outcome,
        state=State.ASSIGNED if outcome is None else State.CLOSED,
        version=version,
    )
    return AppealClosed(**known)


def _check(session: Session) -> None:
    """Every row of the counts is what the facts say, and none is missing."""
    appeals = session.execute(sa.select(APPEAL_FACT)).all()
    expected: Counter[tuple[Any, ...]] = Counter()
    for fact in appeals:
        day = day_of(fact.received_at)
        kinds = {
            "community": fact.community,
            "category": fact.category,
            "applicant_group": fact.applicant_group,
            "channel": fact.channel,
            "outcome": fact.outcome or "open",
        }
        places = [
            ("community", "month", day.replace(day=1), fact.community),
            ("street", "month", day.replace(day=1), street_of(fact.community)),
            ("street", "day", day, street_of(fact.community)),
        ]
        tallies = {
            "appeals": 1,
            "closed": fact.outcome is not None,
            "settled": fact.outcome == "settled",
        }
        for level, span, begins, area in places:
            for kind, key in kinds.items():
                for name, number in tallies.items():
                    expected[level, span, kind, begins, area, key, name] += number
    counted: Counter[tuple[Any, ...]] = Counter()
    for row in session.execute(sa.select(APPEAL_COUNT)):
        for name in ("appeals", "closed", "settled"):
            counted[*row[:6], name] += getattr(row, name)
    # Rows of what is no more stay behind with nothing in them.
    assert +counted == +expected
    assert all(number >= 0 for number in counted.values())
    _check_receptions(session)


def _check_receptions(session: Session) -> None:
    expected: Counter[tuple[Any, ...]] = Counter()
    for fact in session.execute(sa.select(RECEPTION_FACT)):
        day = day_of(fact.held_at)
        expected["day", day, fact.community] += fact.visitors
        expected["month", day.replace(day=1), fact.community] += fact.visitors
    counted = Counter(
        {tuple(row[:3]): row.visitors for row in session.execute(sa.select(RECEPTION_COUNT))}
    )
    assert +counted == expected


def _check_answers(session: Session) -> None:
    """What is answered for each period and area is what the facts in it are."""
    appeals = session.execute(sa.select(APPEAL_FACT)).all()
    visits = session.execute(sa.select(RECEPTION_FACT)).all()
    for first, last in _PERIODS:
        for area in _AREAS:
            within = _within(first, last, area)
            inside = [fact for fact in appeals if within(fact.received_at, fact.community)]
            found = _ask(session, from_day=first, to_day=last, area=area)
            closed = [fact for fact in inside if fact.outcome is not None]
            assert (found.appeals, found.closed) == (len(inside), len(closed))
            assert found.settled == sum(fact.outcome == "settled" for fact in inside)
            for lines, column in (
                (found.by_category, "category"),
                (found.by_applicant_group, "applicant_group"),
                (found.by_channel, "channel"),
            ):
                by_key = Counter(getattr(fact, column) for fact in inside)
                assert {line.key: line.appeals for line in lines} == by_key
            by_community = Counter(fact.community for fact in inside)
            assert {line.community: line.appeals for line in found.by_community} == by_community
            by_outcome = Counter(fact.outcome or "open" for fact in inside)
            assert {line.key: line.appeals for line in found.by_outcome} == by_outcome
            assert found.receptions == sum(
                fact.visitors for fact in visits if within(fact.held_at, fact.community)
            )


def _within(
    first: dt.date | None, last: dt.date | None, area: str | None
) -> Callable[[dt.datetime, str], bool]:
    def within(moment: dt.datetime, community: str) -> bool:
        day = day_of(moment)
        return (
            (first is None or first <= day)
            and (last is None or day <= last)
            and (area is None or covers(area, community))
        )

    return within


def _ask(session: Session, **asked: Any) -> Totals:
    return queries.totals(session, ShowTotals(**asked))
