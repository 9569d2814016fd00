"""Writing down how a person was there, and the hours that follow from it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.sign_ups import CheckIn, SignUpView
from contracts.volunteers.words import Presence
from runtime import clock
from services.volunteers.activities.model import Activity
from services.volunteers.attendance import rules
from services.volunteers.hours import operations as hours
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.sign_ups.queries import SIGN_UPS
from services.volunteers.sign_ups.rules import TABLE, Deed
from vocabulary.actors import Actor


def check_in(session: Session, actor: Actor, request: CheckIn) -> SignUpView:
    """Write it down, or write it down anew while the hours are not attested.

    Raises:
        NotFound: no such sign-up in the actor's communities.
        Forbidden: the actor checks nobody in there.
        PreconditionFailed: it was changed meanwhile.
        Invalid: minutes of a person who was away.
        WrongState: not confirmed, too early, the activity is reported, or the hours
            are attested.
    """
    sign_up, activity = sign_ups.take_up(
        session, actor, request.sign_up_id, Deed.CHECK_IN, request.expected_version
    )
    now = clock.now()
    TABLE.follows("", sign_up.state, Deed.CHECK_IN)
    rules.check_open(activity.state, sign_up.starts_at, now)
    planned = int((sign_up.ends_at - sign_up.starts_at).total_seconds()) // 60
    minutes = rules.minutes_of(request.presence, request.minutes, planned)
    sign_up.presence, sign_up.checked_in_at = request.presence, now
    sign_up.checked_in_by = actor.account
    SIGN_UPS.changed(session, actor, sign_up, request.presence.value, at=now)
    hours.record(session, actor, sign_up, activity, minutes)
    session.flush()
    _count_heads(session, activity)
    return queries.shown(session, actor, sign_up)


def _count_heads(session: Session, activity: Activity) -> None:
    there = [one for one in Presence if rules.was_there(one)]
    counted = sa.select(sa.func.count(sa.distinct(SignUp.volunteer_id))).where(
        SignUp.activity_id == activity.id, SignUp.presence.in_(there)
    )
    activity.head_count = session.scalar(counted)
    session.flush()
