"""Changing time, place and places in one transaction with the sign-ups that follow them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.activities import ActivityView, RescheduleActivity
from runtime import clock
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries, rules
from services.volunteers.activities.model import Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.activities.rules import Deed
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.telling import operations as telling
from vocabulary.actors import Actor


def reschedule(session: Session, actor: Actor, request: RescheduleActivity) -> ActivityView:
    """Change the time, the place or the places of an activity that is still to come.

    Sign-ups move with their shift, and everybody is told of another time or place. People who are confirmed elsewhere at the new time give their
    place back, and places that become free are offered to those who wait.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `activities.take_up`; or a shift
            has begun.
        Invalid: times that do not fit, a shift of another activity, or fewer places than are
            confirmed or offered.
    """
    # People are locked before the activity, as in signing up.
    seen = ACTIVITIES.one_of(session, actor, request.activity_id)
    sign_ups.lock_people_of(session, seen.id)
    activity = activities.take_up(session, actor, request, Deed.RESCHEDULE)
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
    return queries.shown(session, actor, activity)


def _locked(session: Session, activity_id: UUID) -> Mapping[UUID, Shift]:
    chosen = sa.select(Shift).where(Shift.activity_id == activity_id).order_by(Shift.id)
    found = session.scalars(chosen.with_for_update().execution_options(populate_existing=True))
    return {shift.id: shift for shift in found}
