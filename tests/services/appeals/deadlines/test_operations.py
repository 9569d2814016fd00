from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from audit.tables import AUDIT
from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import AppealAssigned, AssignAppeal
from contracts.appeals.closing import CloseAppeal, ReopenAppeal
from contracts.appeals.deadlines import AppealDueSoon, AppealOverdue
from contracts.appeals.intake import TrackAppeal
from contracts.appeals.words import Method, Outcome, State
from contracts.registry import Event
from runtime.database import Database
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.rules import Reminder
from services.appeals.assignment import operations as assignment
from services.appeals.closing import operations as closing
from services.appeals.deadlines import operations
from services.appeals.intake import queries as intake
from tests.builders import (
    COMMISSIONER,
    HUA,
    LI,
    STAFF,
    acted_on,
    an_accepted_appeal,
    done,
    field_of,
    in_office,
    refused,
    shanghai,
    shown,
)
from tests.outboxes import envelopes, events

_DUE = dt.date(2013, 5, 17)
_DAY = dt.timedelta(days=1)
_REMINDERS = (AppealDueSoon, AppealOverdue)


def _assigned(register: Database, appeal: AppealView | None = None, **more: Any) -> AppealView:
    appeal = appeal or an_accepted_appeal(register)
    in_office(register, HUA)
    usual = {"commissioner": COMMISSIONER.account, "happened_at": shanghai(2013, 5, 6)}
    request = AssignAppeal(appeal_id=appeal.id, **usual | more)
    return done(register, assignment.assign, STAFF, request)


def _closed(register: Database, appeal: AppealView) -> AppealView:
    acted_on(register, appeal, Method.SETTLE_ON_THE_SPOT)
    at = shanghai(2013, 5, 8)
    request = CloseAppeal(appeal_id=appeal.id, outcome=Outcome.SETTLED, happened_at=at)
    return done(register, closing.close, COMMISSIONER, request)


def _look(register: Database, today: dt.date) -> Counter[Reminder]:
    return done(register, operations.remind_of_due_days, today=today)


def _reminders(register: Database, appeal: AppealView) -> list[Event]:
    return [event for event in events(register, appeal.id) if isinstance(event, _REMINDERS)]


def test_an_appeal_is_assigned_with_the_day_by_which_it_is_to_be_closed(
    register: Database,
) -> None:
    assigned = _assigned(register, due_on=_DUE)

    assert assigned.due_on == _DUE
    told = events(register, assigned.id)[-1]
    assert isinstance(told, AppealAssigned)
    assert told.due_on == _DUE


def test_without_a_day_there_is_none_and_nobody_is_reminded(register: Database) -> None:
    assigned = _assigned(register)

    assert assigned.due_on is None
    assert not _look(register, dt.date(2100, 1, 1))


def test_a_day_before_the_assignment_changes_nothing(register: Database) -> None:
    accepted = an_accepted_appeal(register)

    refusal = refused(_assigned, register, accepted, due_on=dt.date(2013, 5, 5))

    assert field_of(refusal) == ("due_on", "before_assignment")
    seen = shown(register, accepted.id)
    assert (seen.state, seen.version) == (State.ACCEPTED, accepted.version)


def test_the_day_of_the_assignment_is_that_of_shanghai(register: Database) -> None:
    """In UTC it is still the day before."""
    early = shanghai(2013, 5, 17, hour=1)

    assert _assigned(register, happened_at=early, due_on=_DUE).due_on == _DUE


def test_a_new_assignment_without_a_day_keeps_the_old_one(register: Database) -> None:
    assigned = _assigned(register, due_on=_DUE)

    in_office(register, LI)
    again = _assigned(register, assigned, commissioner=str(LI))

    assert again.due_on == _DUE
    told = events(register, assigned.id)[-1]
    assert isinstance(told, AppealAssigned)
    assert told.due_on == _DUE


def test_the_clock_tells_once_that_the_day_is_near_and_once_that_it_has_passed(
    register: Database,
) -> None:
    appeal = _assigned(register, due_on=_DUE)

    told = [_look(register, _DUE + days * _DAY) for days in (-2, -1, -1, 0, 0, 1, 1, 9)]

    near, passed = Counter([Reminder.DUE_SOON]), Counter([Reminder.OVERDUE])
    nothing: Counter[Reminder] = Counter()
    assert told == [nothing, near, nothing, nothing, nothing, passed, nothing, nothing]
    soon, overdue = _reminders(register, appeal)
    assert isinstance(soon, AppealDueSoon)
    assert isinstance(overdue, AppealOverdue)
    for event in (soon, overdue):
        assert event.due_on == _DUE
        assert event.commissioner == COMMISSIONER.account
        assert event.state is State.ASSIGNED
    assert (soon.version, overdue.version) == (appeal.version + 1, appeal.version + 2)


def test_the_history_and_the_audit_name_the_system(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)
    _look(register, _DUE)
    _look(register, _DUE + _DAY)

    steps = shown(register, appeal.id).history[-2:]

    assert [(step.what, step.by, step.role) for step in steps] == [
        ("due_soon", None, "system"),
        ("overdue", None, "system"),
    ]
    assert [told.actor_role for told in envelopes(register, appeal.id)[-2:]] == ["system"] * 2
    with register.reading() as session:
        kept = list(session.scalars(sa.select(AUDIT.c.changes).order_by(AUDIT.c.seq)))[-2:]
    assert all("remind_on" in str(changes) for changes in kept)


def test_what_was_overdue_when_the_clock_came_is_not_due_soon(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)

    _look(register, _DUE + 5 * _DAY)

    [told] = _reminders(register, appeal)
    assert isinstance(told, AppealOverdue)
    assert not _look(register, _DUE + 6 * _DAY)


def test_another_day_is_reminded_of_anew_and_the_same_day_is_not(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)
    _look(register, _DUE)
    same = _assigned(register, appeal, due_on=_DUE)
    assert not _look(register, _DUE)

    later = _DUE + 7 * _DAY
    _assigned(register, same, due_on=later)

    assert not _look(register, _DUE + _DAY)
    assert _look(register, later) == Counter([Reminder.DUE_SOON])
    assert [event.due_on for event in _reminders(register, appeal)] == [_DUE, later]  # type: ignore[attr-defined]  # both have it


def test_nobody_is_reminded_of_what_is_closed(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)

    closed = _closed(register, appeal)

    assert closed.due_on == _DUE
    assert not _look(register, _DUE + _DAY)


def test_a_new_round_begins_without_a_due_day(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)
    _closed(register, appeal)
    request = ReopenAppeal(appeal_id=appeal.id, reason="又坏了", happened_at=shanghai(2013, 5, 9))

    opened = done(register, closing.reopen, STAFF, request)

    assert opened.due_on is None
    assert not _look(register, _DUE + _DAY)
    later = _assigned(register, opened, happened_at=shanghai(2013, 5, 10), due_on=_DUE)
    assert later.due_on == _DUE
    assert _look(register, _DUE) == Counter([Reminder.DUE_SOON])


def test_the_work_may_still_be_written_down_from_paper_of_before_the_reminder(
    register: Database,
) -> None:
    appeal = _assigned(register, due_on=_DUE)
    _look(register, _DUE)

    assert _closed(register, appeal).closed_at == shanghai(2013, 5, 8)


def test_the_resident_sees_no_reminders_among_the_progress(register: Database) -> None:
    appeal = _assigned(register, due_on=_DUE)
    _look(register, _DUE + _DAY)

    with register.reading() as session:
        request = TrackAppeal(tracking_code=appeal.tracking_code)
        progress = intake.track(session, request).progress

    assert [step.what for step in progress] == ["received", "accepted", "assigned"]


def test_the_resident_sees_the_day_until_it_is_closed(register: Database) -> None:
    """What residents of other systems asked for: the promise, and whether it was kept."""
    appeal = _assigned(register, due_on=_DUE)

    def told() -> dt.date | None:
        with register.reading() as session:
            return intake.track(session, TrackAppeal(tracking_code=appeal.tracking_code)).due_on

    assert told() == _DUE
    _closed(register, appeal)
    assert told() is None


def test_any_number_of_processes_tells_each_appeal_once(register: Database) -> None:
    """Design §6: each fires once with any number of instances."""
    made = [_assigned(register, due_on=_DUE) for _ in range(6)]
    together = threading.Barrier(4)

    def process() -> Counter[Reminder]:
        together.wait()
        return _look(register, _DUE) + _look(register, _DUE)

    with ThreadPoolExecutor(4) as pool:
        told = [found.result() for found in [pool.submit(process) for _ in range(4)]]

    assert sum(told, Counter()) == Counter({Reminder.DUE_SOON: len(made)})
    assert [len(_reminders(register, appeal)) for appeal in made] == [1] * len(made)


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_what_somebody_works_on_waits_for_the_next_turn(register: Database) -> None:
    """The clock waits for nobody. On SQLite one writes at a time, and nothing is passed over."""
    held, free = (_assigned(register, due_on=_DUE) for _ in range(2))

    with register.writing() as session:
        appeals.APPEALS.one_of(session, STAFF, held.id, for_change=True)
        assert _look(register, _DUE) == Counter([Reminder.DUE_SOON])

    assert len(_reminders(register, free)) == 1
    assert _look(register, _DUE) == Counter([Reminder.DUE_SOON])
    assert len(_reminders(register, held)) == 1
