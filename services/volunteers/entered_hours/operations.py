"""Hours that a leader enters for people who came without signing up."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.hours import EnterHours, HoursView
from contracts.volunteers.words import SignUpState
from groundwork.kept import the
from runtime import clock
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.hours import operations, queries, rules
from services.volunteers.hours.model import Hours
from services.volunteers.hours.queries import STANDS
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.sign_ups.rules import no_such_shift
from services.volunteers.volunteers.queries import one_in
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def enter(session: Session, actor: Actor, request: EnterHours) -> HoursView:
    """Write down what a person served in a shift without having signed up.

    Raises:
        NotFound: no such shift where the actor checks people in, or no such person there.
        Invalid: before the activity, not over, more than the time or a day has, at two places at
            once, or after the membership.
        WrongState: the activity is not open for it, or the person is signed up or recorded.
    """
    refusal = no_such_shift(request.shift_id)
    chosen = sa.select(Shift).where(Shift.id == request.shift_id)
    # Signing up for the shift meanwhile waits.
    shift = the(session, chosen, for_change=True, otherwise=refusal)
    activity = session.get_one(Activity, shift.activity_id)
    ACTIVITIES.allow(session, actor, Action.ATTENDANCE_RECORD, activity, otherwise=refusal)
    if activity.state not in rules.OPEN:
        raise rules.not_open()
    one_in(session, request.volunteer_id, activity.community)
    times = (request.began_at, request.ended_at)
    rules.check_times(times, activity.starts_at, clock.now())
    minutes = rules.length_of(times) if request.minutes is None else request.minutes
    rules.check_minutes(minutes, times)
    _check_is_new(session, request)
    hours = operations.begin(
        session,
        actor,
        activity,
        minutes,
        times,
        planned=(shift.starts_at, shift.ends_at),
        volunteer_id=request.volunteer_id,
        shift_id=shift.id,
    )
    return queries.shown(session, actor, hours)


def _check_is_new(session: Session, request: EnterHours) -> None:
    own = (Hours.shift_id == request.shift_id, Hours.volunteer_id == request.volunteer_id)
    signed = sa.exists().where(
        SignUp.shift_id == request.shift_id,
        SignUp.volunteer_id == request.volunteer_id,
        SignUp.state == SignUpState.CONFIRMED,
    )
    if session.scalar(sa.select(sa.or_(signed, sa.exists().where(*own, STANDS)))):
        raise rules.signed_up_already()
