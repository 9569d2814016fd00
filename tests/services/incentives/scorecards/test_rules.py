"""Through whose hands an appeal went, and for how long."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as some

from contracts.appeals.words import Outcome
from services.incentives.facts.rules import FactKind
from services.incentives.scorecards.rules import Hand, Step, hands

_FIRST = dt.date(2013, 3, 1)
_PEOPLE = some.sampled_from([None, "hua", "ming"])
#: The person who has it from then on, and for how many days.
_HELD = some.lists(some.tuples(_PEOPLE, some.integers(0, 9)), min_size=1, max_size=8)


def _steps(held: list[tuple[str | None, int]], outcome: Outcome | None = None) -> list[Step]:
    """Each has it for these days, then the last closes it."""
    found, day = [], _FIRST
    for version, (person, days) in enumerate(held):
        found.append(Step(FactKind.APPEAL_TAKEN, version, day, person))
        day += dt.timedelta(days=days)
    closed = FactKind.APPEAL_CLOSED
    return [*found, Step(closed, len(held), day, held[-1][0], outcome)]


def test_who_has_it_from_the_workstation_is_counted_from_that_day() -> None:
    found = hands(_steps([(None, 2), ("hua", 6)]))

    assert found == [Hand("hua", _FIRST + dt.timedelta(days=8), 6)]


@given(_HELD)
def test_each_person_has_all_the_days_in_a_row_and_the_workstation_none(
    held: list[tuple[str | None, int]],
) -> None:
    in_a_row = [
        (person, sum(days for _, days in turn))
        for person, turn in groupby(held, lambda one: one[0])
    ]

    found = hands(_steps(held))

    assert [(one.person, one.days) for one in found] == [
        (person, days) for person, days in in_a_row if person is not None
    ]


@given(_HELD)
def test_an_explanation_takes_only_the_last_hand_away(held: list[tuple[str | None, int]]) -> None:
    counted = hands(_steps(held, Outcome.SETTLED))

    last = 0 if held[-1][0] is None else 1
    assert hands(_steps(held, Outcome.EXPLAINED)) == counted[: len(counted) - last]
