"""What stands in a calendar; nobody is named in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.volunteers.calendars import (
    OwnCalendar,
    ReadCommunityCalendar,
    ReadOwnCalendar,
    ShowOwnCalendar,
)
from groundwork import areas
from groundwork.history import Entry
from runtime import clock
from runtime.codes import has_code
from services.volunteers.activities import queries as activities
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.calendars import rules
from services.volunteers.calendars.rules import Event, Status
from services.volunteers.sign_ups import queries as sign_ups
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import one_with_code, who_it_is
from vocabulary.periods import day_of
from vocabulary.personal_text import hidden
from vocabulary.problems import NotFound
from vocabulary.tracking import grouped

#: So long past events stay, so that devices hear of what was called off late.
_KEPT = dt.timedelta(days=90)
#: More than any community holds in the time.
_MOST = 2_000


def show_own(session: Session, request: ShowOwnCalendar) -> OwnCalendar:
    """The code of a person's calendar.

    Raises:
        NotFound: the code of the person is unknown.
    """
    code = one_with_code(session, request.code).calendar_code
    return OwnCalendar(calendar_code=None if code is None else grouped(code))


def own(session: Session, request: ReadOwnCalendar) -> Document:
    """The places that a person has, waits for or gave back.

    Raises:
        NotFound: no calendar has this code, or not any more.
    """
    chosen = sa.select(Volunteer).where(has_code(Volunteer.calendar_print, request.calendar_code))
    person = who_it_is(session, chosen, otherwise=_no_calendar())
    places = (
        sa.select(SignUp, Activity)
        .join(Activity, Activity.id == SignUp.activity_id)
        .where(SignUp.volunteer_id == person.id, SignUp.ends_at > clock.now() - _KEPT)
        .order_by(SignUp.starts_at, SignUp.id)
        .limit(_MOST)
    )
    found = session.execute(places).all()
    changes = _changes(session, activities.KIND, {activity.id for _place, activity in found})
    own_changes = _changes(session, sign_ups.KIND, {place.id for place, _activity in found})
    events = [
        _event(
            activity,
            place.id,
            place,
            status=rules.status_of_place(activity.state, place.state),
            # Either of them may change: the activity its time, the person their mind.
            version=activity.version + place.version,
            changed_at=max(changes[activity.id], own_changes[place.id]),
            origin=request.origin,
        )
        for place, activity in found
    ]
    return Document.of("我的活动.ics", rules.written("我的志愿服务", events))


def of_community(session: Session, request: ReadCommunityCalendar) -> Document:
    """The activities of all organisers of a community that were published. R40.

    Raises:
        NotFound: there is no such community.
    """
    today = day_of(clock.now())
    areas.check_community(session, request.community, today)
    shifts = (
        sa.select(Shift, Activity)
        .join(Activity, Activity.id == Shift.activity_id)
        .where(
            Activity.community == request.community,
            Shift.ends_at > clock.now() - _KEPT,
            activities.was_published(),
        )
        .order_by(Shift.starts_at, Shift.id)
        .limit(_MOST)
    )
    found = session.execute(shifts).all()
    changes = _changes(session, activities.KIND, {activity.id for _shift, activity in found})
    events = [
        _event(
            activity,
            shift.id,
            shift,
            status=rules.status_of(activity.state),
            version=activity.version,
            changed_at=changes[activity.id],
            origin=request.origin,
        )
        for shift, activity in found
    ]
    name = areas.name_on(session, request.community, today).zh
    return Document.of(f"{name}活动.ics", rules.written(f"{name}活动", events))


def _event(
    activity: Activity,
    event_id: UUID,
    time: Shift | SignUp,
    *,
    status: Status,
    version: int,
    changed_at: dt.datetime,
    origin: str | None,
) -> Event:
    return Event(
        id=event_id,
        version=version,
        changed_at=changed_at,
        title=hidden(activity.title),
        words=hidden(activity.plan),
        place=hidden(activity.place),
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        status=status,
        address=f"{origin}/activities/{activity.id}" if origin else None,
    )


def _changes(session: Session, kind: str, things: Collection[UUID]) -> Mapping[UUID, dt.datetime]:
    """When each of these was changed last."""
    chosen = (
        sa.select(Entry.thing_id, sa.func.max(Entry.recorded_at))
        .where(Entry.kind == kind, Entry.thing_id.in_(things))
        .group_by(Entry.thing_id)
    )
    return {row[0]: row[1] for row in session.execute(chosen)}


def _no_calendar() -> NotFound:
    return NotFound(
        "没有这个日历，可能已更换地址；请到“我的志愿服务”重新订阅。",
        "There is no such calendar; its address may have been renewed. Subscribe to it again from "
        "your page as a volunteer.",
    )
