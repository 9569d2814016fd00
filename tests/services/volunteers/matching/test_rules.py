"""Why somebody is proposed for a team."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.words import MatchReason
from services.volunteers.matching.rules import Person, reasons, tens_of_hours


def _person(**known: Any) -> Person:
    usual: dict[str, Any] = {
        "is_interested": False,
        "has_skill": False,
        "has_time": False,
        "teams_now": 1,
        "tens_of_hours": 0,
    }
    return Person(**usual | known)


def _why(**known: Any) -> dict[str, int]:
    found = reasons(_person(**known))
    return {one.reason.value: one.points for one in found if one.reason != MatchReason.BUSY}


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({}, {}),
        ({"is_interested": True}, {"category": 3}),
        ({"has_skill": True}, {"skill": 3}),
        ({"has_time": True}, {"free_time": 2}),
        ({"teams_now": 0}, {"idle": 1}),
        ({"tens_of_hours": 2}, {"served": -2}),
    ],
)
def test_each_reason_counts_by_itself(known: dict[str, Any], why: dict[str, int]) -> None:
    assert _why(**known) == why


@pytest.mark.parametrize(
    ("minutes", "why"),
    [
        (599, {}),
        (600, {"served": -1}),
        (1799, {"served": -2}),
        (1800, {"served": -3}),
        (60_000, {"served": -3}),
    ],
)
def test_each_ten_hours_lately_let_others_come_first_but_thirty_and_more_are_one(
    minutes: int, why: dict[str, int]
) -> None:
    assert _why(tens_of_hours=tens_of_hours(minutes)) == why


def test_each_team_lets_others_be_asked_first() -> None:
    [busy] = reasons(_person(teams_now=2))

    assert (busy.reason, busy.points) == (MatchReason.BUSY, -2)


def test_nothing_but_what_is_named_can_decide() -> None:
    """Age, sex and household register are no fields of it."""
    assert Person._fields == (
        "is_interested",
        "has_skill",
        "has_time",
        "teams_now",
        "tens_of_hours",
    )
