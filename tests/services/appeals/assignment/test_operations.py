from __future__ import annotations

import datetime as dt
from uuid import UUID

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
from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason
from runtime.database import Database
from services.appeals.assignment import operations
from services.appeals.handover import operations as handover
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LI,
    LILIN,
    STAFF,
    a_declined_appeal,
    an_accepted_appeal,
    an_appeal,
    an_assigned_appeal,
    appointment_of,
    done,
    field_of,
    in_office,
    refused,
    shanghai,
    shown,
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
    request = AssignAppeal(appeal_id=submitted.appeal_id, commissioner=str(HUA))

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
    in_office(register, LI)
    request = AssignAppeal(appeal_id=assigned.id, commissioner=str(LI))

    again = done(register, operations.assign, STAFF, request)

    assert (again.state, again.commissioner) == (State.ASSIGNED, str(LI))
    assert [step.commissioner for step in again.history if step.what == "assigned"] == [
        COMMISSIONER.account,
        str(LI),
    ]


@pytest.mark.one_database
def test_the_commissioner_does_not_pass_it_on(register: Database) -> None:
    assigned = an_assigned_appeal(register)
    request = AssignAppeal(appeal_id=assigned.id, commissioner=str(LI))

    assert isinstance(refused(done, register, operations.assign, COMMISSIONER, request), Forbidden)


@pytest.mark.parametrize(
    "name",
    [
        "nobody",
        "张三",
        "<script>alert(1)</script>",
        str(LI),
        "01970a3c-9000-7000-8000-0000000000c3",
        "01970a3c-9000-7000-8000-0000000000c4",
        "01970a3c-9000-7000-8000-0000000000c5",
    ],
)
def test_only_somebody_in_office_there_on_that_day_is_given_an_appeal(
    register: Database, name: str
) -> None:
    """Nobody, somebody of elsewhere, before their first day, and from the first day without them."""
    elsewhere, later, left = (
        UUID(f"01970a3c-9000-7000-8000-0000000000c{place}") for place in (3, 4, 5)
    )
    in_office(register, HUA)
    in_office(register, elsewhere, community=DENGLIANG)
    in_office(register, later, began_on=dt.date(2013, 5, 7))
    _left(register, left, dt.date(2013, 5, 6))
    accepted = an_accepted_appeal(register)
    request = AssignAppeal(
        appeal_id=accepted.id, commissioner=name, happened_at=shanghai(2013, 5, 6)
    )

    refusal = refused(done, register, operations.assign, STAFF, request)

    assert field_of(refusal) == ("commissioner", "not_in_office")
    assert "1 person was, see GET" in refusal.en
    assert f"/communities/{LILIN}/commissioners?on=2013-05-06" in refusal.zh
    assert shown(register, accepted.id).state is State.ACCEPTED


@pytest.mark.parametrize("day", [6, 7])
def test_paper_goes_to_whoever_was_in_office_on_its_day(register: Database, day: int) -> None:
    """The first day counts, and so does the last before somebody else's; what came since does not."""
    in_office(register, LI, began_on=dt.date(2013, 5, 6))
    _left(register, LI, dt.date(2013, 5, 8))
    accepted = an_accepted_appeal(register)
    request = AssignAppeal(
        appeal_id=accepted.id, commissioner=str(LI), happened_at=shanghai(2013, 5, day)
    )

    assert done(register, operations.assign, STAFF, request).commissioner == str(LI)


def test_a_commissioner_whose_first_day_is_not_known_goes_on_working(register: Database) -> None:
    """From before the register kept it: in office until the last day, then not."""
    _left(register, LI, dt.date(2013, 5, 6))
    before, after = an_accepted_appeal(register), an_accepted_appeal(register)

    request = AssignAppeal(
        appeal_id=before.id, commissioner=str(LI), happened_at=shanghai(2013, 5, 5, 11)
    )
    assert done(register, operations.assign, STAFF, request).commissioner == str(LI)
    request = AssignAppeal(appeal_id=after.id, commissioner=str(LI))
    refusal = refused(done, register, operations.assign, STAFF, request)

    assert field_of(refusal) == ("commissioner", "not_in_office")


def _left(register: Database, account: UUID, day: dt.date) -> None:
    """The register hears that somebody left, of whose beginning it may have heard or not."""
    ended = AppointmentEnded(
        appointment_id=appointment_of(account),
        community=LILIN,
        commissioner=account,
        ended_on=day,
        reason=EndReason.RESIGNED,
        version=9,
    )
    done(register, handover.hand_over, ended)
