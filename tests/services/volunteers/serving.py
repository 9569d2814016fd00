"""Builders of the line: a volunteer, a team, an activity, hours; valid by default."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from contracts.gateway.areas import AreaName, AreaPublished
from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.office import AppointmentBegan
from contracts.recruitment.posts import PostOpened
from contracts.recruitment.words import PostCategory, PostState
from contracts.volunteers.activities import (
    ActivityView,
    ApproveActivity,
    PlanActivity,
    PublishActivity,
    ShiftBody,
    SubmitActivity,
)
from contracts.volunteers.hours import AttestHours, HoursView, ListHours
from contracts.volunteers.memberships import (
    AcceptOwnMembership,
    MembershipView,
    OfferMembership,
)
from contracts.volunteers.sign_ups import CheckIn, SignUp, SignUpView
from contracts.volunteers.teams import FoundTeam, ShowTeam, TeamView
from contracts.volunteers.volunteers import (
    MeetVolunteer,
    RegisterVolunteer,
    ShowVolunteer,
    VolunteerReceipt,
)
from contracts.volunteers.words import AgeGroup, FreeTime, Presence, RegistrationState
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.activities import operations as activities
from services.volunteers.attendance import operations as attendance
from services.volunteers.consents import operations as consents
from services.volunteers.handover import operations as handover
from services.volunteers.hours import operations as hours
from services.volunteers.hours import queries as hours_found
from services.volunteers.memberships import operations as memberships
from services.volunteers.posts import operations as posts
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.teams import operations as teams
from services.volunteers.teams import queries as teams_found
from services.volunteers.teams.model import Team
from services.volunteers.volunteers import operations
from tests.builders import COMMISSIONER, HUA, LILIN, STAFF
from vocabulary.actors import RESIDENT, Actor
from vocabulary.areas import level_of
from vocabulary.tracking import code_from

POST = UUID("01970a3c-9000-7000-8000-0000000000d1")
OTHER_POST = UUID("01970a3c-9000-7000-8000-0000000000d3")
APPOINTMENT = UUID("01970a3c-9000-7000-8000-0000000000d2")


def an_area(code: str) -> AreaPublished:
    """What the gateway tells of an area."""
    name = AreaName(name_zh=f"社区{code[-3:]}", name_en=f"Community {code[-3:]}")
    return AreaPublished(code=code, level=level_of(code), names=[name], is_sample=True, version=1)


def a_post() -> PostOpened:
    """What recruitment tells of a post of 荔林."""
    return PostOpened(
        post_id=POST,
        community=LILIN,
        number="〔2013〕1",
        category=PostCategory.FIRE_SAFETY,
        title="消防安全社区专员",
        state=PostState.OPEN,
        version=1,
    )


def in_office() -> AppointmentBegan:
    """What recruitment tells of the commissioner on it."""
    return AppointmentBegan(
        appointment_id=APPOINTMENT,
        community=LILIN,
        commissioner=HUA,
        began_on=dt.date(2013, 1, 7),
        post_id=POST,
        version=5,
    )


def keep_post(database: Database) -> None:
    """Let recruitment tell of the post and of its commissioner."""
    with database.writing() as session:
        posts.keep_posts(session, [a_post()])
        handover.begin(session, in_office())


def a_registration(**changed: Any) -> RegisterVolunteer:
    """What an adult tells."""
    usual: dict[str, Any] = {
        "name": "陈秀英",
        "phone": "13800138000",
        "age_group": AgeGroup.ADULT,
        "skills": ["first_aid"],
        "interests": [],
        "free_times": [FreeTime.SATURDAY],
        "community": LILIN,
        "code": code_from(secrets.token_bytes(8), b"tests"),
    }
    return RegisterVolunteer(**usual | changed)


def registered(database: Database, **changed: Any) -> VolunteerReceipt:
    """A volunteer who registered on the web."""
    with database.writing() as session:
        return operations.register(session, RESIDENT, a_registration(**changed))


def consented(database: Database, area: str = LILIN, **changed: Any) -> UUID:
    """A consent that the gateway tells of; `purpose` says to what."""
    given = ConsentGiven(consent_id=new_id(), area=area, given_at=clock.now(), version=1, **changed)
    with database.writing() as session:
        consents.keep(session, given)
    return given.consent_id


def withdrawn(database: Database, consent_id: UUID, area: str = LILIN) -> None:
    """The same consent withdrawn; the copy looks at neither area nor purpose again."""
    gone = ConsentWithdrawn(
        consent_id=consent_id,
        area=area,
        purpose=Purpose.NATIONAL_VOLUNTEER_RECORD,
        withdrawn_at=clock.now(),
        version=2,
    )
    with database.writing() as session:
        consents.keep(session, gone)


def person_of(database: Database, receipt: VolunteerReceipt) -> UUID:
    """The person behind a receipt."""
    with database.reading() as session:
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
    return shown.volunteer_id


def a_team(database: Database) -> TeamView:
    """The team of the post."""
    with database.writing() as session:
        return teams.found(session, STAFF, FoundTeam(post_id=POST, name="荔林消防团队"))


def another_team(database: Database) -> TeamView:
    """A team of another post of the community; the same one each time."""
    opened = PostOpened(
        post_id=OTHER_POST,
        community=LILIN,
        number="〔2013〕2",
        category=PostCategory.ENVIRONMENT,
        title="环境卫生社区专员",
        state=PostState.OPEN,
        version=1,
    )
    with database.writing() as session:
        known = session.scalar(sa.select(Team.id).where(Team.post_id == OTHER_POST))
        if known is not None:
            return teams_found.show(session, STAFF, ShowTeam(team_id=known))
        posts.keep_posts(session, [opened])
        return teams.found(session, STAFF, FoundTeam(post_id=OTHER_POST, name="荔林环境团队"))


def offered(
    database: Database, team: TeamView, receipt: VolunteerReceipt, by: Actor = COMMISSIONER
) -> MembershipView:
    """A place in the team, offered to the volunteer."""
    wanted = OfferMembership(team_id=team.id, volunteer_id=person_of(database, receipt))
    with database.writing() as session:
        return memberships.offer(session, by, wanted)


def met(database: Database, receipt: VolunteerReceipt) -> None:
    """The workstation has met the person, unless somebody had."""
    with database.writing() as session:
        seen = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))
        if seen.state is RegistrationState.APPLIED:
            registrations.meet(session, STAFF, MeetVolunteer(registration_id=receipt.id))


def a_member(
    database: Database, team: TeamView, receipt: VolunteerReceipt, by: Actor = COMMISSIONER
) -> MembershipView:
    """The same, accepted by the person's code once they were met."""
    membership = offered(database, team, receipt, by)
    met(database, receipt)
    accepted = AcceptOwnMembership(code=receipt.code, membership_id=membership.id)
    with database.writing() as session:
        return memberships.accept_own(session, RESIDENT, accepted)


def planned(
    database: Database,
    team: TeamView,
    *,
    places: int = 2,
    starts_in: dt.timedelta = dt.timedelta(minutes=30),
    **changed: Any,
) -> ActivityView:
    """A draft with one shift of three hours."""
    starts_at = clock.now() + starts_in
    shift = ShiftBody(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=3), places=places)
    usual: dict[str, Any] = {
        "team_id": team.id,
        "title": "楼道消防巡查",
        "plan": "分组巡查楼道。",
        "place": "荔林花园",
        "cost_estimate_fen": 0,
        "shifts": [shift],
    }
    with database.writing() as session:
        return activities.plan(session, STAFF, PlanActivity(**usual | changed))


def published(database: Database, team: TeamView, **changed: Any) -> ActivityView:
    """An activity for which people can sign up."""
    draft = planned(database, team, **changed)
    with database.writing() as session:
        activities.submit(session, STAFF, SubmitActivity(activity_id=draft.id))
        activities.approve(session, STAFF, ApproveActivity(activity_id=draft.id))
        return activities.publish(session, STAFF, PublishActivity(activity_id=draft.id))


def signed_up(database: Database, activity: ActivityView, receipt: VolunteerReceipt) -> SignUpView:
    """The volunteer signs up for the first shift by the code."""
    wanted = SignUp(code=receipt.code, shift_id=activity.shifts[0].id)
    with database.writing() as session:
        return sign_ups.sign_up(session, RESIDENT, wanted)


def checked_in(
    database: Database, sign_up: SignUpView, presence: Presence = Presence.PRESENT, **changed: Any
) -> SignUpView:
    """The volunteer is written down as there."""
    wanted = CheckIn(sign_up_id=sign_up.id, presence=presence, **changed)
    with database.writing() as session:
        return attendance.check_in(session, COMMISSIONER, wanted)


def hours_of(database: Database, activity: ActivityView) -> list[HoursView]:
    """The hours of an activity."""
    with database.reading() as session:
        return hours_found.page(
            session, STAFF, ListHours.read({"activity_id": str(activity.id)})
        ).items


def counted(database: Database, one: HoursView) -> None:
    """The hours are attested by the workstation, and shown for long enough."""
    with database.writing() as session:
        hours.attest(session, STAFF, AttestHours(hours_id=one.id))
    with database.writing() as session:
        hours.count(session, clock.now() + dt.timedelta(days=9))
