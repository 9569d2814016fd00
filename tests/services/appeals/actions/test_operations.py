from __future__ import annotations

import pytest

from contracts.appeals.actions import AppealActionTaken, TakeAction
from contracts.appeals.closing import ReopenAppeal
from contracts.appeals.words import Method, State
from runtime.database import Database
from services.appeals.actions import operations
from services.appeals.closing import operations as closing
from tests.builders import (
    COMMISSIONER,
    LILIN,
    STAFF,
    a_settled_appeal,
    acted_on,
    an_accepted_appeal,
    an_actor,
    an_appeal,
    an_assigned_appeal,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import events
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, WrongState


def test_one_appeal_may_see_several_methods(register: Database) -> None:
    """R39: a method belongs to an action, not to the appeal."""
    assigned = an_assigned_appeal(register)

    acted = acted_on(register, assigned, Method.PROVIDE_INFORMATION, Method.JOINT_OFFICE_ON_SITE)

    assert acted.state is State.ASSIGNED
    assert [step.method for step in acted.history if step.method] == [
        Method.PROVIDE_INFORMATION,
        Method.JOINT_OFFICE_ON_SITE,
    ]
    told = events(register, assigned.id)[-1]
    assert isinstance(told, AppealActionTaken)
    assert told.method is Method.JOINT_OFFICE_ON_SITE


def test_staff_may_act_on_what_nobody_has_been_given(register: Database) -> None:
    accepted = an_accepted_appeal(register)

    acted = acted_on(register, accepted, Method.PROVIDE_INFORMATION, by=STAFF)

    assert acted.state is State.ACCEPTED


@pytest.mark.one_database
@pytest.mark.parametrize(
    "somebody",
    [an_actor(Role.COMMISSIONER, account="another"), an_actor(Role.PARTY_COMMITTEE)],
)
def test_only_its_commissioner_and_staff_act_on_it(register: Database, somebody: Actor) -> None:
    assigned = an_assigned_appeal(register)

    refusal = refused(acted_on, register, assigned, Method.PROVIDE_INFORMATION, by=somebody)

    assert isinstance(refusal, Forbidden)


@pytest.mark.one_database
def test_a_commissioner_who_no_longer_holds_the_office_cannot_act(register: Database) -> None:
    assigned = an_assigned_appeal(register)
    former = an_actor(Role.PARTY_COMMITTEE, LILIN, account=COMMISSIONER.account)

    refusal = refused(acted_on, register, assigned, Method.PROVIDE_INFORMATION, by=former)

    assert isinstance(refusal, Forbidden)


@pytest.mark.one_database
def test_nothing_is_done_before_acceptance(register: Database) -> None:
    submitted = an_appeal(register)
    request = TakeAction(
        appeal_id=submitted.appeal_id, method=Method.PROVIDE_INFORMATION, note="电话答复"
    )

    assert isinstance(refused(done, register, operations.take, STAFF, request), WrongState)


def test_a_proposal_upwards_is_refused_until_something_else_was_tried(register: Database) -> None:
    """R67."""
    assigned = an_assigned_appeal(register)

    refusal = refused(acted_on, register, assigned, Method.PROPOSE_UPWARDS)
    acted = acted_on(register, assigned, Method.REPORT_AND_FOLLOW_UP, Method.PROPOSE_UPWARDS)

    assert field_of(refusal) == ("method", "community_first")
    assert acted.history[-1].method is Method.PROPOSE_UPWARDS


def test_what_was_tried_in_an_earlier_round_counts_for_a_proposal(register: Database) -> None:
    """R67."""
    settled = a_settled_appeal(register)
    reopening = ReopenAppeal(
        appeal_id=settled.id, reason="又堆上了", happened_at=shanghai(2013, 5, 9)
    )
    done(register, closing.reopen, STAFF, reopening)
    request = TakeAction(appeal_id=settled.id, method=Method.PROPOSE_UPWARDS, note="提案")

    acted = done(register, operations.take, COMMISSIONER, request)

    assert acted.round == 2
    assert acted.history[-1].method is Method.PROPOSE_UPWARDS
