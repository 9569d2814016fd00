"""Volunteers of another community are not found, by whichever way they are named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from contracts.volunteers.groups import FoundGroup, NameGroupPerson
from contracts.volunteers.hour_certificates import IssueHourCertificate
from contracts.volunteers.hours import EnterHours
from contracts.volunteers.invitations import JoinByInvitation, MakeInvitation
from contracts.volunteers.memberships import OfferMembership
from contracts.volunteers.sign_ups import RecordSignUp, RecordUnannounced, SignUp
from contracts.volunteers.volunteers import ShowVolunteer, VolunteerReceipt
from contracts.volunteers.words import GroupKind, GroupRole
from runtime.database import Database
from services.volunteers.attendance import operations as attendance
from services.volunteers.entered_hours import operations as entered_hours
from services.volunteers.group_people import operations as group_people
from services.volunteers.groups import operations as groups
from services.volunteers.hour_certificates import operations as certificates
from services.volunteers.invitations import operations as invitations
from services.volunteers.memberships import operations as memberships
from services.volunteers.register import queries as register
from services.volunteers.sign_ups import operations as sign_ups
from tests.builders import DENGLIANG, LILIN, STAFF, an_actor, done, refused
from tests.services.volunteers.serving import a_team, published, registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import NotFound
from vocabulary.tracking import code_from

Operation = Callable[[Session, Actor, Any], Any]


@dataclass(frozen=True)
class Stranger:
    """A volunteer of another community, as they can be named here."""

    receipt: VolunteerReceipt
    person: UUID
    number: str


@pytest.fixture
def stranger(volunteers: Database) -> Stranger:
    """A person who is registered in 登良 alone."""
    # Two, because numbers begin anew in each community.
    registered(volunteers, community=DENGLIANG, phone="13700137000")
    receipt = registered(volunteers, community=DENGLIANG)
    at_home = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    with volunteers.reading() as session:
        wanted = ShowVolunteer(registration_id=receipt.id)
        seen = register.show(session, at_home, wanted)
    return Stranger(receipt, seen.volunteer_id, seen.number)


@pytest.mark.one_database
def test_a_volunteer_of_another_community_is_not_found_anywhere(
    volunteers: Database, stranger: Stranger
) -> None:
    """They were answered 422 in some places, which tells that there is such a person."""
    team = a_team(volunteers)
    activity = published(volunteers, team)
    shift = activity.shifts[0]
    link = code_from(b"12345678", b"links")
    made = MakeInvitation(team_id=team.id, label="海报", days=9, code=link)
    done(volunteers, invitations.make, STAFF, made)
    group = done(
        volunteers,
        groups.found,
        STAFF,
        FoundGroup(
            community=LILIN,
            name="荔林合唱队",
            kind=GroupKind.INTEREST_GROUP,
            category=PostCategory.OTHER,
            founded_on=dt.date(2013, 5, 1),
        ),
    )
    person, code = stranger.person, stranger.receipt.code
    ways: dict[str, tuple[Operation, Actor, Any]] = {
        "offer": (
            memberships.offer,
            STAFF,
            OfferMembership(team_id=team.id, volunteer_id=person),
        ),
        "sign-up by a clerk": (
            sign_ups.record,
            STAFF,
            RecordSignUp(shift_id=shift.id, volunteer_id=person),
        ),
        "own sign-up": (sign_ups.sign_up, RESIDENT, SignUp(shift_id=shift.id, code=code)),
        "at the door by id": (
            attendance.record_unannounced,
            STAFF,
            RecordUnannounced(shift_id=shift.id, volunteer_id=person),
        ),
        "at the door by number": (
            attendance.record_unannounced,
            STAFF,
            RecordUnannounced(shift_id=shift.id, number=stranger.number),
        ),
        "entered hours": (
            entered_hours.enter,
            STAFF,
            EnterHours(
                shift_id=shift.id,
                volunteer_id=person,
                began_at=shift.starts_at,
                ended_at=shift.ends_at,
            ),
        ),
        "link of a team": (
            invitations.join,
            RESIDENT,
            JoinByInvitation(invitation=link, code=code),
        ),
        "group": (
            group_people.name,
            STAFF,
            NameGroupPerson(
                group_id=group.id, role=GroupRole.MEMBER, registration_id=stranger.receipt.id
            ),
        ),
        "certificate": (
            certificates.issue,
            STAFF,
            IssueHourCertificate(registration_id=stranger.receipt.id, in_charge="李建华"),
        ),
    }

    refusals = {
        way: refused(done, volunteers, operation, actor, request)
        for way, (operation, actor, request) in ways.items()
    }

    assert {way: type(one) for way, one in refusals.items()} == dict.fromkeys(ways, NotFound)
    assert [way for way, one in refusals.items() if DENGLIANG in one.zh] == []
