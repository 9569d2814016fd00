"""Social workers with specialties and their service centre, staff with duties. R44, R45."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.net import NetPerson, ShowNet
from contracts.volunteers.own_data import EraseOwnVolunteer
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    ListVolunteers,
    VolunteerReceipt,
    VolunteerView,
)
from contracts.volunteers.words import Specialty, StaffDuty, WorkerKind
from contracts.volunteers.workers import SetWork
from runtime.database import Database
from services.volunteers.net import queries as net
from services.volunteers.own_data import operations as own_data
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.volunteers.model import Registration
from services.volunteers.workers import operations
from tests.builders import COMMISSIONER, LILIN, STAFF, done, field_of, refused
from tests.services.volunteers.serving import a_member, a_team, registered
from vocabulary.actors import RESIDENT, Actor
from vocabulary.problems import Forbidden, PreconditionFailed, WrongState

_CENTRE = "荔林社区党群服务中心"
_SOCIAL_WORKER: dict[str, Any] = {
    "work": WorkerKind.SOCIAL_WORKER,
    "specialties": [Specialty.ELDERLY, Specialty.MEDIATION],
    "service_centre": _CENTRE,
    "duties": [],
}
_STAFF: dict[str, Any] = {
    "work": WorkerKind.STAFF,
    "specialties": [],
    "duties": [StaffDuty.COORDINATION, StaffDuty.COSTS],
}
_NEITHER: dict[str, Any] = {"work": None, "specialties": [], "duties": []}


def _set(
    database: Database, receipt: VolunteerReceipt, by: Actor = STAFF, **told: Any
) -> VolunteerView:
    return done(database, operations.set_work, by, SetWork(registration_id=receipt.id, **told))


def _listed(database: Database, **asked: Any) -> list[str]:
    with database.reading() as session:
        found = register.page(session, STAFF, ListVolunteers.read(asked)).items
    return [one.number for one in found]


def _people_in_the_net(database: Database) -> list[NetPerson]:
    with database.reading() as session:
        [team] = net.show(session, STAFF, ShowNet(community=LILIN)).teams
    return team.members


def test_social_workers_and_staff_are_listed_by_what_they_are_for(volunteers: Database) -> None:
    first = registered(volunteers)
    second = registered(volunteers, name="王芳", phone="13900139000")
    registered(volunteers, name="李明", phone="13700137000")

    shown = _set(volunteers, first, **_SOCIAL_WORKER)
    _set(volunteers, second, **_STAFF)

    assert (shown.work, shown.service_centre) == (WorkerKind.SOCIAL_WORKER, _CENTRE)
    assert shown.specialties == [Specialty.ELDERLY, Specialty.MEDIATION]
    assert shown.history[-1].what == "work_set"
    assert _listed(volunteers, work=["social_worker"]) == [first.number]
    assert _listed(volunteers, specialty=["mediation", "youth"]) == [first.number]
    assert _listed(volunteers, specialty=["youth"]) == []
    assert _listed(volunteers, work=["social_worker", "staff"]) == [second.number, first.number]


def test_the_net_says_what_each_of_them_is_for(volunteers: Database) -> None:
    """R68: it holds social workers and staff beside the volunteers."""
    receipt = registered(volunteers)
    a_member(volunteers, a_team(volunteers), receipt)
    _set(volunteers, receipt, **_SOCIAL_WORKER)

    [person] = _people_in_the_net(volunteers)

    assert (person.specialties, person.service_centre, person.duties) == (
        [Specialty.ELDERLY, Specialty.MEDIATION],
        _CENTRE,
        [],
    )
    done(volunteers, registrations.leave, STAFF, LeaveVolunteers(registration_id=receipt.id))
    assert _people_in_the_net(volunteers) == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        (_SOCIAL_WORKER | {"service_centre": None}, ("service_centre", "work_incomplete")),
        (_SOCIAL_WORKER | {"specialties": []}, ("specialties", "work_incomplete")),
        (_SOCIAL_WORKER | {"duties": [StaffDuty.COSTS]}, ("duties", "work_not_so")),
        (_STAFF | {"duties": []}, ("duties", "work_incomplete")),
        (_STAFF | {"service_centre": _CENTRE}, ("service_centre", "work_not_so")),
        (_NEITHER | {"duties": [StaffDuty.COSTS]}, ("duties", "work_not_so")),
    ],
)
def test_each_is_told_with_what_belongs_to_it(
    volunteers: Database, told: dict[str, Any], complaint: tuple[str, str]
) -> None:
    receipt = registered(volunteers)

    assert field_of(refused(_set, volunteers, receipt, **told)) == complaint


@pytest.mark.one_database
def test_a_person_is_a_volunteer_alone_again(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _set(volunteers, receipt, **_STAFF)

    shown = _set(volunteers, receipt, **_NEITHER)

    assert (shown.work, shown.duties) == (None, [])


@pytest.mark.one_database
def test_only_the_workstation_writes_it_down_and_only_while_the_person_is_here(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers)

    assert isinstance(refused(_set, volunteers, receipt, COMMISSIONER, **_STAFF), Forbidden)
    stale = refused(_set, volunteers, receipt, expected_version=9, **_STAFF)
    assert isinstance(stale, PreconditionFailed)
    done(volunteers, registrations.leave, STAFF, LeaveVolunteers(registration_id=receipt.id))
    assert isinstance(refused(_set, volunteers, receipt, **_STAFF), WrongState)


@pytest.mark.one_database
def test_an_erased_person_is_nothing_here_any_more(volunteers: Database) -> None:
    receipt = registered(volunteers)
    _set(volunteers, receipt, **_SOCIAL_WORKER)

    wish = EraseOwnVolunteer(code=receipt.code, phone="13800138000")
    done(volunteers, own_data.erase_own, RESIDENT, wish)

    with volunteers.reading() as session:
        row = session.get_one(Registration, receipt.id)
        assert (row.work, row.specialties, row.service_centre) == (None, [], None)
