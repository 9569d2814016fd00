from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.appeals.words import Outcome
from contracts.street.totals import ShowTotals, Totals
from runtime.database import Database
from services.street.totals import operations, queries
from services.street.totals.operations import AppealEvent
from tests.services.street.events import closed, life_of, received, reception

_APPEAL = UUID("01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")
_LIFE = life_of(_APPEAL)

OpenDatabase = Callable[[str], Database]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=some.permutations(range(len(_LIFE))),
    repeated=some.lists(some.sampled_from(range(len(_LIFE))), max_size=5),
)
def test_any_order_and_repetition_of_an_appeals_events_gives_the_same_totals(
    migrated_database: OpenDatabase, order: list[int], repeated: list[int]
) -> None:
    """Design §3.7: disorder and duplicates heal."""
    street = migrated_database("street")
    _forget(street)
    _apply(street, *_LIFE)
    in_order = _totals(street)
    _forget(street)

    _apply(street, *(_LIFE[place] for place in [*order, *repeated]))

    assert in_order == _totals(street)
    assert (in_order.appeals, in_order.closed, in_order.settled) == (1, 1, 0)


def test_a_reopened_appeal_is_open_and_no_longer_settled(migrated_database: OpenDatabase) -> None:
    """R56: the rate says how things stand now."""
    street = migrated_database("street")

    _apply(street, *_LIFE[:6])

    found = _totals(street)
    assert (found.appeals, found.closed, found.settled) == (1, 0, 0)
    assert [line.key for line in found.by_outcome] == ["open"]


def test_a_late_older_event_does_not_open_a_closed_appeal_again(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")

    _apply(street, closed(_APPEAL, Outcome.SETTLED, version=4), received(_APPEAL, version=1))

    assert _totals(street).settled == 1


def test_a_reception_told_twice_counts_once(migrated_database: OpenDatabase) -> None:
    """R55."""
    street = migrated_database("street")
    told = reception(visitors=9)

    with street.writing() as session:
        operations.apply_receptions(session, [told])
        operations.apply_receptions(session, [told])

    assert _totals(street).receptions == 9


def test_a_forgotten_projection_is_rebuilt_to_the_same_figures(
    migrated_database: OpenDatabase,
) -> None:
    """Design §3.12."""
    street = migrated_database("street")
    events = [received(), closed(), closed(outcome=Outcome.EXPLAINED), *_LIFE]
    _apply(street, *events)
    before = _totals(street)

    _forget(street)
    assert _totals(street).appeals == 0
    _apply(street, *events)

    assert before == _totals(street)


def _apply(street: Database, *events: AppealEvent) -> None:
    with street.writing() as session:
        for event in events:
            operations.apply_appeals(session, [event])


def _forget(street: Database) -> None:
    with street.writing() as session:
        operations.forget(session)


def _totals(street: Database) -> Totals:
    with street.reading() as session:
        return queries.totals(session, ShowTotals())
