from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.words import AttendanceState, TrainingState
from services.recruitment.courses import rules
from services.recruitment.courses.rules import Deed
from tests.builders import field_of, refused, shanghai
from vocabulary.problems import WrongState

_AT = shanghai(2013, 5, 4)


@pytest.mark.parametrize(
    ("state", "facts", "offered"),
    [
        (TrainingState.PLANNED, {}, ["seats", "returning", "cancellation"]),
        (TrainingState.PLANNED, {"taken": 0}, ["seats", "cancellation"]),
        (TrainingState.PLANNED, {"taken": 30}, ["returning", "cancellation"]),
        (TrainingState.HELD, {"has_begun": True}, ["seats", "results"]),
        # Where nobody has a seat there is nothing to write down.
        (TrainingState.PLANNED, {"has_begun": True, "taken": 0}, ["seats", "cancellation"]),
        (TrainingState.CANCELLED, {"has_begun": True}, []),
        # A commissioner takes and returns one seat only, their own.
        (TrainingState.PLANNED, {"is_for_others": False}, ["seats", "cancellation"]),
        (
            TrainingState.PLANNED,
            {"is_for_others": False, "own": AttendanceState.ENROLLED},
            ["returning", "cancellation"],
        ),
    ],
)
def test_a_session_offers_what_its_seats_and_its_day_allow(
    state: TrainingState, facts: dict[str, Any], offered: list[str]
) -> None:
    usual = {"taken": 1, "seats": 30, "has_begun": False, "own": None, "is_for_others": True}

    assert offered == rules.TABLE.offered(state, list(Deed), held=rules.held(**usual | facts))


def test_the_last_seat_can_be_taken_and_none_after_it() -> None:
    rules.check_seat_free(taken=29, seats=30)

    assert isinstance(refused(rules.check_seat_free, taken=30, seats=30), WrongState)


def test_nobody_was_at_what_has_not_begun() -> None:
    rules.check_begun(_AT, _AT)

    early = _AT - dt.timedelta(seconds=1)
    assert isinstance(refused(rules.check_begun, _AT, early), WrongState)


@pytest.mark.parametrize(
    ("persons", "absent", "code"),
    [
        ([], [], "how_many"),
        (["a", "b", "c"], [], "how_many"),
        (["a", "a"], [], "twice"),
        (["x"], [], "no_seat"),
        (["a"], ["a"], "absent_with_result"),
    ],
)
def test_results_that_cannot_be_are_refused(
    persons: list[str], absent: list[str], code: str
) -> None:
    problem = refused(rules.check_lines, persons, known={"a", "b"}, passed_absent=absent, most=2)

    assert field_of(problem) == ("lines", code)


@pytest.mark.parametrize(
    ("category", "required_for", "required"),
    [
        (None, None, True),
        ("fire_safety", None, True),
        ("fire_safety", ["fire_safety", "culture"], True),
        ("fire", ["fire_safety", "culture"], False),
        (None, ["fire_safety"], False),
    ],
)
def test_a_post_requires_what_all_require_and_what_its_category_does(
    category: str | None, required_for: list[str] | None, *, required: bool
) -> None:
    found = rules.is_required_of(category, is_required=True, required_for=required_for)

    assert found is required
    assert not rules.is_required_of(category, is_required=False, required_for=None)
