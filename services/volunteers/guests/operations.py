"""Guests sign up, answer offers, give places back, get a copy and are erased."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    EraseOwnGuest,
    ExportOwnGuest,
    GuestBody,
    GuestCopy,
    GuestErasure,
    GuestReceipt,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.sign_ups import SignUpView
from groundwork import history
from groundwork.history import Entry
from groundwork.retention import Cleaning, each
from runtime import clock, marks, retention
from runtime.codes import print_of
from runtime.copying import Copying
from runtime.identifiers import new_id
from services.volunteers.activities.model import Activity
from services.volunteers.guests import rules
from services.volunteers.guests.model import Guest
from services.volunteers.guests.queries import one_with_code
from services.volunteers.own_data.rules import check_proved
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.sign_ups.rules import STANDS, no_such_shift
from vocabulary import erasure
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.tracking import grouped, normalised

_KEPT = ("name", "phone", "group", "age_group", "guardian_name", "guardian_phone")
_PERSON = ("name", "phone", "phone_print", "group", "guardian_name", "guardian_phone")
_TOLD = ("name", "phone", "group", "guardian_name", "guardian_phone")
_COPY = Copying(Guest, GuestCopy, given=(*_TOLD, "exported_at", "sign_up"))


def sign_up(session: Session, actor: Actor, request: SignUpGuest) -> GuestReceipt:
    """A resident or a group signs up without registration.

    Raises:
        NotFound: there is no such shift of a published activity.
        Invalid: a minor without guardian, or more people than the shift has places.
        WrongState: the shift has begun, the phone is signed up already, or the activity asks
            for insurance or training.
    """
    activity = sign_ups.open_activity(session, request.shift_id)
    return _signed_up(session, actor, None, activity, request, request.code)


def record(session: Session, actor: Actor, request: RecordGuest) -> GuestReceipt:
    """A clerk signs a resident or a group up.

    Raises:
        NotFound: no such shift of a published activity where the actor signs people up.
        Invalid, WrongState: see `sign_up`.
    """
    activity = sign_ups.open_activity(session, request.shift_id)
    owner = activity.commissioner
    if not may(actor, Action.SIGN_UP_RECORD, area=activity.community, owner=owner):
        raise no_such_shift(request.shift_id)
    act(session, actor, Action.SIGN_UP_RECORD, area=activity.community, owner=owner)
    return _signed_up(session, actor, actor, activity, request, request.code)


def show(session: Session, request: ShowGuestSignUp) -> SignUpView:
    """The guest's own sign-up.

    Raises:
        NotFound: the code is unknown.
    """
    return queries.shown(session, None, _sign_up_of(session, one_with_code(session, request.code)))


def accept(session: Session, actor: Actor, request: AcceptGuestSignUp) -> SignUpView:
    """A guest accepts the offered place.

    Raises:
        NotFound: the code is unknown.
        PreconditionFailed: it was changed meanwhile.
        WrongState: nothing is offered, or not any more.
    """
    guest = one_with_code(session, request.code, for_change=True)
    found = _sign_up_of(session, guest)
    return sign_ups.accept_held(session, actor, found, request.expected_version)


def withdraw(session: Session, actor: Actor, request: WithdrawGuestSignUp) -> SignUpView:
    """A guest gives the place back.

    Raises:
        NotFound: the code is unknown.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was withdrawn, or the shift has begun.
    """
    guest = one_with_code(session, request.code, for_change=True)
    found = _sign_up_of(session, guest)
    return sign_ups.withdraw_held(session, actor, found, request.expected_version)


def copy_of(session: Session, request: ExportOwnGuest) -> GuestCopy:
    """Everything that is stored about a guest.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one.
    """
    guest = one_with_code(session, request.code)
    check_proved(is_theirs=marks.PHONE.fits(guest.phone_print, request.phone))
    return _COPY(
        guest,
        exported_at=clock.now(),
        sign_up=queries.shown(session, None, _sign_up_of(session, guest)),
        **{name: getattr(guest, name) for name in _TOLD},
    )


def erase_own(session: Session, actor: Actor, request: EraseOwnGuest) -> GuestErasure:
    """Erase everything personal at the wish of the holder of the code; the place is freed.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one, or everything was erased already.
    """
    guest = one_with_code(session, request.code, for_change=True)
    check_proved(is_theirs=marks.PHONE.fits(guest.phone_print, request.phone))
    sign_ups.free_guest(session, actor, guest.id)
    _erase(session, guest, erasure.ON_REQUEST)
    return GuestErasure(erased_at=guest.erased_at or clock.now())


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
    made = sign_ups.take_guest(
        session, actor, body.shift_id, activity, guest, heads=body.heads, phone=body.phone
    )
    shown = queries.shown(session, reader, made)
    return GuestReceipt(id=made.id, code=grouped(guest.code), sign_up=shown)


def _sign_up_of(session: Session, guest: Guest) -> SignUp:
    return session.scalars(sa.select(SignUp).where(SignUp.guest_id == guest.id)).one()


def _erase(session: Session, guest: Guest, mark: str) -> None:
    for name in _PERSON:
        setattr(guest, name, None)
    guest.erased_at = clock.now()
    own = sa.select(SignUp.id).where(SignUp.guest_id == guest.id)
    history.forget_notes(session, mark, Entry.kind == queries.KIND, Entry.thing_id.in_(own))
    session.flush()


def _old_guests() -> sa.Select[tuple[Guest]]:
    is_over = sa.exists().where(
        SignUp.guest_id == Guest.id, SignUp.ends_at < retention.limit("sign_up")
    )
    return sa.select(Guest).where(Guest.erased_at.is_(None), is_over)


def _forget(session: Session, guest: Guest) -> None:
    _erase(session, guest, erasure.BY_RETENTION)


def _old_sign_ups() -> sa.Select[tuple[SignUp]]:
    """Those of volunteers who were not there: no hours follow from them."""
    return sa.select(SignUp).where(
        SignUp.state.not_in([one.value for one in STANDS]),
        SignUp.guest_id.is_(None),
        SignUp.ends_at < retention.limit("sign_up"),
    )


#: Sign-ups past their period.
CLEANED: list[Cleaning] = [
    each(Guest, _old_guests, _forget),
    each(SignUp, _old_sign_ups, lambda session, row: session.delete(row)),
]
