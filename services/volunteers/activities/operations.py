"""Planning an activity, and taking it from state to state, by hand and by the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as_system
from bus import outbox
from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import (
    ActivityBody,
    ActivityCancelled,
    ActivityHeld,
    ActivityPublished,
    ActivityView,
    ApproveActivity,
    CloseActivity,
    EditActivity,
    HoldActivity,
    OneActivity,
    PlanActivity,
    PublishActivity,
    ReportActivity,
    ReturnActivity,
    ReturnActivityReport,
    SeriesChange,
    SubmitActivity,
)
from contracts.volunteers.words import ActivityFunding, ActivityState, Organiser
from groundwork import areas, counters, territories
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.volunteers.activities import queries, rules
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.activities.rules import Deed
from services.volunteers.posts.queries import commissioner_on
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import TEAMS
from vocabulary.actors import RESIDENT, Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden

#: Activities that the clock moves in one transaction.
AT_ONCE = 100


def plan(session: Session, actor: Actor, request: PlanActivity) -> ActivityView:
    """Write down an activity of a team, or of another organiser of a community, as a draft.

    Raises:
        NotFound: no such team or community where the actor plans.
        Forbidden: the actor plans no activities of this team.
        Invalid: shifts that are over or end before they begin, no organiser or two, or risks
            without what they ask for.
    """
    rules.check_organiser(request.team_id, request.organiser, request.community)
    team = None
    if request.team_id is not None:
        team = TEAMS.one_of(session, actor, request.team_id, for_change=True)
    community = request.community or "" if team is None else team.community
    owner = None if team is None else team.commissioner
    if team is None:
        territories.check_community(actor, Action.ACTIVITY_PLAN, community)
        areas.check_community(session, community, day_of(clock.now()))
    elif not TEAMS.may(actor, Action.ACTIVITY_PLAN, team):
        raise _for_others(community)
    act(
        session,
        actor,
        Action.ACTIVITY_PLAN,
        area=community,
        owner=owner,
        team=request.team_id,
    )
    now = clock.now()
    _check(request, now)
    year = day_of(now).year
    serial = counters.next_serial(session, f"activity/{community}/{year}")
    activity = Activity(
        id=new_id(),
        community=community,
        number=human_number(year, serial),
        organiser=request.organiser or Organiser.TEAM,
        team_id=request.team_id,
        post_id=None if team is None else team.post_id,
        commissioner=owner,
        state=ActivityState.DRAFT,
        version=0,
        **_words(request, team),
    )
    session.add(activity)
    session.flush()
    _lay_out(session, activity, request)
    ACTIVITIES.changed(session, actor, activity, "planned", at=now)
    return _answer(session, actor, activity)


def edit(session: Session, actor: Actor, request: EditActivity) -> ActivityView:
    """Rewrite a draft.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: see `plan`.
    """
    found = take_up_series(session, actor, request, Deed.EDIT)
    _check(request, clock.now())
    first = day_of(found[0].starts_at)
    for activity in found:
        body = _later(request, day_of(activity.starts_at) - first)
        team = None if activity.team_id is None else session.get_one(Team, activity.team_id)
        for name, value in _words(body, team).items():
            setattr(activity, name, value)
        session.execute(sa.delete(Shift).where(Shift.activity_id == activity.id))
        _lay_out(session, activity, body)
        move(session, actor, activity, Deed.EDIT)
    return _answer(session, actor, found[0])


def submit(session: Session, actor: Actor, request: SubmitActivity) -> ActivityView:
    """Submit a draft to the workstation.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _all_moved(session, actor, request, Deed.SUBMIT)


def approve(session: Session, actor: Actor, request: ApproveActivity) -> ActivityView:
    """Approve a submitted activity; if the support fund was asked, after its answer.

    Those that follow and wait for the fund stay as they are.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        WrongState: the fund has not answered.
    """
    first, *later = take_up_series(session, actor, request, Deed.APPROVE)
    rules.check_funded(first.number, Deed.APPROVE, first.funding)
    waits = rules.FUNDED_FIRST[Deed.APPROVE]
    for activity in (first, *(one for one in later if one.funding not in waits)):
        move(session, actor, activity, Deed.APPROVE)
    return _answer(session, actor, first)


def return_(session: Session, actor: Actor, request: ReturnActivity) -> ActivityView:
    """Return a submitted activity to its writer.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    activity = take_up(session, actor, request, Deed.RETURN)
    return _moved(session, actor, activity, Deed.RETURN, note=request.reason)


def publish(session: Session, actor: Actor, request: PublishActivity) -> ActivityView:
    """Show it to everybody; people sign up from then on.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it has begun.
    """
    found = take_up_series(session, actor, request, Deed.PUBLISH)
    for activity in found:
        rules.check_still_to_come(activity.number, activity.starts_at, clock.now())
        move(session, actor, activity, Deed.PUBLISH)
        places = sum(shift.places for shift in queries.shifts_of(session, activity.id))
        event = ActivityPublished(**_facts(activity), places=places)
        outbox.add(session, event, actor=actor)
    return _answer(session, actor, found[0])


def cancel(session: Session, actor: Actor, activity: Activity, reason: str) -> None:
    """Call it off; `cancelling` frees everybody who signed up."""
    move(session, actor, activity, Deed.CANCEL, note=reason)
    outbox.add(session, ActivityCancelled(**_facts(activity)), actor=actor)


def hold(session: Session, actor: Actor, request: HoldActivity) -> ActivityView:
    """Record that it was held, before the clock does.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it has not begun.
    """
    activity = take_up(session, actor, request, Deed.HOLD)
    rules.check_has_begun(activity.number, activity.starts_at, clock.now())
    _hold(session, actor, activity)
    return _answer(session, actor, activity)


def report(session: Session, actor: Actor, request: ReportActivity) -> ActivityView:
    """Say how many were there, and what came of it.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    activity = take_up(session, actor, request, Deed.REPORT)
    activity.head_count, activity.result = request.head_count, request.result
    activity.cost_fen, activity.satisfied_percent = request.cost_fen, request.satisfied_percent
    move(session, actor, activity, Deed.REPORT)
    _tell_held(session, actor, activity)
    return _answer(session, actor, activity)


def return_report(session: Session, actor: Actor, request: ReturnActivityReport) -> ActivityView:
    """Return a report, with what is missing.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    activity = take_up(session, actor, request, Deed.REVISE)
    return _moved(session, actor, activity, Deed.REVISE, note=request.reason)


def close(session: Session, actor: Actor, request: CloseActivity) -> ActivityView:
    """Close a reported activity, once the money that the support fund gave is settled.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        WrongState: the money is not settled.
    """
    activity = take_up(session, actor, request, Deed.CLOSE)
    rules.check_funded(activity.number, Deed.CLOSE, activity.funding)
    return _moved(session, actor, activity, Deed.CLOSE)


def follow_fund(
    session: Session, actor: Actor, activity_id: UUID, funding: ActivityFunding | None
) -> None:
    """Keep what the support fund says to the costs of an activity."""
    activity = ACTIVITIES.locked(session, activity_id)
    if activity.funding is not funding:
        activity.funding = funding
        said = "fund_gives_nothing" if funding is None else f"fund_{funding.value}"
        ACTIVITIES.changed(session, actor, activity, said)


def hold_what_is_over(session: Session, now: dt.datetime) -> int:
    """Hold published activities whose last shift is over; returns how many."""
    act_as_system(session)
    chosen = (
        sa.select(Activity)
        .where(Activity.state == ActivityState.PUBLISHED, Activity.ends_at <= now)
        .order_by(Activity.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    due = session.scalars(chosen).all()
    for activity in due:
        _hold(session, RESIDENT, activity, at=activity.ends_at, role="system")
    return len(due)


def take_up(session: Session, actor: Actor, request: OneActivity, deed: Deed) -> Activity:
    """The activity, locked, if the actor may do this with it now.

    Raises:
        NotFound: no such activity in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        WrongState: the state does not allow it.
    """
    activity = ACTIVITIES.take_up(
        session,
        actor,
        request.activity_id,
        rules.TABLE.action(deed),
        otherwise=_for_others,
        expected=request.expected_version,
    )
    rules.TABLE.follows(activity.number, activity.state, deed)
    return activity


def take_up_series(
    session: Session, actor: Actor, request: SeriesChange, deed: Deed
) -> list[Activity]:
    """The activity, and those that follow it in its series if that is asked, all locked.

    Those that cannot be changed so stay as they are.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`, of the first.
        Invalid: it is no recurring activity, and all that follow are asked for.
    """
    first = take_up(session, actor, request, deed)
    if not request.with_following:
        return [first]
    if first.series_id is None:
        raise rules.no_series(first.number)
    later = (
        sa.select(Activity)
        .where(Activity.series_id == first.series_id, Activity.starts_at > first.starts_at)
        .order_by(Activity.starts_at, Activity.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(later).all()
    return [first, *(one for one in found if rules.TABLE.allows(one.state, deed))]


def move(session: Session, actor: Actor, activity: Activity, deed: Deed, **facts: Any) -> None:
    """Bring it to its next state and write the history."""
    ACTIVITIES.move_on(session, actor, activity, rules.TABLE, deed, **facts)


def _moved(
    session: Session, actor: Actor, activity: Activity, deed: Deed, **facts: Any
) -> ActivityView:
    move(session, actor, activity, deed, **facts)
    return _answer(session, actor, activity)


def _all_moved(session: Session, actor: Actor, request: SeriesChange, deed: Deed) -> ActivityView:
    found = take_up_series(session, actor, request, deed)
    for activity in found:
        move(session, actor, activity, deed)
    return _answer(session, actor, found[0])


def _later(body: EditActivity, by: dt.timedelta) -> EditActivity:
    """The same plan so much later."""
    shifts = [
        replace(shift, starts_at=shift.starts_at + by, ends_at=shift.ends_at + by)
        for shift in body.shifts
    ]
    return replace(body, shifts=shifts)


def _hold(session: Session, actor: Actor, activity: Activity, **facts: Any) -> None:
    if activity.post_id is not None:
        held_on = day_of(activity.starts_at)
        activity.commissioner = commissioner_on(session, activity.post_id, held_on)
    move(session, actor, activity, Deed.HOLD, **facts)
    _tell_held(session, actor, activity)


def _tell_held(session: Session, actor: Actor, activity: Activity) -> None:
    event = ActivityHeld(
        **_facts(activity),
        held_on=day_of(activity.starts_at),
        head_count=activity.head_count or 0,
    )
    outbox.add(session, event, actor=actor)


def _facts(activity: Activity) -> dict[str, Any]:
    return {
        "activity_id": activity.id,
        "community": activity.community,
        "organiser": activity.organiser,
        "team_id": activity.team_id,
        "post_id": activity.post_id,
        "commissioner": as_uuid(activity.commissioner),
        "category": activity.category,
        "starts_at": activity.starts_at,
        "ends_at": activity.ends_at,
        "version": activity.version,
    }


def _check(body: ActivityBody, now: dt.datetime) -> None:
    rules.check_risk(
        is_risky=body.is_risky, insurance=body.needs_insurance, skills=body.needs_skills or []
    )
    rules.check_shifts([(shift.starts_at, shift.ends_at) for shift in body.shifts], now)


def _words(body: ActivityBody, team: Team | None) -> dict[str, Any]:
    return {
        "title": body.title,
        "plan": body.plan,
        "place": body.place,
        "category": body.category or (PostCategory.OTHER if team is None else team.category),
        "cost_estimate_fen": body.cost_estimate_fen,
        "is_risky": body.is_risky,
        "needs_insurance": body.needs_insurance,
        "needs_skills": body.needs_skills or [],
        "checklist": body.checklist or [],
        "appeal_number": body.appeal_number,
        "starts_at": min(shift.starts_at for shift in body.shifts),
        "ends_at": max(shift.ends_at for shift in body.shifts),
    }


def _lay_out(session: Session, activity: Activity, body: ActivityBody) -> None:
    session.add_all(
        Shift(
            id=new_id(),
            activity_id=activity.id,
            community=activity.community,
            confirmed=0,
            offered=0,
            waiting=0,
            turns=0,
            **vars(shift),
        )
        for shift in body.shifts
    )
    session.flush()


def _answer(session: Session, actor: Actor, activity: Activity) -> ActivityView:
    session.flush()
    return queries.shown(session, actor, activity)


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能办理社区 {community} 的这项活动，请联系团队专员或工作站。",
        f"You may not do this with activities of community {community}; ask the team's "
        "commissioner or the workstation.",
    )
