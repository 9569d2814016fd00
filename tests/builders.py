"""Actors and appeals for tests: valid by default, one keyword to change a fact.

A builder that takes a database leaves the appeal there in the state of its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid5

import pytest
from sqlalchemy.orm import Session

from bus.work import Delivered
from contracts.appeals.actions import TakeAction
from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.closing import CloseAppeal
from contracts.appeals.intake import AppealSubmitted, ShowAppeal
from contracts.appeals.words import ApplicantGroup, Method, Outcome
from contracts.envelope import wrap
from contracts.recruitment.office import AppointmentBegan
from runtime.database import Database
from runtime.identifiers import new_id
from services.appeals.actions import operations as actions
from services.appeals.assignment import operations as assignment
from services.appeals.closing import operations as closing
from services.appeals.handover import operations as handover
from services.appeals.intake import operations as intake
from services.appeals.intake import queries
from vocabulary.actors import RESIDENT, Actor, Grant, Role
from vocabulary.periods import SHANGHAI
from vocabulary.problems import Problem
from vocabulary.tracking import code_from

STREET = "440305007000"
LILIN, YUELIANGWAN, DENGLIANG = "440305007001", "440305007002", "440305007003"
ABROAD = "440306001001"

P = ParamSpec("P")
T = TypeVar("T")


def shanghai(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment by the clock of the street office."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def an_actor(role: Role, area: str = LILIN, account: str | None = None) -> Actor:
    """Somebody with one role at one area."""
    return Actor(account or f"{role.value}-{area[-3:]}", (Grant(role, area),))


STAFF = an_actor(Role.WORKSTATION_STAFF)
#: Two commissioners of 荔林, in office once `in_office` says so.
HUA, LI = UUID("01970a3c-9000-7000-8000-0000000000c1"), UUID("01970a3c-9000-7000-8000-0000000000c2")
COMMISSIONER = an_actor(Role.COMMISSIONER, account=str(HUA))


def a_submission(**changed: Any) -> AppealSubmitted:
    """Expired fire extinguishers in 荔林, told by a resident who leaves a phone number."""
    appeal_id = changed.pop("appeal_id", None) or new_id()
    usual: dict[str, Any] = {
        "appeal_id": appeal_id,
        "tracking_code": code_from(appeal_id.bytes[8:], b"tests"),
        "community": LILIN,
        "category": "fire_safety",
        "applicant_group": ApplicantGroup.RESIDENT,
        "text": "三栋楼道里的灭火器过期半年了，请来看看。",
        "contact_name": "张美兰",
        "contact_phone": "13800138000",
        "received_at": shanghai(2013, 5, 4),
        "submitted_at": shanghai(2013, 5, 4),
    }
    return AppealSubmitted(**usual | changed)


def delivered(submission: AppealSubmitted, role: str = "resident") -> Delivered[AppealSubmitted]:
    """The same as the bus delivers it."""
    envelope = wrap(
        submission,
        event_id=new_id(),
        time=submission.submitted_at,
        correlation_id="tests",
        actor_role=role,
    )
    return Delivered(submission, envelope)


def an_appeal(register: Database, **changed: Any) -> AppealSubmitted:
    """An appeal that has just entered the register."""
    submission = a_submission(**changed)
    done(register, intake.take_in, RESIDENT, [delivered(submission)])
    return submission


def code_of(submission: AppealSubmitted) -> str:
    """The tracking code on the receipt."""
    assert submission.tracking_code is not None
    return submission.tracking_code


def an_accepted_appeal(register: Database, **changed: Any) -> AppealView:
    """An appeal that the workstation took on."""
    appeal_id = an_appeal(register, **changed).appeal_id
    at = shanghai(2013, 5, 5)
    return done(
        register, assignment.accept, STAFF, AcceptAppeal(appeal_id=appeal_id, happened_at=at)
    )


def a_declined_appeal(register: Database, **changed: Any) -> AppealView:
    """An appeal that the workstation did not take on."""
    appeal_id = an_appeal(register, **changed).appeal_id
    request = DeclineAppeal(
        appeal_id=appeal_id, reason="属于商业纠纷", happened_at=shanghai(2013, 5, 5)
    )
    return done(register, assignment.decline, STAFF, request)


def appointment_of(account: UUID, community: str = LILIN) -> UUID:
    """The appointment by which `in_office` brings somebody into office in a community."""
    return uuid5(account, community)


def in_office(register: Database, *accounts: UUID, **changed: Any) -> None:
    """The register hears that these came into office, in 荔林 before every appeal, or as changed."""
    for account in accounts:
        usual: dict[str, Any] = {
            "appointment_id": appointment_of(account, changed.get("community", LILIN)),
            "community": LILIN,
            "commissioner": account,
            "began_on": dt.date(2012, 9, 3),
            "version": 5,
        }
        done(register, handover.begin_term, AppointmentBegan(**usual | changed))


def an_assigned_appeal(register: Database, **changed: Any) -> AppealView:
    """An appeal in the commissioner's hands."""
    appeal_id = an_accepted_appeal(register, **changed).id
    in_office(register, HUA)
    request = AssignAppeal(
        appeal_id=appeal_id,
        commissioner=COMMISSIONER.account or "",
        happened_at=shanghai(2013, 5, 6),
    )
    return done(register, assignment.assign, STAFF, request)


def acted_on(
    register: Database, appeal: AppealView, *methods: Method, by: Actor = COMMISSIONER
) -> AppealView:
    """The appeal after one action with each of these methods."""
    for method in methods:
        request = TakeAction(
            appeal_id=appeal.id, method=method, note="上门查看。", happened_at=shanghai(2013, 5, 7)
        )
        appeal = done(register, actions.take, by, request)
    return appeal


def a_settled_appeal(register: Database, **changed: Any) -> AppealView:
    """An appeal settled on the spot by its commissioner."""
    appeal = an_assigned_appeal(register, **changed)
    acted_on(register, appeal, Method.SETTLE_ON_THE_SPOT)
    request = CloseAppeal(
        appeal_id=appeal.id, outcome=Outcome.SETTLED, happened_at=shanghai(2013, 5, 8)
    )
    done(register, closing.close, COMMISSIONER, request)
    return shown(register, appeal.id)


def shown(register: Database, appeal_id: Any, actor: Actor = STAFF) -> AppealView:
    """The appeal as somebody sees it now, with its history."""
    with register.reading() as session:
        return queries.show(session, actor, ShowAppeal(appeal_id=appeal_id))


def done(
    database: Database,
    operation: Callable[Concatenate[Session, P], T],
    *arguments: P.args,
    **named: P.kwargs,
) -> T:
    """What an operation answers, in a transaction of its own."""
    with database.writing() as session:
        return operation(session, *arguments, **named)


def refused(action: Callable[P, Any], *arguments: P.args, **named: P.kwargs) -> Problem:
    """The Problem with which something is refused; a failure if it is not."""
    with pytest.raises(Problem) as refusal:
        action(*arguments, **named)
    return refusal.value


def field_of(problem: Problem) -> tuple[str, str]:
    """Which field a Problem names, and the code it gives."""
    (error,) = problem.fields
    return error.field, error.code
