from __future__ import annotations

import pytest

from contracts.appeals.assignment import (
    AcceptAppeal,
    AppealAccepted,
    AppealAssigned,
    AssignAppeal,
    DeclineAppeal,
)
from contracts.appeals.closing import AppealClosed
from contracts.appeals.words import Outcome, State
from runtime.database import Database
from services.appeals.assignment import operations
from tests.builders import (
    COMMISSIONER,
    STAFF,
    a_declined_appeal,
    an_accepted_appeal,
    an_appeal,
    an_assigned_appeal,
    done,
    refused,
    shanghai,
)
from tests.outboxes import envelopes, events
from vocabulary.problems import Forbidden, WrongState


def test_an_accepted_appeal_is_told_to_the_world(register: Database) -> None:
    accepted = an_accepted_appeal(register)

    assert (accepted.state, accepted.version) == (State.ACCEPTED, 2)
    told = envelopes(register, accepted.id)[-1]
    assert isinstance(told.event(), AppealAccepted)
    assert told.actor_role == "workstation_staff"


def test_a_declined_appeal_is_closed_with_a_reason_the_resident_can_read(
    register: Database,
) -> None:
    """R30."""
    declined = a_declined_appeal(register)

    assert (declined.state, declined.outcome) == (State.CLOSED, Outcome.DECLINED)
    assert declined.outcome_reason == "属于商业纠纷"
    assert declined.closed_at == shanghai(2013, 5, 5)
    told = events(register, declined.id)[-1]
    assert isinstance(told, AppealClosed)
    assert (told.outcome, told.closed_at) == (Outcome.DECLINED, shanghai(2013, 5, 5))


@pytest.mark.one_database
def test_what_was_accepted_cannot_be_declined_any_more(register: Database) -> None:
    accepted = an_accepted_appeal(register)
    request = DeclineAppeal(appeal_id=accepted.id, reason="改主意了")

    refusal = refused(done, register, operations.decline, STAFF, request)

    assert isinstance(refusal, WrongState)
    assert accepted.number in refusal.zh
    assert "assign" in refusal.en


@pytest.mark.one_database
def test_an_appeal_is_accepted_before_it_is_assigned(register: Database) -> None:
    submitted = an_appeal(register)
    request = AssignAppeal(appeal_id=submitted.appeal_id, commissioner="hua")

    refusal = refused(done, register, operations.assign, STAFF, request)

    assert isinstance(refusal, WrongState)
    assert "受理" in refusal.zh


def test_an_appeal_is_not_accepted_twice(register: Database) -> None:
    accepted = an_accepted_appeal(register)

    refusal = refused(done, register, operations.accept, STAFF, AcceptAppeal(appeal_id=accepted.id))

    assert isinstance(refusal, WrongState)


def test_an_assigned_appeal_names_its_commissioner(register: Database) -> None:
    assigned = an_assigned_appeal(register)

    assert (assigned.state, assigned.commissioner) == (State.ASSIGNED, COMMISSIONER.account)
    told = events(register, assigned.id)[-1]
    assert isinstance(told, AppealAssigned)
    assert told.commissioner == COMMISSIONER.account


def test_an_appeal_can_go_to_another_commissioner_and_leaves_the_first(
    register: Database,
) -> None:
    assigned = an_assigned_appeal(register)
    request = AssignAppeal(appeal_id=assigned.id, commissioner="commissioner-li")

    again = done(register, operations.assign, STAFF, request)

    assert (again.state, again.commissioner) == (State.ASSIGNED, "commissioner-li")
    assert [step.commissioner for step in again.history if step.what == "assigned"] == [
        COMMISSIONER.account,
        "commissioner-li",
    ]


@pytest.mark.one_database
def test_the_commissioner_does_not_pass_it_on(register: Database) -> None:
    assigned = an_assigned_appeal(register)
    request = AssignAppeal(appeal_id=assigned.id, commissioner="commissioner-li")

    assert isinstance(refused(done, register, operations.assign, COMMISSIONER, request), Forbidden)
