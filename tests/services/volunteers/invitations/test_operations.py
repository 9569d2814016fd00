"""Links into a team: made, withdrawn, over; and the people who come by one. R43."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.volunteers.invitations import (
    InvitationView,
    JoinByInvitation,
    ListInvitations,
    MakeInvitation,
    RegisterByInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.volunteers.memberships import (
    AcceptOwnMembership,
    DeclineOwnMembership,
    ListOwnMemberships,
    MembershipBegan,
    MembershipView,
)
from contracts.volunteers.notices import MEMBERSHIP_OFFERED_BY_CODE
from contracts.volunteers.teams import TeamView
from contracts.volunteers.volunteers import MeetVolunteer, VolunteerReceipt
from contracts.volunteers.words import AgeGroup, InvitationState, MembershipState
from runtime import clock
from runtime.database import Database
from services.volunteers.invitations import operations, queries, rules
from services.volunteers.invitations.model import Invitation
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.memberships.model import Membership
from services.volunteers.registrations import operations as registrations
from tests.builders import COMMISSIONER, DENGLIANG, HUA, LI, STAFF, an_actor, done, refused
from tests.outboxes import events, wishes
from tests.services.volunteers.handover.test_operations import _follows as follows
from tests.services.volunteers.serving import a_member, a_team, offered, registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState
from vocabulary.tracking import code_from


def _a_code() -> str:
    return code_from(secrets.token_bytes(8), b"tests")


def _made(
    database: Database, team: TeamView, by: Actor = COMMISSIONER, **changed: Any
) -> tuple[InvitationView, str]:
    code = _a_code()
    wanted: dict[str, Any] = {"team_id": team.id, "label": "三栋公告栏", "code": code}
    return done(database, operations.make, by, MakeInvitation(**wanted | changed)), code


def _came(database: Database, link: str, **changed: Any) -> VolunteerReceipt:
    person: dict[str, Any] = {
        "name": "王芳",
        "phone": "13900139000",
        "age_group": AgeGroup.ADULT,
        "skills": [],
        "interests": [],
        "free_times": [],
    }
    wanted = RegisterByInvitation(invitation=link, code=_a_code(), **person | changed)
    return done(database, operations.register, RESIDENT, wanted)


def _own(database: Database, receipt: VolunteerReceipt) -> MembershipView:
    with database.reading() as session:
        asked = ListOwnMemberships(code=receipt.code)
        [only] = memberships_found.of_person(session, asked).items
    return only


def _met(database: Database, receipt: VolunteerReceipt, by: Actor = COMMISSIONER) -> None:
    done(database, registrations.meet, by, MeetVolunteer(registration_id=receipt.id))


def _accepted(database: Database, receipt: VolunteerReceipt) -> MembershipView:
    answer = AcceptOwnMembership(code=receipt.code, membership_id=_own(database, receipt).id)
    return done(database, memberships.accept_own, RESIDENT, answer)


def test_a_person_registers_by_a_link_is_met_and_then_decides(volunteers: Database) -> None:
    """The commissioner who made the link is told as the recruiter, by the event too."""
    team = a_team(volunteers)
    _link, code = _made(volunteers, team)
    receipt = _came(volunteers, code)
    early, at_first = _own(volunteers, receipt), wishes(volunteers, MEMBERSHIP_OFFERED_BY_CODE)
    refusal = refused(_accepted, volunteers, receipt)

    _met(volunteers, receipt)
    after = _own(volunteers, receipt)
    accepted = _accepted(volunteers, receipt)

    assert (early.state, early.to_meet, early.possible) == (
        MembershipState.OFFERED,
        receipt.id,
        ["refusal"],
    )
    assert isinstance(refusal, WrongState)
    assert (after.to_meet, after.possible) == (None, ["acceptance", "refusal"])
    assert after.answer_by == day_of(clock.now()) + dt.timedelta(days=14)
    assert [one.what for one in accepted.history or []] == ["came_by_link", "met", "accepted"]
    assert (at_first, len(wishes(volunteers, MEMBERSHIP_OFFERED_BY_CODE))) == ([], 1)
    [began] = [one for one in events(volunteers, accepted.id) if isinstance(one, MembershipBegan)]
    assert (began.recruited_by, began.team_id) == (HUA, team.id)


def test_only_a_print_of_the_code_is_kept(volunteers: Database) -> None:
    _link, code = _made(volunteers, a_team(volunteers))

    with volunteers.reading() as session:
        row = session.execute(sa.select(Invitation.__table__)).one()

    assert not [value for value in row if isinstance(value, str) and code in value]
    assert rules.print_of(code.lower().replace("-", " ")) in tuple(row)


@pytest.mark.one_database
def test_a_volunteer_with_a_code_comes_by_a_link_even_after_declining(
    volunteers: Database,
) -> None:
    """Nobody asks them again for ninety days; but they may come by themselves."""
    team = a_team(volunteers)
    receipt = registered(volunteers)
    asked = offered(volunteers, team, receipt)
    done(
        volunteers,
        memberships.decline_own,
        RESIDENT,
        DeclineOwnMembership(code=receipt.code, membership_id=asked.id),
    )
    _link, code = _made(volunteers, team)
    wanted = JoinByInvitation(invitation=code, code=receipt.code)

    came = done(volunteers, operations.join, RESIDENT, wanted)
    twice = refused(done, volunteers, operations.join, RESIDENT, wanted)

    assert (came.state, came.to_meet) == (MembershipState.OFFERED, receipt.id)
    assert isinstance(twice, WrongState)


@pytest.mark.one_database
def test_who_is_a_member_or_lives_elsewhere_does_not_come_by_it(volunteers: Database) -> None:
    team = a_team(volunteers)
    member, elsewhere = registered(volunteers), registered(volunteers, community=DENGLIANG)
    a_member(volunteers, team, member)
    _link, code = _made(volunteers, team)

    refusals = [
        refused(
            done,
            volunteers,
            operations.join,
            RESIDENT,
            JoinByInvitation(invitation=code, code=one.code),
        )
        for one in (member, elsewhere)
    ]

    assert [type(one) for one in refusals] == [WrongState, NotFound]


def test_a_link_that_was_withdrawn_or_is_over_leads_nowhere(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_team(volunteers)
    link, code = _made(volunteers, team)
    _other, other = _made(volunteers, team, days=1)
    receipt = _came(volunteers, code)
    wanted = WithdrawInvitation(team_id=team.id, invitation_id=link.id)

    withdrawn = done(volunteers, operations.withdraw, STAFF, wanted)

    assert (withdrawn.state, withdrawn.joined, withdrawn.possible) == (
        InvitationState.WITHDRAWN,
        1,
        [],
    )
    assert isinstance(refused(done, volunteers, operations.withdraw, STAFF, wanted), WrongState)
    assert isinstance(refused(_came, volunteers, code, phone="13900139001"), WrongState)
    assert _own(volunteers, receipt).state is MembershipState.OFFERED
    later = clock.now() + dt.timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    with volunteers.reading() as session:
        shown = queries.all_of(session, COMMISSIONER, ListInvitations(team_id=team.id)).items
        problem = refused(queries.show, session, ShowInvitation(invitation=other))
        unknown = refused(queries.show, session, ShowInvitation(invitation=_a_code()))
    assert [one.state for one in shown] == [InvitationState.OVER, InvitationState.WITHDRAWN]
    assert (type(problem), type(unknown)) == (WrongState, NotFound)


@pytest.mark.one_database
def test_links_of_a_commissioner_who_left_end_and_those_of_the_workstation_stay(
    volunteers: Database,
) -> None:
    team = a_team(volunteers)
    own, _code = _made(volunteers, team)
    stations, _other = _made(volunteers, team, by=STAFF)

    follows(volunteers)

    with volunteers.reading() as session:
        found = queries.all_of(session, STAFF, ListInvitations(team_id=team.id)).items
    states = {one.id: one.state for one in found}
    assert states == {own.id: InvitationState.WITHDRAWN, stations.id: InvitationState.OPEN}


@pytest.mark.one_database
def test_only_those_who_lead_the_team_make_links_and_not_without_end(volunteers: Database) -> None:
    team = a_team(volunteers)
    other = an_actor(Role.COMMISSIONER, account=str(LI))
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    assert isinstance(refused(_made, volunteers, team, other), Forbidden)
    assert isinstance(refused(_made, volunteers, team, elsewhere), (NotFound, Forbidden))
    for _ in range(rules.OPEN_MOST):
        _made(volunteers, team)

    assert isinstance(refused(_made, volunteers, team), WrongState)


@pytest.mark.one_database
def test_an_offer_by_a_link_waits_longer_for_the_meeting(volunteers: Database) -> None:
    """The person cannot help it if nobody has time to meet them within the days for an answer."""
    team = a_team(volunteers)
    _link, code = _made(volunteers, team)
    receipt = _came(volunteers, code)

    with volunteers.writing() as session:
        lapsed = memberships.lapse(session, clock.now() + dt.timedelta(days=20))
    with volunteers.reading() as session:
        kept = session.scalars(sa.select(Membership)).one()

    assert (lapsed, kept.state) == (0, MembershipState.OFFERED)
    assert _own(volunteers, receipt).to_meet == receipt.id
