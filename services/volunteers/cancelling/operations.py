"""Cancelling in one transaction with everything that hangs on an activity."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.activities import ActivityView, CancelActivity
from services.volunteers.activities import operations as activities
from services.volunteers.activities import queries
from services.volunteers.activities.rules import Deed
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.telling import operations as telling
from vocabulary.actors import Actor


def cancel(session: Session, actor: Actor, request: CancelActivity) -> ActivityView:
    """Call an activity off, with the reason, and tell everybody who signed up.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `activities.take_up`.
    """
    found = activities.take_up_series(session, actor, request, Deed.CANCEL)
    for activity in found:
        people = telling.standing(session, activity.id)
        activities.cancel(session, actor, activity, request.reason)
        session.flush()
        sign_ups.free_activity(session, actor, activity.id)
        shifts = queries.shifts_of(session, activity.id)
        telling.tell_cancelled(session, actor, activity, shifts, people)
    return queries.shown(session, actor, found[0])
