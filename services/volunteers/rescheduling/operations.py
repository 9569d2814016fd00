"""Changing time, place and places in one transaction with the sign-ups that follow them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.activities import ActivityView, RescheduleActivity, ShiftChange
from runtime import clock
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries, rules
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.activities.rules import Deed
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.telling import operations as telling
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def reschedule(session: Session, actor: Actor, request: RescheduleActivity) -> ActivityView:
    """Change the time, the place or the places of an activity that is still to come.

    Sign-ups move with their shift, and everybody is told of another time or place. People who are
    confirmed elsewhere at the new time give their place back, and places that become free are
    offered to those who wait. Of a recurring activity, those that follow move by as much.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `activities.take_up`; or a shift
            has begun.
        Invalid: times that do not fit, a shift of another activity, or fewer places than are
            confirmed or offered.
    """
    # People are locked before the activity, as in signing up.
    seen = ACTIVITIES.one_of(session, actor, request.activity_id)
    for one in _of_series(session, seen, request):
        sign_ups.lock_people_of(session, one)
    found = activities.take_up_series(session, actor, request, Deed.RESCHEDULE)
    places = _places_in_order(session, found[0], request)
    begins = day_of(found[0].starts_at)
    for activity in found:
        later = day_of(activity.starts_at) - begins
        own = [shift.id for shift in queries.shifts_of(session, activity.id)]
        wanted = [
            replace(
                change,
                shift_id=own[place],
                starts_at=change.starts_at + later,
                ends_at=change.ends_at + later,
            )
            for place, change in places
            if place < len(own)
        ]
        _reschedule(session, actor, activity, replace(request, shifts=wanted))
    return queries.shown(session, actor, found[0])


def _of_series(session: Session, seen: Activity, request: RescheduleActivity) -> list[UUID]:
    """The activities that may change, in one order."""
    if not request.with_following or seen.series_id is None:
        return [seen.id]
    chosen = sa.select(Activity.id).where(
        Activity.series_id == seen.series_id, Activity.starts_at >= seen.starts_at
    )
    return list(session.scalars(chosen.order_by(Activity.id)))


def _places_in_order(
    session: Session, first: Activity, request: RescheduleActivity
) -> list[tuple[int, ShiftChange]]:
    """Which of its shifts each change is about, counted from 0.

    Raises:
        Invalid: a shift of another activity.
    """
    known = {shift.id: place for place, shift in enumerate(queries.shifts_of(session, first.id))}
    return [(rules.one_of_shifts(known, one.shift_id), one) for one in request.shifts]


def _reschedule(
    session: Session, actor: Actor, activity: Activity, request: RescheduleActivity
) -> None:
    now = clock.now()
    rules.check_shifts([(one.starts_at, one.ends_at) for one in request.shifts], now)
    shifts = _locked(session, activity.id)
    before = {shift.id: (shift.starts_at, shift.ends_at) for shift in shifts.values()}
    people, moves = telling.standing(session, activity.id), activity.place != request.place
    for wanted in request.shifts:
        shift = rules.one_of_shifts(shifts, wanted.shift_id)
        rules.check_still_to_come(activity.number, shift.starts_at, now)
        rules.check_places(wanted.places, shift.confirmed + shift.offered)
        shift.starts_at, shift.ends_at = wanted.starts_at, wanted.ends_at
        shift.places = wanted.places
    activity.place = request.place
    activity.starts_at = min(shift.starts_at for shift in shifts.values())
    activity.ends_at = max(shift.ends_at for shift in shifts.values())
    activities.move(session, actor, activity, Deed.RESCHEDULE, note=request.reason)
    session.flush()
    for wanted in request.shifts:
        sign_ups.follow(session, actor, shifts[wanted.shift_id], activity)
    changed = [
        shift
        for shift in shifts.values()
        if moves or before[shift.id] != (shift.starts_at, shift.ends_at)
    ]
    telling.tell_changed(session, actor, activity, changed, people)
    session.flush()


def _locked(session: Session, activity_id: UUID) -> Mapping[UUID, Shift]:
    chosen = sa.select(Shift).where(Shift.activity_id == activity_id).order_by(Shift.id)
    found = session.scalars(chosen.with_for_update().execution_options(populate_existing=True))
    return {shift.id: shift for shift in found}
