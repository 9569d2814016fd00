"""Why somebody is proposed for a team."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from contracts.volunteers.words import FreeTime, MatchReason
from services.volunteers.matching.rules import Person, Wanted, reasons

_WANTED = Wanted("fire_safety", "first_aid", [FreeTime.SATURDAY])


def _why(**known: Any) -> dict[str, int]:
    usual: dict[str, Any] = {
        "skills": [],
        "categories": [],
        "free_times": [],
        "teams_now": 1,
        "minutes_lately": 0,
    }
    found = reasons(Person(**usual | known), _WANTED)
    return {one.reason.value: one.points for one in found if one.reason != MatchReason.BUSY}


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({}, {}),
        ({"categories": ["fire_safety"]}, {"category": 3}),
        ({"skills": ["first_aid"]}, {"skill": 3}),
        ({"free_times": ["saturday", "sunday"]}, {"free_time": 2}),
        ({"teams_now": 0}, {"idle": 1}),
        ({"minutes_lately": 599}, {}),
        ({"minutes_lately": 600}, {"served": -1}),
        ({"minutes_lately": 100_000}, {"served": -3}),
    ],
)
def test_each_reason_counts_by_itself(known: dict[str, Any], why: dict[str, int]) -> None:
    assert _why(**known) == why


def test_each_team_lets_others_be_asked_first() -> None:
    [busy] = reasons(Person([], [], [], 2, 0), _WANTED)

    assert (busy.reason, busy.points) == (MatchReason.BUSY, -2)


def test_nothing_but_what_is_named_can_decide() -> None:
    """Age, sex and household register are no fields of it."""
    assert {one.name for one in dataclasses.fields(Person)} == {
        "skills",
        "categories",
        "free_times",
        "teams_now",
        "minutes_lately",
    }
