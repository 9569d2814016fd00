"""Activities as staff, teams and the public see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.activities import (
    ActivityPage,
    ActivityStep,
    ActivityView,
    ListActivities,
    PublicActivities,
    PublicActivity,
    PublicActivityPage,
    ShiftView,
    ShowActivity,
    ShowPublicActivity,
)
from contracts.volunteers.words import ActivityState
from groundwork import history
from groundwork.history import Entry
from groundwork.kept import Kept, the
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.activities import rules
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.rules import Deed
from services.volunteers.teams.model import Team
from vocabulary.actors import Actor
from vocabulary.periods import Period
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden

KIND = "activity"
ACTIVITIES = Kept(
    Activity,
    KIND,
    "活动",
    "activity",
    read=Action.ACTIVITY_READ,
    owner="commissioner",
    team="team_id",
)

_ORDER = paging.Order({"starts_at": Activity.starts_at}, identity=Activity.id, usual="-starts_at")
_COMING = paging.Order({"starts_at": Activity.starts_at}, identity=Activity.id, usual="starts_at")
_VIEW = Copying(Activity, ActivityView, given=("report_by", "shifts", "possible", "history"))
_PUBLIC = Copying(Activity, PublicActivity, given=("team", "title", "plan", "place", "shifts"))
_STEP = history.Telling(ActivityStep, given=("note",))


def show(session: Session, actor: Actor, request: ShowActivity) -> ActivityView:
    """One activity with its history.

    Raises:
        NotFound: no such activity in the actor's communities.
    """
    return shown(session, actor, ACTIVITIES.one_of(session, actor, request.activity_id))


def page(session: Session, actor: Actor, request: ListActivities) -> ActivityPage:
    """A page of the activities that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    within = Period(request.held_from, request.held_to)
    found = ACTIVITIES.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, Activity.community)] if request.area else []),
        *([Activity.team_id == request.team_id] if request.team_id else []),
        *([Activity.commissioner == str(request.commissioner)] if request.commissioner else []),
        *([Activity.appeal_number == request.appeal_number] if request.appeal_number else []),
        *any_of(Activity.state, request.state),
        *any_of(Activity.organiser, request.organiser),
        *([_has_shift_in(within)] if within != Period() else []),
    )
    shifts = _shifts(session, found.rows)
    return ActivityPage(
        items=[
            _VIEW(
                one,
                report_by=_report_by(one),
                shifts=shifts[one.id],
                possible=_possible(actor, one),
                history=None,
            )
            for one in found.rows
        ],
        **found.besides,
    )


def public_page(session: Session, request: PublicActivities) -> PublicActivityPage:
    """The published activities that are not over.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Activity).where(
        Activity.state.in_(rules.SHOWN),
        Activity.ends_at > clock.now(),
        *([inside(request.area, Activity.community)] if request.area else []),
        *([Activity.category == request.category] if request.category else []),
        *([_has_shift_in(Period(request.held_on, request.held_on))] if request.held_on else []),
    )
    found = paging.page(session, chosen, _COMING, request)
    return PublicActivityPage(items=_told_to_all(session, found.rows), **found.besides)


def show_public(session: Session, request: ShowPublicActivity) -> PublicActivity:
    """One activity that was published, as anyone sees it.

    Raises:
        NotFound: there is none, or it was never published.
    """
    chosen = sa.select(Activity).where(Activity.id == request.activity_id, was_published())
    refusal = ACTIVITIES.no_such(request.activity_id)
    return _told_to_all(session, [the(session, chosen, otherwise=refusal)])[0]


def was_published() -> sa.ColumnElement[bool]:
    """Whether everybody has seen the activity; it may be over or cancelled since."""
    return Activity.state.in_(rules.ONCE_SHOWN) | sa.and_(
        Activity.state == ActivityState.CANCELLED,
        sa.exists().where(
            Entry.kind == KIND,
            Entry.thing_id == Activity.id,
            Entry.what == rules.TABLE.deeds[Deed.PUBLISH].done,
        ),
    )


def shown(session: Session, actor: Actor, activity: Activity) -> ActivityView:
    """The activity with its history."""
    return _VIEW(
        activity,
        report_by=_report_by(activity),
        shifts=_shifts(session, [activity])[activity.id],
        possible=_possible(actor, activity),
        history=[_STEP(entry, note=entry.note) for entry in history.of(session, KIND, activity.id)],
    )


def shifts_of(session: Session, activity_id: UUID) -> Sequence[Shift]:
    """The shifts of an activity, earliest first."""
    chosen = sa.select(Shift).where(Shift.activity_id == activity_id)
    return session.scalars(chosen.order_by(Shift.starts_at, Shift.id)).all()


def titles_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """What these activities are called."""
    chosen = sa.select(Activity.id, Activity.title).where(Activity.id.in_(set(ids)))
    return {row.id: row.title for row in session.execute(chosen)}


def _has_shift_in(whole: Period) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Shift.activity_id == Activity.id,
        *([Shift.ends_at > whole.starts_at] if whole.starts_at else []),
        *([Shift.starts_at < whole.ends_before] if whole.ends_before else []),
    )


def _told_to_all(session: Session, found: Sequence[Activity]) -> list[PublicActivity]:
    shifts = _shifts(session, found)
    held_by = sa.select(Team.id, Team.name).where(Team.id.in_({one.team_id for one in found}))
    teams = {row.id: row.name for row in session.execute(held_by)}
    return [
        _PUBLIC(
            one,
            team=hidden(teams[one.team_id]) if one.team_id else None,
            title=hidden(one.title),
            plan=hidden(one.plan),
            place=hidden(one.place),
            shifts=shifts[one.id],
        )
        for one in found
    ]


def _report_by(activity: Activity) -> dt.date | None:
    return rules.report_by(activity.ends_at) if activity.state is ActivityState.HELD else None


def _possible(actor: Actor, activity: Activity) -> list[str]:
    now = clock.now()
    deeds = rules.TABLE.granted(
        actor, area=activity.community, owner=activity.commissioner, team=activity.team_id
    )
    held = _held(activity.starts_at, now)
    held |= {deed for deed, waits in rules.FUNDED_FIRST.items() if activity.funding in waits}
    return rules.TABLE.offered(activity.state, deeds, held=held)


def _held(starts_at: dt.datetime, now: dt.datetime) -> set[Deed]:
    return {Deed.HOLD} if now < starts_at else {Deed.PUBLISH, Deed.RESCHEDULE}


def _shifts(session: Session, activities: Sequence[Activity]) -> Mapping[UUID, list[ShiftView]]:
    ids = [activity.id for activity in activities]
    found: dict[UUID, list[ShiftView]] = {one: [] for one in ids}
    chosen = sa.select(Shift).where(Shift.activity_id.in_(ids))
    for shift in session.scalars(chosen.order_by(Shift.starts_at, Shift.id)):
        found[shift.activity_id].append(
            ShiftView(
                id=shift.id,
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
                places=shift.places,
                confirmed=shift.confirmed,
                offered=shift.offered,
                waiting=shift.waiting,
            )
        )
    return found
