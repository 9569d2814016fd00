from __future__ import annotations

import datetime as dt

import pytest

from contracts.recruitment.words import TrainingState
from services.recruitment.courses import rules
from tests.builders import field_of, refused, shanghai
from vocabulary.problems import WrongState

_AT = shanghai(2013, 5, 4)


def test_every_state_says_what_can_still_be_done() -> None:
    assert set(rules.MAY) == set(TrainingState)


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        ("cancel", TrainingState.HELD),
        ("record", TrainingState.CANCELLED),
        ("take_seat", TrainingState.CANCELLED),
    ],
)
def test_what_is_over_cannot_be_done(deed: str, state: TrainingState) -> None:
    assert isinstance(refused(rules.check_may, deed, state), WrongState)


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
