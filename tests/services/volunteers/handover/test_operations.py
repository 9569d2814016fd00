"""The team of a post when its commissioner leaves: to the next one, or to the workstation."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.words import EndReason
from contracts.volunteers.activities import ShowActivity
from contracts.volunteers.handover import TeamsHandedOver
from contracts.volunteers.memberships import (
    AcceptOwnMembership,
    MembershipView,
    ShowMembership,
)
from contracts.volunteers.notices import (
    TEAM_HANDED_OVER,
    TEAM_HANDED_OVER_BY_CODE,
    TEAM_PARKED,
    TEAM_PARKED_BY_CODE,
)
from contracts.volunteers.teams import ShowTeam, TeamView
from contracts.volunteers.volunteers import NameVolunteerAccount
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.activities import queries as activities_found
from services.volunteers.handover import operations
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.memberships.model import Membership
from services.volunteers.registrations import operations as registrations
from services.volunteers.teams import queries as teams_found
from tests.builders import HUA, LI, LILIN, STAFF, done
from tests.outboxes import events, wishes
from tests.services.volunteers.serving import (
    APPOINTMENT,
    POST,
    a_member,
    a_team,
    met,
    offered,
    person_of,
    planned,
    published,
    registered,
)
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of


def _ended(**changed: Any) -> AppointmentEnded:
    usual: dict[str, Any] = {
        "appointment_id": APPOINTMENT,
        "community": LILIN,
        "commissioner": HUA,
        "ended_on": day_of(clock.now()),
        "reason": EndReason.RESIGNED,
        "post_id": POST,
        "version": 6,
    }
    return AppointmentEnded(**usual | changed)


def _follows(database: Database, account: UUID = LI) -> None:
    began = AppointmentBegan(
        appointment_id=new_id(),
        community=LILIN,
        commissioner=account,
        began_on=day_of(clock.now()),
        post_id=POST,
        version=5,
    )
    _handled(database, operations.begin, began)


def _handled(database: Database, operation: Any, event: Any) -> None:
    with database.writing() as session:
        operation(session, event)


def _team(database: Database, team: TeamView) -> TeamView:
    with database.reading() as session:
        return teams_found.show(session, STAFF, ShowTeam(team_id=team.id))


def _told(database: Database, appointment_id: UUID = APPOINTMENT) -> list[TeamsHandedOver]:
    found = events(database, appointment_id)
    return [one for one in found if isinstance(one, TeamsHandedOver)]


def test_team_and_what_it_plans_go_to_the_successor_on_the_post(volunteers: Database) -> None:
    team = a_team(volunteers)
    activities = [published(volunteers, team), planned(volunteers, team)]
    _follows(volunteers)
    with volunteers.reading() as session:
        before = [
            activities_found.show(session, STAFF, ShowActivity(activity_id=one.id)).commissioner
            for one in activities
        ]

    _handled(volunteers, operations.end, _ended(successor=LI))

    with volunteers.reading() as session:
        after = [
            activities_found.show(session, STAFF, ShowActivity(activity_id=one.id))
            for one in activities
        ]
    assert before == [str(LI)] * 2
    assert [one.commissioner for one in after] == [str(LI)] * 2
    assert [(one.history or [])[-1].what for one in after] == ["handed_over"] * 2
    assert _team(volunteers, team).commissioner == str(LI)
    [told] = _told(volunteers)
    assert (told.successor, told.portions, told.version) == (LI, 1, 1)
    assert [(one.team_id, one.commissioner) for one in told.teams] == [(team.id, LI)]
    assert [one.number for one in told.activities] == [one.number for one in activities]


def test_without_a_successor_the_workstation_keeps_the_team(volunteers: Database) -> None:
    """Its members are told, each once, and may leave: a text message where there is no account."""
    team = a_team(volunteers)
    activity = published(volunteers, team)
    with_code = registered(volunteers)
    a_member(volunteers, team, with_code)
    with_account = registered(volunteers, name="王芳", phone="13900139000")
    a_member(volunteers, team, with_account)
    account = new_id()
    named = NameVolunteerAccount(registration_id=with_account.id, account=account)
    done(volunteers, registrations.name_account, STAFF, named)
    offered(volunteers, team, registered(volunteers, name="李强", phone="13700137000"))

    for _ in range(2):
        _handled(volunteers, operations.end, _ended())

    shown = _team(volunteers, team)
    assert (shown.commissioner, (shown.history or [])[-1].what) == (None, "handed_over")
    [told] = _told(volunteers)
    assert [(one.team_id, one.commissioner) for one in told.teams] == [(team.id, None)]
    assert [one.activity_id for one in told.activities] == [activity.id]
    [by_code], [by_account] = (
        wishes(volunteers, TEAM_PARKED_BY_CODE),
        wishes(volunteers, TEAM_PARKED),
    )
    assert by_code.volunteers == [person_of(volunteers, with_code)]
    assert by_account.accounts == [account]

    _follows(volunteers)

    assert _team(volunteers, team).commissioner == str(LI)
    [by_code] = wishes(volunteers, TEAM_HANDED_OVER_BY_CODE)
    [by_account] = wishes(volunteers, TEAM_HANDED_OVER)
    assert (len(by_code.volunteers), len(by_account.accounts)) == (1, 1)


def test_an_end_without_a_team_is_told_too(volunteers: Database) -> None:
    """The hand-over list waits for it."""
    ended = _ended(appointment_id=new_id(), post_id=new_id())
    _handled(volunteers, operations.end, ended)

    [told] = _told(volunteers, ended.appointment_id)

    assert (told.teams, told.activities, told.portions) == ([], [], 1)


def test_an_old_end_finds_the_post_by_its_beginning(volunteers: Database) -> None:
    team = a_team(volunteers)

    _handled(volunteers, operations.end, _ended(post_id=None))

    assert _team(volunteers, team).commissioner is None


def test_an_end_before_the_team_was_founded_hands_nothing_over(volunteers: Database) -> None:
    a_team(volunteers)
    _follows(volunteers)
    long_ago = day_of(clock.now()) - dt.timedelta(days=30)

    _handled(volunteers, operations.end, _ended(ended_on=long_ago))

    assert [told.teams for told in _told(volunteers)] == [[]]


def test_an_offer_that_is_accepted_while_the_team_is_handed_over(volunteers: Database) -> None:
    """The member is told, or the membership says the commissioner who came."""
    team = a_team(volunteers)
    receipts = [registered(volunteers, phone=f"1380013800{number}") for number in range(6)]
    made = [offered(volunteers, team, receipt) for receipt in receipts]
    for receipt in receipts:
        met(volunteers, receipt)
    accepted = [
        AcceptOwnMembership(code=receipt.code, membership_id=one.id)
        for receipt, one in zip(receipts, made, strict=True)
    ]

    def accept(one: AcceptOwnMembership) -> MembershipView:
        return done(volunteers, memberships.accept_own, RESIDENT, one)

    with ThreadPoolExecutor(4) as threads:
        began = [threads.submit(accept, one) for one in accepted[:3]]
        left = threads.submit(_handled, volunteers, operations.end, _ended())
        began += [threads.submit(accept, one) for one in accepted[3:]]
        wait_for_all: list[Future[Any]] = [*began, left]
        for finished in wait_for_all:
            finished.result()

    told = {one for wish in wishes(volunteers, TEAM_PARKED_BY_CODE) for one in wish.volunteers}
    with volunteers.reading() as session:
        for one in made:
            shown = memberships_found.show(session, STAFF, ShowMembership(membership_id=one.id))
            held_by = session.get_one(Membership, one.id).commissioner
            assert shown.state == "accepted"
            assert (held_by is None) is (one.volunteer_id not in told)


def test_a_term_told_before_its_day_reaches_the_team_on_that_day(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tells of it again: the clock gives the team over, once, and tells the members."""
    team = a_team(volunteers)
    a_member(volunteers, team, registered(volunteers))
    today = day_of(clock.now())
    tomorrow = today + dt.timedelta(days=1)
    began = AppointmentBegan(
        appointment_id=new_id(),
        community=LILIN,
        commissioner=LI,
        began_on=tomorrow,
        post_id=POST,
        version=5,
    )
    _handled(volunteers, operations.begin, began)
    _handled(volunteers, operations.end, _ended(ended_on=tomorrow))
    before = _due(volunteers, today), _team(volunteers, team).commissioner
    later = clock.now() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    followed = [_due(volunteers, tomorrow), _due(volunteers, tomorrow)]

    assert before == (0, str(HUA))
    assert followed == [1, 0]
    assert _team(volunteers, team).commissioner == str(LI)
    assert len(wishes(volunteers, TEAM_HANDED_OVER_BY_CODE)) == 1


def _due(database: Database, today: dt.date) -> int:
    with database.writing() as session:
        return operations.follow_due(session, today)
