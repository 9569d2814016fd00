"""Writing down how a person was there, and the hours that follow from it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.sign_ups import CheckIn, RecordUnannounced, SignUpView
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
from services.volunteers.volunteers.model import Volunteer
from vocabulary.actors import Actor


def check_in(session: Session, actor: Actor, request: CheckIn) -> SignUpView:
    """Write it down, or write it down anew while the hours are not attested.

    Raises:
        NotFound: no such sign-up in the actor's communities.
        Forbidden: the actor checks nobody in there.
        PreconditionFailed: it was changed meanwhile.
        Invalid: minutes of a person who was away.
        WrongState: not confirmed, without the insurance or training that is asked for, too early, the activity is reported, or the hours
            are attested.
    """
    sign_up, activity = sign_ups.take_up(
        session, actor, request.sign_up_id, Deed.CHECK_IN, request.expected_version
    )
    _check_in(session, actor, sign_up, activity, request.presence, request.minutes)
    return queries.shown(session, actor, sign_up)


def check_in_held(
    session: Session, actor: Actor, found: SignUp, presence: Presence, minutes: int | None
) -> None:
    """Its person, who is locked already, is there by their own word.

    Raises:
        WrongState: see `check_in`.
    """
    sign_up, activity = sign_ups.locked_to_count(session, found)
    # What the leader wrote down meanwhile stands.
    if sign_up.presence is None:
        _check_in(session, actor, sign_up, activity, presence, minutes)


def _check_in(
    session: Session,
    actor: Actor,
    sign_up: SignUp,
    activity: Activity,
    presence: Presence,
    minutes: int | None,
) -> None:
    TABLE.follows("", sign_up.state, Deed.CHECK_IN)
    rules.check_open(activity.state, sign_up.starts_at, clock.now())
    if sign_up.volunteer_id is not None and rules.was_there(presence):
        sign_ups.check_fit(
            session, activity, session.get_one(Volunteer, sign_up.volunteer_id), sign_up.ends_at
        )
    served = _minutes(sign_up, presence, minutes)
    _write_down(session, actor, sign_up, activity, presence, served)


def record_unannounced(session: Session, actor: Actor, request: RecordUnannounced) -> SignUpView:
    """Write down a volunteer who came without a sign-up; no place is taken by it.

    Raises:
        NotFound: no such shift where the actor checks people in, or no such person there.
        Invalid: a minor without the guardian's word.
        WrongState: too early, reported already, signed up or confirmed elsewhere, or without the
            insurance or training that is asked for.
    """
    shift, activity, person = sign_ups.at_the_door(session, actor, request)
    rules.check_open(activity.state, shift.starts_at, clock.now())
    sign_up = sign_ups.take_unannounced(
        session, actor, shift, activity, person, guardian_agrees=request.guardian_agrees
    )
    minutes = _minutes(sign_up, Presence.PRESENT, request.minutes)
    _write_down(session, actor, sign_up, activity, Presence.PRESENT, minutes)
    return queries.shown(session, actor, sign_up)


def _minutes(sign_up: SignUp, presence: Presence, minutes: int | None) -> int | None:
    planned = int((sign_up.ends_at - sign_up.starts_at).total_seconds()) // 60
    return rules.minutes_of(presence, minutes, planned)


def _write_down(
    session: Session,
    actor: Actor,
    sign_up: SignUp,
    activity: Activity,
    presence: Presence,
    minutes: int | None,
) -> None:
    now = clock.now()
    sign_up.presence, sign_up.checked_in_at = presence, now
    sign_up.checked_in_by = actor.account
    SIGN_UPS.changed(session, actor, sign_up, presence.value, at=now)
    # Hours are the volunteers'; of guests only the head-count is kept.
    hours.record(session, actor, sign_up, activity, minutes)
    session.flush()
    _count_heads(session, activity)


def _count_heads(session: Session, activity: Activity) -> None:
    there = [one for one in Presence if rules.was_there(one)]
    # A volunteer in two shifts is one head; a group is as many as it said.
    guests = sa.func.sum(sa.case((SignUp.guest_id.is_not(None), SignUp.heads), else_=0))
    volunteers = sa.func.count(sa.distinct(SignUp.volunteer_id))
    counted = sa.select(sa.func.coalesce(guests, 0) + volunteers).where(
        SignUp.activity_id == activity.id, SignUp.presence.in_(there)
    )
    activity.head_count = session.scalar(counted)
    session.flush()
