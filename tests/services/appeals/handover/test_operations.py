from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import AppealAccepted, AppealAssigned, AssignAppeal
from contracts.appeals.closing import AppealReopened, CloseAppeal, ContestAppeal, ReopenAppeal
from contracts.appeals.handover import AppealsHandedOver
from contracts.appeals.words import Outcome, State
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.words import EndReason, Kind
from runtime.database import Database
from runtime.identifiers import new_id
from services.appeals.assignment import operations as assignment
from services.appeals.closing import operations as closing
from services.appeals.handover import operations
from tests.builders import (
    DENGLIANG,
    LI,
    LILIN,
    STAFF,
    a_settled_appeal,
    an_accepted_appeal,
    an_actor,
    appointment_of,
    done,
    in_office,
    shanghai,
    shown,
)
from tests.outboxes import events
from vocabulary.actors import Role

_LEAVES, _FOLLOWS = new_id(), new_id()


def _assigned(register: Database, by: Any = STAFF, **changed: Any) -> AppealView:
    appeal = an_accepted_appeal(register, **changed)
    in_office(register, _LEAVES)
    request = AssignAppeal(
        appeal_id=appeal.id, commissioner=str(_LEAVES), happened_at=shanghai(2013, 5, 6)
    )
    return done(register, assignment.assign, by, request)


def _ended(**changed: Any) -> AppointmentEnded:
    account, community = changed.get("commissioner", _LEAVES), changed.get("community", LILIN)
    usual: dict[str, Any] = {
        "appointment_id": appointment_of(account, community),
        "community": LILIN,
        "commissioner": _LEAVES,
        "ended_on": dt.date(2013, 9, 1),
        "reason": EndReason.RESIGNED,
        "version": 9,
    }
    return AppointmentEnded(**usual | changed)


def _told(register: Database, ended: AppointmentEnded) -> list[AppealsHandedOver]:
    found = events(register, ended.appointment_id)
    return [one for one in found if isinstance(one, AppealsHandedOver)]


def test_open_appeals_go_to_the_successor(register: Database) -> None:
    appeal = _assigned(register)
    ended = _ended(successor=_FOLLOWS)

    done(register, operations.hand_over, ended)

    moved = shown(register, appeal.id)
    assert (moved.state, moved.commissioner) == (State.ASSIGNED, str(_FOLLOWS))
    last = moved.history[-1]
    assert (last.what, last.role, last.commissioner) == ("handed_over", "system", str(_FOLLOWS))
    assert isinstance(events(register, appeal.id)[-1], AppealAssigned)
    [told] = _told(register, ended)
    assert [(one.appeal_id, one.number) for one in told.appeals] == [(appeal.id, appeal.number)]


def test_without_a_successor_they_wait_for_the_workstation(register: Database) -> None:
    appeal = _assigned(register)

    done(register, operations.hand_over, _ended())

    moved = shown(register, appeal.id)
    assert (moved.state, moved.commissioner) == (State.ACCEPTED, None)
    assert moved.history[-1].what == "given_back"
    assert isinstance(events(register, appeal.id)[-1], AppealAccepted)


def test_what_is_told_again_moves_nothing_more(register: Database) -> None:
    ended = _ended()
    done(register, operations.hand_over, ended)
    appeal = _assigned(register)

    done(register, operations.hand_over, ended)

    assert shown(register, appeal.id).commissioner == str(_LEAVES)
    assert len(_told(register, ended)) == 1


def test_only_what_is_open_there_and_theirs_moves(register: Database) -> None:
    closed = a_settled_appeal(register)
    neighbour = an_actor(Role.WORKSTATION_STAFF, "440305007000")
    others = an_accepted_appeal(register)
    in_office(register, LI)
    request = AssignAppeal(
        appeal_id=others.id, commissioner=str(LI), happened_at=shanghai(2013, 5, 6)
    )
    done(register, assignment.assign, neighbour, request)
    ended = _ended(community=DENGLIANG)
    appeal = _assigned(register)

    done(register, operations.hand_over, ended)
    done(register, operations.hand_over, _ended(commissioner=new_id()))

    assert shown(register, appeal.id).commissioner == str(_LEAVES)
    assert shown(register, others.id).commissioner == str(LI)
    assert shown(register, closed.id).state is State.CLOSED
    assert _told(register, ended)[0].appeals == []


def test_a_renewal_leaves_everything_where_it_is(register: Database) -> None:
    appeal = _assigned(register)

    done(register, operations.hand_over, _ended(successor=_LEAVES))

    assert shown(register, appeal.id).version == appeal.version


def test_many_appeals_are_told_in_portions(register: Database, monkeypatch: Any) -> None:
    monkeypatch.setattr(operations, "PORTION_MOST", 2)
    for _ in range(3):
        _assigned(register)
    ended = _ended()

    done(register, operations.hand_over, ended)

    told = _told(register, ended)
    assert [(one.version, one.portions, len(one.appeals)) for one in told] == [(1, 2, 2), (2, 2, 1)]


def _began(version: int = 5, **changed: Any) -> AppointmentBegan:
    usual: dict[str, Any] = {
        "appointment_id": new_id(),
        "community": LILIN,
        "commissioner": _LEAVES,
        "began_on": dt.date(2013, 3, 1),
        "version": version,
    }
    return AppointmentBegan(**usual | changed)


def _closed(register: Database) -> AppealView:
    appeal = _assigned(register)
    request = CloseAppeal(
        appeal_id=appeal.id,
        outcome=Outcome.TRANSFERRED,
        reason="已转市政部门。",
        happened_at=shanghai(2013, 5, 8),
    )
    return done(register, closing.close, STAFF, request)


def _reopened(register: Database, appeal: AppealView) -> AppealView:
    request = ReopenAppeal(
        appeal_id=appeal.id, reason="居民反映未解决", happened_at=shanghai(2013, 5, 10)
    )
    return done(register, closing.reopen, STAFF, request)


def _steps(appeal: AppealView) -> list[tuple[str, str]]:
    return [(step.what, step.role) for step in appeal.history[-2:]]


def test_what_is_opened_again_after_its_commissioner_left_waits_for_the_workstation(
    register: Database,
) -> None:
    appeal = _closed(register)
    done(register, operations.hand_over, _ended())
    assert shown(register, appeal.id).commissioner == str(_LEAVES)

    again = _reopened(register, appeal)

    assert (again.state, again.commissioner) == (State.ACCEPTED, None)
    assert _steps(again) == [("reopened", "workstation_staff"), ("given_back", "system")]
    reopened, accepted = events(register, appeal.id)[-2:]
    assert isinstance(reopened, AppealReopened)
    assert reopened.commissioner is None
    assert isinstance(accepted, AppealAccepted)
    assert (accepted.state, accepted.version) == (State.ACCEPTED, reopened.version + 1)


def test_what_the_resident_contests_goes_to_whoever_took_over(register: Database) -> None:
    appeal = _closed(register)
    done(register, operations.hand_over, _ended(successor=_FOLLOWS))

    request = ContestAppeal(tracking_code=appeal.tracking_code, reason="新的灭火器又不见了。")
    done(register, closing.contest, request)

    again = shown(register, appeal.id)
    assert (again.state, again.commissioner) == (State.ASSIGNED, str(_FOLLOWS))
    assert _steps(again) == [("contested", "resident"), ("handed_over", "system")]
    reopened, assigned = events(register, appeal.id)[-2:]
    assert isinstance(reopened, AppealReopened)
    assert isinstance(assigned, AppealAssigned)
    assert {reopened.commissioner, assigned.commissioner} == {str(_FOLLOWS)}


def test_paper_of_what_came_after_the_reopening_is_still_written_down(register: Database) -> None:
    """The system moved it when the reopening happened, not when it was written down."""
    appeal = _closed(register)
    done(register, operations.hand_over, _ended())
    _reopened(register, appeal)
    in_office(register, _FOLLOWS)

    request = AssignAppeal(
        appeal_id=appeal.id, commissioner=str(_FOLLOWS), happened_at=shanghai(2013, 5, 11)
    )
    again = done(register, assignment.assign, STAFF, request)

    assert (again.state, again.commissioner) == (State.ASSIGNED, str(_FOLLOWS))


@pytest.mark.parametrize(
    "changed", [{"community": DENGLIANG}, {"successor": _LEAVES}, {"commissioner": _FOLLOWS}]
)
def test_what_is_opened_again_goes_back_to_who_is_still_there(
    register: Database, changed: dict[str, Any]
) -> None:
    appeal = _closed(register)
    done(register, operations.hand_over, _ended(**changed))

    again = _reopened(register, appeal)

    assert (again.state, again.commissioner) == (State.ASSIGNED, str(_LEAVES))
    assert again.history[-1].what == "reopened"


def test_what_is_opened_again_goes_back_to_who_was_appointed_anew(register: Database) -> None:
    appeal = _closed(register)
    done(register, operations.hand_over, _ended())
    done(register, operations.begin_term, _began())

    assert _reopened(register, appeal).commissioner == str(_LEAVES)


def test_a_beginning_that_is_told_after_its_end_brings_nobody_back(register: Database) -> None:
    appeal = _closed(register)
    ended = _ended()
    done(register, operations.hand_over, ended)
    done(register, operations.begin_term, _began(appointment_id=ended.appointment_id))

    assert _reopened(register, appeal).commissioner is None


def test_an_end_that_is_told_anew_says_who_takes_over(register: Database) -> None:
    """Paper came late: the term did not run out, somebody had followed."""
    appeal = _closed(register)
    ended = _ended()
    done(register, operations.hand_over, ended)
    later = _ended(appointment_id=ended.appointment_id, successor=_FOLLOWS, version=10)
    done(register, operations.hand_over, later)

    assert _reopened(register, appeal).commissioner == str(_FOLLOWS)


def test_nothing_that_is_opened_while_somebody_leaves_stays_with_them(register: Database) -> None:
    closed = [_closed(register) for _ in range(6)]
    ended = _ended(successor=_FOLLOWS)

    with ThreadPoolExecutor(4) as threads:
        opened = [threads.submit(_reopened, register, appeal) for appeal in closed[:3]]
        left = threads.submit(partial(done, register, operations.hand_over, ended))
        opened += [threads.submit(_reopened, register, appeal) for appeal in closed[3:]]
        for finished in [*opened, left]:
            finished.result()

    assert {shown(register, one.id).commissioner for one in closed} == {str(_FOLLOWS)}


def _named(**changed: Any) -> AppointmentAccountNamed:
    usual: dict[str, Any] = {
        "appointment_id": appointment_of(_LEAVES),
        "community": LILIN,
        "post_id": new_id(),
        "kind": Kind.GROUP_LEADER,
        "commissioner": _FOLLOWS,
        "before": _LEAVES,
        "began_on": dt.date(2013, 5, 4),
        "version": 9,
    }
    return AppointmentAccountNamed(**usual | changed)


def test_what_somebody_has_without_account_goes_to_the_account(register: Database) -> None:
    is_open = _assigned(register)
    named = _named()

    done(register, operations.name_account, named)
    done(register, operations.name_account, named)

    moved = shown(register, is_open.id)
    assert (moved.state, moved.commissioner) == (State.ASSIGNED, str(_FOLLOWS))
    assert [step.what for step in moved.history].count("handed_over") == 1


def test_what_was_closed_without_account_is_opened_again_for_the_account(
    register: Database,
) -> None:
    appeal = _assigned(register)
    closed = CloseAppeal(
        appeal_id=appeal.id,
        outcome=Outcome.TRANSFERRED,
        reason="已转市政部门。",
        happened_at=shanghai(2013, 5, 7),
    )
    done(register, closing.close, STAFF, closed)

    done(register, operations.name_account, _named())
    assert shown(register, appeal.id).commissioner == str(_LEAVES)

    done(register, closing.reopen, STAFF, ReopenAppeal(appeal_id=appeal.id, reason="未解决。"))
    assert shown(register, appeal.id).commissioner == str(_FOLLOWS)


@pytest.mark.parametrize("changed", [{"before": None}, {"community": DENGLIANG}])
def test_a_corrected_account_takes_nothing_of_somebody_else(
    register: Database, changed: Any
) -> None:
    appeal = _assigned(register)

    done(register, operations.name_account, _named(**changed))

    assert shown(register, appeal.id).commissioner == str(_LEAVES)
