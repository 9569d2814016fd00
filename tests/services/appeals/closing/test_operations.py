from __future__ import annotations

from typing import Any

import pytest

from contracts.appeals.appeal import AppealView
from contracts.appeals.closing import (
    AppealClosed,
    AppealReopened,
    CloseAppeal,
    ContestAppeal,
    ReopenAppeal,
)
from contracts.appeals.rating import RateAppeal
from contracts.appeals.words import Method, Outcome, State
from runtime.database import Database
from services.appeals.closing import operations
from services.appeals.rating import operations as rating
from tests.builders import (
    COMMISSIONER,
    STAFF,
    a_declined_appeal,
    a_settled_appeal,
    acted_on,
    an_accepted_appeal,
    an_assigned_appeal,
    done,
    field_of,
    refused,
    shanghai,
    shown,
)
from tests.outboxes import envelopes, events
from vocabulary.problems import Forbidden, NotFound, WrongState


def _close(register: Database, appeal_id: Any, outcome: Outcome, **more: Any) -> AppealView:
    request = CloseAppeal(appeal_id=appeal_id, outcome=outcome, **more)
    return done(register, operations.close, COMMISSIONER, request)


def _reopen(register: Database, appeal_id: Any, **more: Any) -> AppealView:
    request = ReopenAppeal(appeal_id=appeal_id, reason="又坏了", **more)
    return done(register, operations.reopen, STAFF, request)


def test_a_settled_appeal_is_closed_and_counts_as_settled(register: Database) -> None:
    """R56."""
    settled = a_settled_appeal(register)

    assert (settled.state, settled.outcome) == (State.CLOSED, Outcome.SETTLED)
    assert settled.outcome_reason is None
    told = events(register, settled.id)[-1]
    assert isinstance(told, AppealClosed)
    assert (told.outcome, told.closed_at) == (Outcome.SETTLED, shanghai(2013, 5, 8))


def test_an_appeal_closed_by_explanation_says_why(register: Database) -> None:
    """R37: a lawful end without settling."""
    appeal = acted_on(register, an_assigned_appeal(register), Method.EXPLAIN_AND_PERSUADE)

    closed = _close(register, appeal.id, Outcome.EXPLAINED, reason="规划不允许加建")

    assert (closed.outcome, closed.outcome_reason) == (Outcome.EXPLAINED, "规划不允许加建")


@pytest.mark.one_database
def test_an_appeal_closed_without_a_deed_is_not_settled(register: Database) -> None:
    appeal = an_assigned_appeal(register)

    refusal = refused(_close, register, appeal.id, Outcome.SETTLED)

    assert field_of(refusal) == ("outcome", "action_missing")
    assert shown(register, appeal.id).state is State.ASSIGNED


def test_staff_close_what_was_never_assigned(register: Database) -> None:
    appeal = an_accepted_appeal(register)
    request = CloseAppeal(appeal_id=appeal.id, outcome=Outcome.TRANSFERRED, reason="转交城管部门")

    closed = done(register, operations.close, STAFF, request)

    assert (closed.state, closed.commissioner) == (State.CLOSED, None)


def test_a_closed_appeal_is_not_closed_again(register: Database) -> None:
    settled = a_settled_appeal(register)

    refusal = refused(_close, register, settled.id, Outcome.WITHDRAWN, reason="居民撤回")

    assert isinstance(refusal, WrongState)
    assert settled.number in refusal.en
    assert "let workstation staff of its community reopen it" in refusal.en


def test_a_reopened_appeal_is_open_again_in_a_new_round(register: Database) -> None:
    """R56: how it was closed does not count while it is open."""
    settled = a_settled_appeal(register)

    opened = _reopen(register, settled.id)

    assert (opened.state, opened.round, opened.commissioner) == (
        State.ASSIGNED,
        2,
        COMMISSIONER.account,
    )
    assert (opened.outcome, opened.outcome_reason, opened.closed_at) == (None, None, None)
    told = events(register, settled.id)[-1]
    assert isinstance(told, AppealReopened)
    assert (told.by_resident, told.round, told.outcome) == (False, 2, None)


def test_a_declined_appeal_that_is_reopened_counts_as_accepted(register: Database) -> None:
    declined = a_declined_appeal(register)

    assert _reopen(register, declined.id).state is State.ACCEPTED


@pytest.mark.one_database
def test_a_new_round_needs_a_deed_of_its_own(register: Database) -> None:
    """What settled it the first time did not settle it."""
    settled = a_settled_appeal(register)
    _reopen(register, settled.id)

    refusal = refused(_close, register, settled.id, Outcome.SETTLED)

    assert field_of(refusal) == ("outcome", "action_missing")


def test_a_rating_written_down_today_does_not_stop_older_paper(register: Database) -> None:
    """Ratings are dated when they are written; the work goes on by its own dates."""
    settled = a_settled_appeal(register)
    done(register, rating.rate, STAFF, RateAppeal(appeal_id=settled.id, score=2))

    opened = _reopen(register, settled.id, happened_at=shanghai(2013, 5, 20))

    assert opened.history[-1].happened_at == shanghai(2013, 5, 20)
    assert opened.rating is None


def test_the_resident_contests_with_the_tracking_code(register: Database) -> None:
    """R25."""
    settled = a_settled_appeal(register)
    request = ContestAppeal(tracking_code=settled.tracking_code.lower(), reason="还是漏水")

    tracked = done(register, operations.contest, request)

    assert (tracked.state, tracked.outcome) == (State.ASSIGNED, None)
    assert tracked.progress[-1].what == "contested"
    seen = shown(register, settled.id)
    assert (seen.history[-1].by, seen.history[-1].role) == (None, "resident")
    assert seen.history[-1].note == "还是漏水"
    told = envelopes(register, settled.id)[-1]
    event = told.event()
    assert isinstance(event, AppealReopened)
    assert (event.by_resident, told.actor_role) == (True, "resident")


@pytest.mark.one_database
def test_only_a_closed_appeal_can_be_contested(register: Database) -> None:
    appeal = an_assigned_appeal(register)
    request = ContestAppeal(tracking_code=appeal.tracking_code, reason="太慢")

    assert isinstance(refused(done, register, operations.contest, request), WrongState)


@pytest.mark.one_database
def test_an_unknown_tracking_code_contests_nothing(register: Database) -> None:
    request = ContestAppeal(tracking_code="0000-0000-0000-0000", reason="还是漏水")

    assert isinstance(refused(done, register, operations.contest, request), NotFound)


@pytest.mark.one_database
def test_the_commissioner_does_not_reopen(register: Database) -> None:
    settled = a_settled_appeal(register)
    request = ReopenAppeal(appeal_id=settled.id, reason="又坏了")

    assert isinstance(refused(done, register, operations.reopen, COMMISSIONER, request), Forbidden)
