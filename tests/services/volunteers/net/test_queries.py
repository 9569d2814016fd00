"""The net of a community: who works with whom, on both databases. R68."""

from __future__ import annotations

import pytest

from contracts.volunteers.memberships import AcceptOwnMembership, OfferMembership
from contracts.volunteers.net import Net, ShowNet
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import MeetVolunteer, VolunteerReceipt
from contracts.volunteers.words import MembershipKind
from runtime.database import Database
from services.volunteers.memberships import operations as memberships
from services.volunteers.net import queries
from services.volunteers.registrations import operations as registrations
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    done,
    refused,
)
from tests.services.volunteers.serving import (
    a_member,
    a_team,
    another_team,
    met,
    offered,
    person_of,
    registered,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.problems import NotFound


def _net(database: Database, by: Actor = STAFF, community: str = LILIN) -> Net:
    with database.reading() as session:
        return queries.show(session, by, ShowNet(community=community))


def _joins(
    database: Database, team: TeamView, receipt: VolunteerReceipt, kind: MembershipKind
) -> None:
    person = person_of(database, receipt)
    wanted = OfferMembership(team_id=team.id, volunteer_id=person, kind=kind)
    made = done(database, memberships.offer, STAFF, wanted)
    met(database, receipt)
    answer = AcceptOwnMembership(code=receipt.code, membership_id=made.id)
    done(database, memberships.accept_own, RESIDENT, answer)


def test_the_net_names_commissioners_and_their_people_masked(volunteers: Database) -> None:
    led, parked = a_team(volunteers), another_team(volunteers)
    member, worker = (
        registered(volunteers),
        registered(volunteers, name="王芳", phone="13900139000"),
    )
    a_member(volunteers, led, member)
    _joins(volunteers, parked, member, MembershipKind.VOLUNTEER)
    _joins(volunteers, led, worker, MembershipKind.SOCIAL_WORKER)
    waits = registered(volunteers, name="李强", phone="13700137000")
    offered(volunteers, led, waits)
    done(volunteers, registrations.meet, STAFF, MeetVolunteer(registration_id=waits.id))

    net = _net(volunteers)

    told = {one.team_id: one for one in net.teams}
    assert [(one.name, one.kind) for one in told[led.id].members] == [
        ("王*", MembershipKind.SOCIAL_WORKER),
        ("陈*", MembershipKind.VOLUNTEER),
    ]
    assert (told[led.id].commissioner, told[parked.id].commissioner) == (str(HUA), None)
    assert [told[one].member_count for one in (led.id, parked.id)] == [2, 1]
    # One person in two teams counts once; one who was only asked belongs to none.
    assert (net.people, net.without_team) == (2, 1)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("by", "sees"),
    [
        (an_actor(Role.STREET_OFFICER, area=STREET), True),
        (an_actor(Role.PARTY_COMMITTEE), True),
        (COMMISSIONER, True),
        (an_actor(Role.VOLUNTEER), False),
        (an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG), False),
    ],
)
def test_only_those_who_read_volunteers_of_the_community_see_it(
    volunteers: Database, by: Actor, *, sees: bool
) -> None:
    a_team(volunteers)

    if sees:
        assert len(_net(volunteers, by).teams) == 1
    else:
        assert isinstance(refused(_net, volunteers, by), NotFound)


@pytest.mark.one_database
def test_a_large_net_counts_those_whom_it_does_not_name(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_team(volunteers)
    for number in range(3):
        a_member(volunteers, team, registered(volunteers, phone=f"1390013900{number}"))
    monkeypatch.setattr(queries, "NAMED_MOST", 2)

    [told] = _net(volunteers).teams

    assert (len(told.members), told.member_count) == (2, 3)
