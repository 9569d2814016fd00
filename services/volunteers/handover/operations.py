"""Handing a post's team, with what it plans, to the commissioner of the day or the workstation."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.volunteers.handover import (
    PORTION_MOST,
    HandedOverActivity,
    HandedOverTeam,
    TeamsHandedOver,
)
from contracts.volunteers.notices import (
    TEAM_HANDED_OVER,
    TEAM_HANDED_OVER_BY_CODE,
    TEAM_PARKED,
    TEAM_PARKED_BY_CODE,
    NoticeRequested,
)
from contracts.volunteers.words import ActivityState, MembershipState
from runtime import clock
from runtime.database import insert_new
from runtime.identifiers import as_uuid, new_id
from services.volunteers.activities.model import Activity
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.fund import operations as fund
from services.volunteers.fund.model import FundApplication
from services.volunteers.fund.queries import OPEN
from services.volunteers.groups import operations as groups
from services.volunteers.groups.model import Group
from services.volunteers.handover.model import HANDOVER
from services.volunteers.invitations import operations as invitations
from services.volunteers.memberships.model import Membership
from services.volunteers.posts import operations as posts
from services.volunteers.posts import queries as posts_found
from services.volunteers.posts.queries import commissioner_on, post_of_term
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import KIND, TEAMS
from vocabulary.actors import RESIDENT, SYSTEM_ROLE
from vocabulary.periods import day_of

#: Activities that are still to be held; held ones keep the commissioner of their day.
_PLANNED = (
    ActivityState.DRAFT,
    ActivityState.SUBMITTED,
    ActivityState.APPROVED,
    ActivityState.PUBLISHED,
)
#: The most people that one request for a notice names.
_TOLD_AT_ONCE = 200


def begin(session: Session, began: AppointmentBegan | AppointmentAccountNamed) -> None:
    """Remember the term, and give the post's team to its commissioner.

    An account that is named for a person changes nothing for the members, so they are not told.
    """
    if began.began_on is None:
        return
    posts.begin_term(session, began)
    act_as_system(session)
    _follow_groups_and_papers(session, began.post_id)
    team = _team_of(session, began.post_id)
    if team is not None and _follow(session, team) and isinstance(began, AppointmentBegan):
        _tell_members(session, team)


def end(session: Session, ended: AppointmentEnded, *, cause: Envelope | None = None) -> None:
    """Leave the post's team and its planned activities to the next commissioner, or park them.

    Parked means kept by the workstation until the post has a commissioner again. The hand-over is
    told once for each appointment, also where there is no team; a second report of an appointment,
    as when paper came late, tells nothing.
    """
    posts.end_term(session, ended)
    act_as_system(session)
    post_id = ended.post_id or post_of_term(session, ended.appointment_id)
    _follow_groups_and_papers(session, post_id)
    team = _team_of(session, post_id)
    if team is not None and _follow(session, team):
        _tell_members(session, team)
    mark = {"appointment_id": ended.appointment_id, "handed_over_at": clock.now()}
    unique = ("appointment_id",)
    if insert_new(session, HANDOVER, [mark], unique=unique, returning="appointment_id"):
        was_there = team is not None and day_of(team.founded_at) <= ended.ended_on
        _tell(session, ended, team if was_there else None, cause)


def follow_due(session: Session, today: dt.date) -> int:
    """Give teams to those whose term began, or ended, on a day told before; returns how many.

    An event that comes before its day changes nothing on that day; nobody tells of it again.
    """
    act_as_system(session)
    followed = 0
    for post_id in posts_found.changed_lately(session, today):
        if not _is_behind(session, post_id, today):
            continue
        _follow_groups_and_papers(session, post_id)
        team = _team_of(session, post_id)
        if team is not None and _follow(session, team):
            _tell_members(session, team)
            followed += 1
    return followed


def _is_behind(session: Session, post_id: UUID, today: dt.date) -> bool:
    """Whether the team, a group or a paper of the post still has another commissioner."""
    commissioner = commissioner_on(session, post_id, today)
    held_by = [
        *session.scalars(sa.select(Team.commissioner).where(Team.post_id == post_id)),
        *session.scalars(sa.select(Group.commissioner).where(Group.post_id == post_id)),
        *session.scalars(
            sa.select(FundApplication.commissioner).where(
                FundApplication.post_id == post_id, FundApplication.state.in_(OPEN)
            )
        ),
    ]
    return any(one != commissioner for one in held_by)


def _follow_groups_and_papers(session: Session, post_id: UUID | None) -> None:
    if post_id is not None:
        posts_found.find(session, post_id, in_turn=True)
        commissioner = commissioner_on(session, post_id, day_of(clock.now()))
        groups.follow(session, post_id, commissioner)
        fund.follow(session, post_id, commissioner)


def _team_of(session: Session, post_id: UUID | None) -> Team | None:
    """The team of a post, locked: offers are accepted and activities planned before or after."""
    if post_id is None:
        return None
    return session.scalar(sa.select(Team).where(Team.post_id == post_id).with_for_update())


def _follow(session: Session, team: Team) -> bool:
    """Give the team to the commissioner of today; returns whether that is another one."""
    commissioner = commissioner_on(session, team.post_id, day_of(clock.now()))
    if commissioner == team.commissioner:
        return False
    invitations.withdraw_all_of(session, team, team.commissioner)
    team.commissioner = commissioner
    TEAMS.changed(session, RESIDENT, team, "handed_over", role=SYSTEM_ROLE)
    for activity in _planned(session, team, for_change=True):
        activity.commissioner = commissioner
        ACTIVITIES.changed(session, RESIDENT, activity, "handed_over", role=SYSTEM_ROLE)
    return True


def _planned(session: Session, team: Team, *, for_change: bool = False) -> list[Activity]:
    chosen = (
        sa.select(Activity)
        .where(Activity.team_id == team.id, Activity.state.in_(_PLANNED))
        .order_by(Activity.id)
    )
    return list(session.scalars(chosen.with_for_update() if for_change else chosen))


def _tell_members(session: Session, team: Team) -> None:
    """Tell the members of their new commissioner, or that the workstation keeps the team."""
    is_parked = team.commissioner is None
    with_account = TEAM_PARKED if is_parked else TEAM_HANDED_OVER
    by_code = TEAM_PARKED_BY_CODE if is_parked else TEAM_HANDED_OVER_BY_CODE
    chosen = sa.select(Membership).where(
        Membership.team_id == team.id, Membership.state == MembershipState.ACCEPTED
    )
    members = session.scalars(chosen.order_by(Membership.id)).all()
    accounts = [account for one in members if (account := as_uuid(one.account)) is not None]
    others = [one.volunteer_id for one in members if as_uuid(one.account) is None]
    for start in range(0, len(accounts), _TOLD_AT_ONCE):
        named = accounts[start : start + _TOLD_AT_ONCE]
        _wish(session, team, with_account.name, accounts=named, volunteers=[])
    for start in range(0, len(others), _TOLD_AT_ONCE):
        people = others[start : start + _TOLD_AT_ONCE]
        _wish(session, team, by_code.name, accounts=[], volunteers=people)


def _wish(
    session: Session, team: Team, kind: str, *, accounts: list[UUID], volunteers: list[UUID]
) -> None:
    wish = NoticeRequested(
        request_id=new_id(),
        kind=kind,
        area=team.community,
        accounts=accounts,
        volunteers=volunteers,
        roles=[],
        facts={"team": team.name},
        subject_kind=KIND,
        subject_id=str(team.id),
        version=1,
    )
    outbox.add(session, wish, actor=RESIDENT)


def _tell(
    session: Session, ended: AppointmentEnded, team: Team | None, cause: Envelope | None
) -> None:
    teams: list[HandedOverTeam] = []
    activities: list[HandedOverActivity] = []
    if team is not None:
        holder = as_uuid(team.commissioner)
        teams = [HandedOverTeam(team_id=team.id, number=team.number, commissioner=holder)]
        planned = _planned(session, team)
        activities = [HandedOverActivity(activity_id=one.id, number=one.number) for one in planned]
    starts = range(0, len(activities), PORTION_MOST) or range(1)
    for portion, start in enumerate(starts, 1):
        event = TeamsHandedOver(
            appointment_id=ended.appointment_id,
            community=ended.community,
            commissioner=ended.commissioner,
            successor=ended.successor,
            teams=teams if portion == 1 else [],
            activities=activities[start : start + PORTION_MOST],
            portions=len(starts),
            version=portion,
        )
        outbox.add(session, event, actor=RESIDENT, cause=cause)
