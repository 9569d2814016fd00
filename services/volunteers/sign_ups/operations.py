"""Signing up, giving places back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers import sign_ups as contracts
from contracts.volunteers.words import SignUpState
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.rules import TABLE as ACTIVITY_TABLE
from services.volunteers.activities.rules import Deed as ActivityDeed
from services.volunteers.sign_ups import queries, rules
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.sign_ups.queries import SIGN_UPS
from services.volunteers.sign_ups.rules import Deed
from services.volunteers.volunteers.queries import one_in, one_with_code
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version

_STANDS = (SignUpState.CONFIRMED, SignUpState.WAITING)


def sign_up(session: Session, actor: Actor, request: contracts.SignUp) -> contracts.SignUpView:
    """A person signs up by their code.

    Raises:
        NotFound: the code is unknown, or there is no such shift of a published activity.
        Invalid: the person is not registered in the activity's community.
        WrongState: the shift has begun, or the person is signed up already.
    """
    person = one_with_code(session, request.code)
    shift, activity = _shift(session, request.shift_id)
    made = _signed_up(session, actor, shift, activity, person.id)
    return queries.shown(session, None, made)


def record(session: Session, actor: Actor, request: contracts.RecordSignUp) -> contracts.SignUpView:
    """A clerk signs a volunteer up.

    Raises:
        NotFound: no such shift of a published activity where the actor signs people up.
        Invalid, WrongState: see `sign_up`.
    """
    shift, activity = _shift(session, request.shift_id)
    owner = activity.commissioner
    if not may(actor, Action.SIGN_UP_RECORD, area=activity.community, owner=owner):
        raise rules.no_such_shift(request.shift_id)
    act(session, actor, Action.SIGN_UP_RECORD, area=activity.community, owner=owner)
    made = _signed_up(session, actor, shift, activity, request.volunteer_id)
    return queries.shown(session, actor, made)


def withdraw(
    session: Session, actor: Actor, request: contracts.WithdrawSignUp
) -> contracts.SignUpView:
    """A clerk gives a place back for the person.

    Raises:
        NotFound: no such sign-up in the actor's communities.
        Forbidden: the actor signs nobody up there.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was withdrawn, or the shift has begun.
    """
    sign_up, activity = take_up(
        session, actor, request.sign_up_id, Deed.WITHDRAW, request.expected_version
    )
    _give_back(session, actor, sign_up, activity)
    return queries.shown(session, actor, sign_up)


def withdraw_own(
    session: Session, actor: Actor, request: contracts.WithdrawOwnSignUp
) -> contracts.SignUpView:
    """A person gives their place back by the code.

    Raises:
        NotFound: the code is unknown, or it is another person's sign-up.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was withdrawn, or the shift has begun.
    """
    person = one_with_code(session, request.code)
    chosen = sa.select(SignUp).where(
        SignUp.id == request.sign_up_id, SignUp.volunteer_id == person.id
    )
    found = the(session, chosen, otherwise=SIGN_UPS.no_such(request.sign_up_id))
    sign_up = _locked(session, found)
    check_version(request.expected_version, sign_up.version)
    _give_back(session, actor, sign_up, session.get_one(Activity, sign_up.activity_id))
    return queries.shown(session, None, sign_up)


def take_up(
    session: Session, actor: Actor, sign_up_id: UUID, deed: Deed, expected: int | None
) -> tuple[SignUp, Activity]:
    """The sign-up, locked, and its activity, if the actor may do this with it.

    Raises:
        NotFound: no such sign-up in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
    """
    found = SIGN_UPS.one_of(session, actor, sign_up_id)
    activity = session.get_one(Activity, found.activity_id)
    action, area, owner = rules.TABLE.action(deed), found.community, activity.commissioner
    if not may(actor, action, area=area, owner=owner):
        raise Forbidden(
            f"您不能办理社区 {area} 的这个报名，请联系团队专员或工作站。",
            f"You may not do this with sign-ups of community {area}; ask the team's commissioner "
            "or the workstation.",
        )
    act(session, actor, action, area=area, owner=owner)
    sign_up = _locked(session, found)
    check_version(expected, sign_up.version)
    return sign_up, activity


def free_all(session: Session, actor: Actor, volunteer_id: UUID, community: str | None) -> None:
    """Give back every place of a person that is still to come; None: in every community."""
    _free(
        session,
        actor,
        SignUp.volunteer_id == volunteer_id,
        SignUp.starts_at > clock.now(),
        *([SignUp.community == community] if community else []),
    )


def free_activity(session: Session, actor: Actor, activity_id: UUID) -> None:
    """Give back every place of an activity that is not held."""
    _free(session, actor, SignUp.activity_id == activity_id)


def _free(session: Session, actor: Actor, *which: sa.ColumnElement[bool]) -> None:
    chosen = sa.select(SignUp).where(SignUp.state.in_(_STANDS), SignUp.presence.is_(None), *which)
    # Shifts are locked in one order, so that two who free places do not wait for each other.
    for sign_up in session.scalars(chosen.order_by(SignUp.shift_id, SignUp.id)).all():
        locked = _locked(session, sign_up)
        if locked.state in _STANDS:
            _withdraw(session, actor, locked)


def _shift(session: Session, shift_id: UUID) -> tuple[Shift, Activity]:
    """The shift, locked, and its activity, for which people can sign up.

    Raises:
        NotFound: there is none, or it is not published.
    """
    refusal = rules.no_such_shift(shift_id)
    chosen = sa.select(Shift).where(Shift.id == shift_id)
    activity_id = the(session, chosen, otherwise=refusal).activity_id
    # The activity first, as in cancelling, so that nobody signs up for what is called off meanwhile.
    activity = session.get_one(
        Activity, activity_id, with_for_update={"read": True}, populate_existing=True
    )
    if not ACTIVITY_TABLE.allows(activity.state, ActivityDeed.SIGN_UP):
        raise refusal
    shift = the(session, chosen, for_change=True, otherwise=refusal)
    return shift, activity


def _signed_up(
    session: Session, actor: Actor, shift: Shift, activity: Activity, volunteer_id: UUID
) -> SignUp:
    now = clock.now()
    if shift.starts_at <= now:
        raise rules.has_begun(activity.title)
    one_in(session, volunteer_id, activity.community)
    known = sa.select(SignUp.id).where(
        SignUp.shift_id == shift.id,
        SignUp.volunteer_id == volunteer_id,
        SignUp.state.in_(_STANDS),
    )
    if session.scalar(known) is not None:
        raise rules.signed_up_already(activity.title)
    state = rules.state_of_new(
        places=shift.places, confirmed=shift.confirmed, waiting=shift.waiting
    )
    made = SignUp(
        id=new_id(),
        shift_id=shift.id,
        activity_id=activity.id,
        community=activity.community,
        volunteer_id=volunteer_id,
        state=state,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        signed_up_at=now,
        version=0,
    )
    session.add(made)
    _count(shift, state, 1)
    SIGN_UPS.changed(session, actor, made, state.value, at=now)
    session.flush()
    return made


def _give_back(session: Session, actor: Actor, sign_up: SignUp, activity: Activity) -> None:
    rules.TABLE.follows("", sign_up.state, Deed.WITHDRAW)
    if sign_up.presence is not None or sign_up.starts_at <= clock.now():
        raise rules.has_begun(activity.title)
    _withdraw(session, actor, sign_up)


def _withdraw(session: Session, actor: Actor, sign_up: SignUp, **facts: Any) -> None:
    _count(session.get_one(Shift, sign_up.shift_id), sign_up.state, -1)
    sign_up.state = rules.TABLE.follows("", sign_up.state, Deed.WITHDRAW)
    SIGN_UPS.changed(session, actor, sign_up, rules.TABLE.deeds[Deed.WITHDRAW].done, **facts)
    session.flush()


def _locked(session: Session, found: SignUp) -> SignUp:
    """The sign-up as it is now; its shift is locked first, as in signing up."""
    session.get_one(Shift, found.shift_id, with_for_update=True, populate_existing=True)
    return SIGN_UPS.locked(session, found.id)


def _count(shift: Shift, state: SignUpState, change: int) -> None:
    if state is SignUpState.CONFIRMED:
        shift.confirmed += change
    else:
        shift.waiting += change
