"""What a sharing meeting needs: notice, both kinds of points, answers, and minutes in time. R47."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.incentives.words import AgreementState, MeetingState, PointKind
from runtime.identifiers import new_id
from services.incentives.meetings import rules
from tests.builders import field_of, refused
from vocabulary.problems import Forbidden, WrongState

_TODAY = dt.date(2013, 5, 4)


def test_a_meeting_is_told_a_week_before() -> None:
    rules.check_announced(dt.date(2013, 5, 11), _TODAY)

    problem = refused(rules.check_announced, dt.date(2013, 5, 10), _TODAY)

    assert field_of(problem) == ("held_at", "notice_too_short")
    assert "2013-05-11" in problem.zh


def test_only_a_meeting_of_the_past_is_entered_afterwards() -> None:
    rules.check_past(_TODAY, _TODAY)

    assert field_of(refused(rules.check_past, dt.date(2013, 5, 5), _TODAY)) == (
        "held_at",
        "not_yet",
    )


@pytest.mark.parametrize(
    ("told", "waits", "lacks"),
    [
        ((), False, ["worked", "not_worked"]),
        ((PointKind.WORKED, PointKind.TOPIC), True, ["not_worked", "answers"]),
        ((PointKind.WORKED, PointKind.NOT_WORKED), False, []),
    ],
)
def test_minutes_wait_for_both_kinds_of_points_and_for_answers(
    told: tuple[PointKind, ...], *, waits: bool, lacks: list[str]
) -> None:
    assert rules.lacking(told, has_unanswered=waits) == lacks


def test_a_refusal_says_everything_that_the_minutes_lack() -> None:
    problem = refused(rules.check_complete, "楼道消防", ["not_worked", "answers"])

    assert isinstance(problem, WrongState)
    assert "没有办成的事" in problem.zh
    assert "逐条回看" in problem.zh


@pytest.mark.parametrize(
    ("state", "minuted_on", "is_late"),
    [
        (MeetingState.HELD, None, True),
        (MeetingState.PLANNED, None, False),
        (MeetingState.MINUTED, dt.date(2013, 5, 14), False),
        (MeetingState.MINUTED, dt.date(2013, 5, 15), True),
    ],
)
def test_minutes_are_due_ten_days_later(
    state: MeetingState, minuted_on: dt.date | None, *, is_late: bool
) -> None:
    assert rules.minutes_due(_TODAY) == dt.date(2013, 5, 14)
    assert rules.is_late(state, _TODAY, minuted_on, dt.date(2013, 5, 15)) is is_late


def test_commissioners_speak_for_themselves_and_the_committee_for_anybody() -> None:
    mine, other = new_id(), new_id()
    rules.check_speaker(None, [mine], speaks_for_all=False)
    rules.check_speaker(other, [], speaks_for_all=True)

    for wanted, own in ((other, [mine]), (None, [])):
        assert isinstance(
            refused(rules.check_speaker, wanted, own, speaks_for_all=False), Forbidden
        )


def test_an_answer_says_what_became_of_it() -> None:
    rules.check_answer(AgreementState.GOES_ON)

    assert field_of(refused(rules.check_answer, AgreementState.OPEN)) == ("state", "no_answer")


def test_somebody_who_was_not_in_office_is_a_guest() -> None:
    here, stranger = new_id(), new_id()
    rules.check_present([here], [here])

    for present in ([here, stranger], [here, here]):
        problem = refused(rules.check_present, present, [here])
        assert field_of(problem) == ("present", "not_in_office")
