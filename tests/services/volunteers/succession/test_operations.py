"""People who could follow a commissioner: only who served or led for a year, and agrees. R46."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.volunteers.own_data import EraseOwnVolunteer
from contracts.volunteers.succession import (
    ChooseOwnSuccession,
    ListSuccessors,
    ShowOwnSuccession,
    SuccessionWish,
    Successor,
)
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import LeaveVolunteers, MeetVolunteer, VolunteerReceipt
from contracts.volunteers.words import (
    AgeGroup,
    GroupKind,
    GroupRole,
    GroupState,
    SuccessorReason,
)
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.groups.model import Group, PersonOfGroup
from services.volunteers.memberships.model import Membership
from services.volunteers.own_data import operations as own_data
from services.volunteers.registrations import operations as registrations
from services.volunteers.succession import operations, queries
from services.volunteers.volunteers.model import Volunteer
from tests.builders import COMMISSIONER, LILIN, STAFF, an_actor, done, refused
from tests.services.volunteers.serving import a_member, a_team, person_of, registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, WrongState

_YEAR = 365


def _successors(database: Database, team: TeamView, by: Actor = STAFF) -> list[Successor]:
    with database.reading() as session:
        return queries.of_team(session, by, ListSuccessors(team_id=team.id)).items


def _agrees(database: Database, receipt: VolunteerReceipt, *, wish: bool = True) -> SuccessionWish:
    wanted = ChooseOwnSuccession(code=receipt.code, may_succeed=wish)
    return done(database, operations.choose_own, RESIDENT, wanted)


def _served(database: Database, team: TeamView, days: int, phone: str) -> VolunteerReceipt:
    """A member who has been met, for so many days."""
    receipt = registered(database, phone=phone)
    membership = a_member(database, team, receipt)
    with database.writing() as session:
        row = session.get_one(Membership, membership.id)
        row.began_on = day_of(clock.now()) - dt.timedelta(days=days)
    return receipt


def _leads(database: Database, team: TeamView, receipt: VolunteerReceipt, days: int) -> None:
    began = day_of(clock.now()) - dt.timedelta(days=days)
    person = person_of(database, receipt)
    with database.writing() as session:
        group = Group(
            id=new_id(),
            community=LILIN,
            number="〔2013〕1",
            name="荔林合唱队",
            kind=GroupKind.INTEREST_GROUP,
            category=team.category,
            post_id=team.post_id,
            founded_on=began,
            state=GroupState.ACTIVE,
            version=1,
        )
        session.add(group)
        session.flush()
        session.add(
            PersonOfGroup(
                id=new_id(),
                group_id=group.id,
                community=LILIN,
                role=GroupRole.LEADER,
                volunteer_id=person,
                since=began,
            )
        )


def test_who_served_for_a_year_is_shown_once_they_agree_and_not_otherwise(
    volunteers: Database,
) -> None:
    team = a_team(volunteers)
    agrees = _served(volunteers, team, _YEAR, "13800138001")
    _served(volunteers, team, _YEAR, "13800138002")
    too_short = _served(volunteers, team, _YEAR - 1, "13800138003")
    _agrees(volunteers, too_short)
    before = _successors(volunteers, team)

    _agrees(volunteers, agrees)

    [only] = _successors(volunteers, team)
    since = day_of(clock.now()) - dt.timedelta(days=_YEAR)
    assert before == []
    assert only.registration_id == agrees.id
    assert [(one.reason, one.since) for one in only.grounds] == [(SuccessorReason.SERVED, since)]
    assert only.name == "陈*"
    _agrees(volunteers, agrees, wish=False)
    assert _successors(volunteers, team) == []


@pytest.mark.one_database
def test_who_led_a_group_of_the_post_for_a_year_comes_first(volunteers: Database) -> None:
    team = a_team(volunteers)
    served = _served(volunteers, team, _YEAR, "13800138001")
    leads = registered(volunteers, name="王芳", phone="13900139000")
    done(volunteers, registrations.meet, STAFF, MeetVolunteer(registration_id=leads.id))
    _leads(volunteers, team, leads, 2 * _YEAR)
    for one in (served, leads):
        _agrees(volunteers, one)

    found = _successors(volunteers, team)

    assert [one.registration_id for one in found] == [leads.id, served.id]
    assert [one.reason for one in found[0].grounds] == [SuccessorReason.LED]


@pytest.mark.one_database
def test_minors_and_who_left_or_was_erased_are_never_shown(volunteers: Database) -> None:
    team = a_team(volunteers)
    minor, left, erased = (
        _served(volunteers, team, _YEAR, f"1380013800{number}") for number in range(3)
    )
    for one in (minor, left, erased):
        _agrees(volunteers, one)
    young = person_of(volunteers, minor)
    with volunteers.writing() as session:
        session.get_one(Volunteer, young).age_group = AgeGroup.AGED_14_TO_17
    done(volunteers, registrations.leave, STAFF, LeaveVolunteers(registration_id=left.id))
    wanted = EraseOwnVolunteer(code=erased.code, phone="13800138002")
    done(volunteers, own_data.erase_own, RESIDENT, wanted)

    assert _successors(volunteers, team) == []
    assert isinstance(refused(_agrees, volunteers, left), WrongState)
    with volunteers.reading() as session:
        assert not queries.show_own(session, ShowOwnSuccession(code=erased.code)).may_succeed


@pytest.mark.one_database
def test_only_those_who_manage_teams_see_them(volunteers: Database) -> None:
    team = a_team(volunteers)

    assert _successors(volunteers, team, an_actor(Role.PARTY_COMMITTEE)) == []
    assert isinstance(refused(_successors, volunteers, team, COMMISSIONER), Forbidden)
