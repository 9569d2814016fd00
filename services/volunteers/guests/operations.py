"""Guests sign up, answer offers, give places back, get a copy and are erased."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    GuestBody,
    GuestReceipt,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.sign_ups import SignUpView
from runtime import marks
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.volunteers.activities.model import Activity
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.guests import rules
from services.volunteers.guests.queries import one_with_code, sign_up_of
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries
from services.volunteers.sign_ups.model import Guest
from services.volunteers.sign_ups.rules import no_such_shift
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.tracking import grouped, normalised

_KEPT = ("name", "phone", "group", "age_group", "guardian_name", "guardian_phone")


def sign_up(session: Session, actor: Actor, request: SignUpGuest) -> GuestReceipt:
    """A resident or a group signs up without registration.

    Raises:
        NotFound: there is no such shift of a published activity.
        Invalid: a minor without guardian, or more people than the shift has places.
        WrongState: the shift has begun, the phone is signed up already, or the activity asks
            for insurance or training.
    """
    activity = queries.open_activity(session, request.shift_id)
    return _signed_up(session, actor, None, activity, request, request.code)


def record(session: Session, actor: Actor, request: RecordGuest) -> GuestReceipt:
    """A clerk signs a resident or a group up.

    Raises:
        NotFound: no such shift of a published activity where the actor signs people up.
        Invalid, WrongState: see `sign_up`.
    """
    activity = queries.open_activity(session, request.shift_id)
    refusal = no_such_shift(request.shift_id)
    ACTIVITIES.allow(session, actor, Action.SIGN_UP_RECORD, activity, otherwise=refusal)
    return _signed_up(session, actor, actor, activity, request, request.code)


def show(session: Session, request: ShowGuestSignUp) -> SignUpView:
    """The guest's own sign-up.

    Raises:
        NotFound: the code is unknown.
    """
    return queries.shown(session, None, sign_up_of(session, one_with_code(session, request.code)))


def accept(session: Session, actor: Actor, request: AcceptGuestSignUp) -> SignUpView:
    """A guest accepts the offered place.

    Raises:
        NotFound: the code is unknown.
        PreconditionFailed: it was changed meanwhile.
        WrongState: nothing is offered, or not any more.
    """
    guest = one_with_code(session, request.code, for_change=True)
    found = sign_up_of(session, guest)
    return sign_ups.accept_held(session, actor, found, request.expected_version)


def withdraw(session: Session, actor: Actor, request: WithdrawGuestSignUp) -> SignUpView:
    """A guest gives the place back.

    Raises:
        NotFound: the code is unknown.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was withdrawn, or the shift has begun.
    """
    guest = one_with_code(session, request.code, for_change=True)
    found = sign_up_of(session, guest)
    return sign_ups.withdraw_held(session, actor, found, request.expected_version)


def _signed_up(
    session: Session,
    actor: Actor,
    reader: Actor | None,
    activity: Activity,
    body: GuestBody,
    code: str,
) -> GuestReceipt:
    rules.check_guardian(
        body.age_group, guardian_name=body.guardian_name, guardian_phone=body.guardian_phone
    )
    guest = Guest(
        id=new_id(),
        community=activity.community,
        code=normalised(code),
        code_print=print_of(code),
        phone_print=marks.PHONE.of(body.phone),
        **{name: getattr(body, name) for name in _KEPT},
    )
    session.add(guest)
    session.flush()
    made, step = sign_ups.take_guest(
        session, actor, body.shift_id, activity, guest, heads=body.heads, phone=body.phone
    )
    shown = queries.shown_with(session, reader, made, [step])
    return GuestReceipt(id=shown.id, code=grouped(guest.code), sign_up=shown)
