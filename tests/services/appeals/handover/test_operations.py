from __future__ import annotations

import datetime as dt
from typing import Any

from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import AppealAccepted, AppealAssigned, AssignAppeal
from contracts.appeals.handover import PORTION_MOST, AppealsHandedOver
from contracts.appeals.words import State
from contracts.recruitment.appointments import AppointmentEnded, EndReason
from runtime.database import Database
from runtime.identifiers import new_id
from services.appeals.assignment import operations as assignment
from services.appeals.handover import operations
from tests.builders import (
    DENGLIANG,
    LILIN,
    STAFF,
    a_settled_appeal,
    an_accepted_appeal,
    an_actor,
    done,
    shanghai,
    shown,
)
from tests.outboxes import events
from vocabulary.actors import Role

_LEAVES, _FOLLOWS = new_id(), new_id()


def _assigned(register: Database, by: Any = STAFF, **changed: Any) -> AppealView:
    appeal = an_accepted_appeal(register, **changed)
    request = AssignAppeal(
        appeal_id=appeal.id, commissioner=str(_LEAVES), happened_at=shanghai(2013, 5, 6)
    )
    return done(register, assignment.assign, by, request)


def _ended(**changed: Any) -> AppointmentEnded:
    usual: dict[str, Any] = {
        "appointment_id": new_id(),
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
    request = AssignAppeal(
        appeal_id=others.id, commissioner="somebody-else", happened_at=shanghai(2013, 5, 6)
    )
    done(register, assignment.assign, neighbour, request)
    ended = _ended(community=DENGLIANG)
    appeal = _assigned(register)

    done(register, operations.hand_over, ended)
    done(register, operations.hand_over, _ended(commissioner=new_id()))

    assert shown(register, appeal.id).commissioner == str(_LEAVES)
    assert shown(register, others.id).commissioner == "somebody-else"
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
    assert PORTION_MOST > 2
