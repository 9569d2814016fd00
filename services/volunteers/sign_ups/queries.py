"""Sign-ups as staff and the person see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from contracts.volunteers.sign_ups import (
    ListOwnSignUps,
    ListSignUps,
    OwnSignUps,
    ShowSignUp,
    SignUpPage,
    SignUpStep,
    SignUpView,
)
from contracts.volunteers.words import SignUpState
from groundwork import history
from groundwork.history import Entry
from groundwork.kept import Kept, each, the
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.rules import TABLE as ACTIVITY_TABLE
from services.volunteers.activities.rules import Deed as ActivityDeed
from services.volunteers.sign_ups import rules
from services.volunteers.sign_ups.model import Guest, SignUp
from services.volunteers.sign_ups.rules import STANDS, Deed
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import is_standing_in, one_with_code, people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action

KIND = "sign_up"
SIGN_UPS = Kept(SignUp, KIND, "报名", "sign-up", read=Action.SIGN_UP_READ)

_ORDER = paging.Order(
    {"signed_up_at": SignUp.signed_up_at}, identity=SignUp.id, usual="-signed_up_at"
)
_VIEW = Copying(
    SignUp, SignUpView, given=("activity", "name", "group", "ahead", "possible", "history")
)
_STEP = history.Telling(SignUpStep)
#: Put together once: an alias copies every column.
_OTHER = aliased(SignUp)
_AHEAD = sa.select(
    SignUp.id,
    sa.select(sa.func.count())
    .where(
        _OTHER.shift_id == SignUp.shift_id,
        _OTHER.state == SignUpState.WAITING,
        _OTHER.turn < SignUp.turn,
    )
    .correlate(SignUp)
    .scalar_subquery()
    .label("ahead"),
)


def show(session: Session, actor: Actor, request: ShowSignUp) -> SignUpView:
    """One sign-up with its history.

    Raises:
        NotFound: no such sign-up in the actor's communities.
    """
    return shown(session, actor, SIGN_UPS.one_of(session, actor, request.sign_up_id))


def page(session: Session, actor: Actor, request: ListSignUps) -> SignUpPage:
    """A page of the sign-ups that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = SIGN_UPS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, SignUp.community)] if request.area else []),
        *([SignUp.activity_id == request.activity_id] if request.activity_id else []),
        *([SignUp.shift_id == request.shift_id] if request.shift_id else []),
        *([SignUp.volunteer_id == request.volunteer_id] if request.volunteer_id else []),
        *any_of(SignUp.state, request.state),
    )
    return SignUpPage(items=_listed(session, actor, found.rows), **found.besides)


def of_person(session: Session, request: ListOwnSignUps) -> OwnSignUps:
    """The sign-ups of the holder of a code.

    Raises:
        NotFound: the code is unknown.
    """
    person = one_with_code(session, request.code)
    return OwnSignUps(items=all_of(session, person.id))


def all_of(session: Session, volunteer_id: UUID) -> list[SignUpView]:
    """Everything that a person signed up for, newest first, as they see it."""
    chosen = sa.select(SignUp).where(SignUp.volunteer_id == volunteer_id)
    found = session.scalars(chosen.order_by(SignUp.signed_up_at.desc(), SignUp.id)).all()
    return _listed(session, None, found)


def shown(session: Session, actor: Actor | None, sign_up: SignUp) -> SignUpView:
    """The sign-up with its history; without an actor, for its person."""
    return shown_with(session, actor, sign_up, history.of(session, KIND, sign_up.id))


def shown_with(
    session: Session, actor: Actor | None, sign_up: SignUp, steps: Iterable[Entry]
) -> SignUpView:
    """The sign-up with these steps as its history, which is not read; without an actor, for its person."""
    return _told(session, actor, [sign_up], [[_STEP(step) for step in steps]])[0]


def open_for(session: Session, shift_id: UUID, person: Volunteer) -> Activity | None:
    """The published activity of a shift where the person is registered.

    It stays published and the person registered: both rows are shared. None: there is none, it is
    not published, or the person is not registered there.
    """
    activity = session.scalar(_OPEN_FOR, {"shift": shift_id, "person": person.id})
    if activity is None or not ACTIVITY_TABLE.allows(activity.state, ActivityDeed.SIGN_UP):
        return None
    return activity


def met_during(session: Session, shift_id: UUID, person: Volunteer) -> Mapping[UUID, str]:
    """Where the person stands in the line of this shift or is confirmed at its time.

    By shift: the title of its activity.
    """
    rows = session.execute(_MET, {"shift": shift_id, "person": person.id})
    return {row[0]: row[1] for row in rows}


def is_confirmed_during(time: SignUp | Shift | type[Shift]) -> sa.ColumnElement[bool]:
    """Whether a sign-up is confirmed at the time of another, or of a shift."""
    return sa.and_(
        SignUp.state == SignUpState.CONFIRMED,
        SignUp.starts_at < time.ends_at,
        SignUp.ends_at > time.starts_at,
    )


def open_activity(session: Session, shift_id: UUID) -> Activity:
    """The published activity of a shift, not locked yet.

    Raises:
        NotFound: there is none, or it is not published.
    """
    refusal = rules.no_such_shift(shift_id)
    chosen = sa.select(Activity).join(Shift, Shift.activity_id == Activity.id)
    activity = the(session, chosen.where(Shift.id == shift_id), otherwise=refusal)
    if not ACTIVITY_TABLE.allows(activity.state, ActivityDeed.SIGN_UP):
        raise refusal
    return activity


def guests_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Guest]:
    """The guests with these ids."""
    return each(session, Guest, ids)


def _listed(session: Session, actor: Actor | None, found: Sequence[SignUp]) -> list[SignUpView]:
    return _told(session, actor, found, [None] * len(found))


def _told(
    session: Session,
    actor: Actor | None,
    found: Sequence[SignUp],
    histories: Sequence[list[SignUpStep] | None],
) -> list[SignUpView]:
    people = people_of(session, [one.volunteer_id for one in found if one.volunteer_id])
    guests = guests_of(session, [one.guest_id for one in found if one.guest_id])
    activities = each(session, Activity, [one.activity_id for one in found])
    ahead = _ahead(session, found)
    who = {
        one.id: people[one.volunteer_id] if one.volunteer_id else guests[one.guest_id or one.id]
        for one in found
    }
    return [
        _VIEW(
            one,
            ahead=ahead.get(one.id),
            activity=activities[one.activity_id].title,
            name=masked_name(who[one.id].name),
            group=guests[one.guest_id].group if one.guest_id else None,
            possible=_possible(actor, one, activities[one.activity_id]),
            history=steps,
        )
        for one, steps in zip(found, histories, strict=True)
    ]


def _ahead(session: Session, found: Sequence[SignUp]) -> Mapping[UUID, int]:
    """How many wait before each of those that wait."""
    waiting = [one.id for one in found if one.state is SignUpState.WAITING]
    if not waiting:
        return {}
    rows = session.execute(_AHEAD.where(SignUp.id.in_(waiting)))
    return {row.id: row.ahead for row in rows}


def _possible(actor: Actor | None, sign_up: SignUp, activity: Activity) -> list[str]:
    now = clock.now()
    held = {Deed.WITHDRAW} if sign_up.presence or sign_up.starts_at <= now else set()
    if sign_up.offered_until is not None and sign_up.offered_until <= now:
        held.add(Deed.ACCEPT)
    if rules.is_too_early(sign_up.starts_at, now):
        held.add(Deed.CHECK_IN)
    deeds = (
        rules.WITH_CODE
        if actor is None
        else rules.TABLE.granted(
            actor,
            area=sign_up.community,
            owner=activity.commissioner,
            team=activity.team_id,
        )
    )
    return rules.TABLE.offered(sign_up.state, deeds, held=held)


# Put together once: everybody who signs up asks them.

_SHIFT, _PERSON = sa.bindparam("shift", type_=sa.Uuid()), sa.bindparam("person", type_=sa.Uuid())
_OPEN_FOR = (
    sa.select(Activity)
    .join(Shift, Shift.activity_id == Activity.id)
    .join(Registration, is_standing_in(_PERSON, Activity.community))
    .where(Shift.id == _SHIFT)
    .with_for_update(read=True, of=(Registration, Activity))
)
_MET = (
    sa.select(SignUp.shift_id, Activity.title)
    .join(Activity, Activity.id == SignUp.activity_id)
    .join(Shift, Shift.id == _SHIFT)
    .where(
        SignUp.volunteer_id == _PERSON,
        SignUp.state.in_(STANDS),
        sa.or_(SignUp.shift_id == Shift.id, is_confirmed_during(Shift)),
    )
)
