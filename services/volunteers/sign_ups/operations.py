"""Signing up, waiting in line, answering an offer, giving places back.

Everything is locked in one order: the person, their registration, the activity, the shift, the
sign-up. So two requests never wait for each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from contracts.recruitment.words import Parameter
from contracts.volunteers import sign_ups as contracts
from contracts.volunteers.notices import PLACE_OFFERED, PLACE_OFFERED_BY_CODE
from contracts.volunteers.words import SignUpState
from groundwork import parameters
from groundwork.history import Entry
from groundwork.kept import the
from runtime import clock, marks
from runtime.identifiers import as_uuid, new_id
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.activities.rules import TABLE as ACTIVITY_TABLE
from services.volunteers.activities.rules import Deed as ActivityDeed
from services.volunteers.activity_notices.operations import tell
from services.volunteers.activity_notices.rules import when
from services.volunteers.sign_ups import queries, rules
from services.volunteers.sign_ups.model import Guest, SignUp
from services.volunteers.sign_ups.queries import SIGN_UPS
from services.volunteers.sign_ups.rules import STANDS, Deed
from services.volunteers.trainings.queries import skills_on
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import (
    check_is_in,
    not_registered,
    one_in,
    one_numbered,
    one_with_code,
)
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, check_version

#: Shifts that the clock looks through in one transaction.
AT_ONCE = 100


def sign_up(session: Session, actor: Actor, request: contracts.SignUp) -> contracts.SignUpView:
    """A person signs up by their code.

    Raises:
        NotFound: the code is unknown, there is no such shift of a published activity, or the
            person is not registered in its community.
        Invalid: a minor for whom the guardian did not agree.
        WrongState: the shift has begun, or the person is signed up already, or confirmed
            elsewhere at that time, or without the insurance or training that is asked for.
    """
    person = one_with_code(session, request.code, for_change=True)
    activity = queries.open_for(session, request.shift_id, person)
    if activity is None:
        # Asked one by one, to say which of them it is.
        activity = queries.open_activity(session, request.shift_id)
        check_is_in(session, person, activity.community)
        _keep_open(session, request.shift_id, activity)
    agrees = rules.guardian_agrees(
        person.age_group,
        field="guardian_phone",
        says_so=request.guardian_phone is not None
        and marks.PHONE.of(person.guardian_phone) == marks.PHONE.of(request.guardian_phone),
    )
    made, step = _signed_up(
        session, actor, request.shift_id, activity, person, guardian_agrees=agrees
    )
    return queries.shown_with(session, None, made, [step])


def record(session: Session, actor: Actor, request: contracts.RecordSignUp) -> contracts.SignUpView:
    """A clerk signs a volunteer up.

    Raises:
        NotFound: no such shift of a published activity where the actor signs people up.
        Invalid, WrongState: see `sign_up`.
    """
    activity = queries.open_activity(session, request.shift_id)
    refusal = rules.no_such_shift(request.shift_id)
    ACTIVITIES.allow(session, actor, Action.SIGN_UP_RECORD, activity, otherwise=refusal)
    person = _named(session, request, activity.community)
    agrees = rules.guardian_agrees(
        person.age_group, field="guardian_agrees", says_so=request.guardian_agrees
    )
    _keep_open(session, request.shift_id, activity)
    made, step = _signed_up(
        session, actor, request.shift_id, activity, person, guardian_agrees=agrees
    )
    return queries.shown_with(session, actor, made, [step])


def accept(session: Session, actor: Actor, request: contracts.AcceptSignUp) -> contracts.SignUpView:
    """A clerk accepts an offered place for the person.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `take_up`.
        WrongState: nothing is offered, or not any more, or the person is confirmed elsewhere.
    """
    sign_up, activity = take_up(
        session, actor, request.sign_up_id, Deed.ACCEPT, request.expected_version
    )
    _accept(session, actor, sign_up, activity)
    return queries.shown(session, actor, sign_up)


def accept_own(
    session: Session, actor: Actor, request: contracts.AcceptOwnSignUp
) -> contracts.SignUpView:
    """A person accepts the offered place by the code.

    Raises:
        NotFound, PreconditionFailed: see `withdraw_own`.
        WrongState: see `accept`.
    """
    found = _own(session, request.code, request.sign_up_id)
    return accept_held(session, actor, found, request.expected_version)


def withdraw(
    session: Session, actor: Actor, request: contracts.WithdrawSignUp
) -> contracts.SignUpView:
    """A clerk gives a place back for the person.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `take_up`.
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
    found = _own(session, request.code, request.sign_up_id)
    return withdraw_held(session, actor, found, request.expected_version)


def accept_held(
    session: Session, actor: Actor, found: SignUp, expected: int | None
) -> contracts.SignUpView:
    """Its person, who is locked already, accepts the offered place.

    Raises:
        PreconditionFailed, WrongState: see `accept`.
    """
    sign_up, activity = _locked(session, found, expected)
    _accept(session, actor, sign_up, activity)
    return queries.shown(session, None, sign_up)


def withdraw_held(
    session: Session, actor: Actor, found: SignUp, expected: int | None
) -> contracts.SignUpView:
    """Its person, who is locked already, gives the place back.

    Raises:
        PreconditionFailed, WrongState: see `withdraw_own`.
    """
    sign_up, activity = _locked(session, found, expected)
    _give_back(session, actor, sign_up, activity)
    return queries.shown(session, None, sign_up)


def take_up(
    session: Session, actor: Actor, sign_up_id: UUID, deed: Deed, expected: int | None
) -> tuple[SignUp, Activity]:
    """The sign-up and its activity, locked, if the actor may do this with it.

    Raises:
        NotFound: no such sign-up in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
    """
    found = SIGN_UPS.one_of(session, actor, sign_up_id)
    activity = session.get_one(Activity, found.activity_id)
    area = found.community
    refusal = Forbidden(
        f"您不能办理社区 {area} 的这个报名，请联系团队专员或工作站。",
        f"You may not do this with sign-ups of community {area}; ask the team's commissioner "
        "or the workstation.",
    )
    ACTIVITIES.allow(session, actor, rules.TABLE.action(deed), activity, otherwise=refusal)
    if found.volunteer_id is not None:
        _lock_person(session, found.volunteer_id)
    # A check-in counts heads on the activity, so nobody else may hold a share of it.
    sign_up, activity = locked_to_count(session, found)
    check_version(expected, sign_up.version)
    return sign_up, activity


def locked_to_count(session: Session, found: SignUp) -> tuple[SignUp, Activity]:
    """The sign-up of a person who is locked already, with its activity, on which heads count."""
    activity = session.get_one(
        Activity, found.activity_id, with_for_update=True, populate_existing=True
    )
    _lock_shift(session, found.shift_id)
    return SIGN_UPS.locked(session, found.id), activity


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


def free_guest(session: Session, actor: Actor, guest_id: UUID) -> None:
    """Give the place of a guest back, if it is still to come."""
    _free(session, actor, SignUp.guest_id == guest_id, SignUp.starts_at > clock.now())


def let_lapse(session: Session, now: dt.datetime) -> int:
    """Let offers without an answer lapse, and ask the next; returns how many lapsed.

    When a shift begins, everybody lapses who still waits for a place.
    """
    act_as_system(session)
    is_due = sa.or_(
        sa.and_(SignUp.state == SignUpState.OFFERED, SignUp.offered_until <= now),
        sa.and_(SignUp.state == SignUpState.WAITING, SignUp.starts_at <= now),
    )
    due = sa.select(SignUp.shift_id).where(is_due).group_by(SignUp.shift_id)
    lapsed = 0
    for shift_id in session.scalars(due.order_by(SignUp.shift_id).limit(AT_ONCE)).all():
        activity = _shared(session, session.get_one(Shift, shift_id).activity_id)
        shift = _lock_shift(session, shift_id)
        chosen = sa.select(SignUp).where(SignUp.shift_id == shift_id, is_due)
        over = session.scalars(chosen.order_by(SignUp.turn).with_for_update()).all()
        for sign_up in over:
            _move(session, RESIDENT, shift, sign_up, Deed.LAPSE, role="system")
        lapsed += len(over)
        offer_free(session, shift, activity, now)
    return lapsed


def lock_people_of(session: Session, activity_id: UUID) -> None:
    """Lock everybody who stands in the lists of an activity, in one order."""
    chosen = sa.select(SignUp.volunteer_id).where(
        SignUp.activity_id == activity_id, SignUp.state.in_(STANDS)
    )
    people = sa.select(Volunteer.id).where(Volunteer.id.in_(chosen)).order_by(Volunteer.id)
    session.scalars(people.with_for_update()).all()


def follow(session: Session, actor: Actor, shift: Shift, activity: Activity) -> None:
    """Move the sign-ups of a locked shift to its new time, and offer what is free.

    People who are confirmed elsewhere then give their place back.
    """
    now = clock.now()
    hours = _offer_hours(session, shift, now)
    chosen = sa.select(SignUp).where(SignUp.shift_id == shift.id, SignUp.state.in_(STANDS))
    for sign_up in session.scalars(chosen.order_by(SignUp.turn).with_for_update()).all():
        if sign_up.state is SignUpState.CONFIRMED and _is_elsewhere(session, sign_up, shift):
            _move(session, actor, shift, sign_up, Deed.WITHDRAW, at=now)
        sign_up.starts_at, sign_up.ends_at = shift.starts_at, shift.ends_at
        if sign_up.offered_until is not None and sign_up.offered_until > shift.starts_at:
            sign_up.offered_until = rules.answer_by(now, shift.starts_at, hours)
            _tell_offered(session, activity, shift, sign_up, sign_up.offered_until)
        session.flush()
    offer_free(session, shift, activity, now)


def offer_free(session: Session, shift: Shift, activity: Activity, now: dt.datetime) -> None:
    """Offer the places of a locked shift that are free to those who wait, in their order.

    A group for which there is not enough room keeps its turn: nobody passes it.
    """
    if shift.starts_at <= now or not ACTIVITY_TABLE.allows(activity.state, ActivityDeed.SIGN_UP):
        return
    hours = _offer_hours(session, shift, now)
    chosen = sa.select(SignUp).where(
        SignUp.shift_id == shift.id, SignUp.state == SignUpState.WAITING
    )
    first = chosen.order_by(SignUp.turn).limit(_free_places(shift)).with_for_update()
    for sign_up in session.scalars(first).all():
        if sign_up.heads > _free_places(shift):
            break
        until = rules.answer_by(now, shift.starts_at, hours)
        _move(session, RESIDENT, shift, sign_up, Deed.OFFER, until=until, role="system")
        _tell_offered(session, activity, shift, sign_up, until)


def _offer_hours(session: Session, shift: Shift, now: dt.datetime) -> int:
    return parameters.value_on(session, shift.community, Parameter.OFFER_HOURS, day_of(now))


def _tell_offered(
    session: Session, activity: Activity, shift: Shift, sign_up: SignUp, until: dt.datetime
) -> None:
    """Nobody is moved up unseen: the person learns until when the place is kept."""
    person = session.get(Volunteer, sign_up.volunteer_id) if sign_up.volunteer_id else None
    account = None if person is None else as_uuid(person.account)
    one = sign_up.volunteer_id or sign_up.guest_id
    tell(
        session,
        RESIDENT,
        (PLACE_OFFERED, PLACE_OFFERED_BY_CODE),
        activity,
        shift,
        accounts=[account] if account else [],
        others=[one] if one and not account else [],
        answer_by=when(until),
    )


def _signed_up(
    session: Session,
    actor: Actor,
    shift_id: UUID,
    activity: Activity,
    person: Volunteer,
    *,
    guardian_agrees: bool,
) -> tuple[SignUp, Entry]:
    elsewhere = _where_else(session, shift_id, activity, person)
    if activity.needs_insurance or activity.needs_skills:
        # The shared activity keeps the times of its shifts.
        check_fit(session, activity, person, _shift(session, shift_id).ends_at)
    # People who sign up for one shift wait for each other from here on, so it comes last.
    shift = _open_shift(session, shift_id, activity)
    made = _placed(shift, activity, 1, volunteer_id=person.id)
    made.guardian_agrees = guardian_agrees
    if made.state is SignUpState.CONFIRMED and elsewhere is not None:
        raise rules.is_elsewhere(activity.title, elsewhere)
    session.add(made)
    return _written(session, actor, shift, made)


def take_guest(
    session: Session,
    actor: Actor,
    shift_id: UUID,
    activity: Activity,
    guest: Guest,
    *,
    heads: int,
    phone: str,
) -> tuple[SignUp, Entry]:
    """Give a guest, or a whole group, places or a turn in the line.

    Raises:
        NotFound, WrongState: see `sign_up`.
        Invalid: more people than the shift has places.
    """
    _keep_open(session, shift_id, activity)
    # Before it is asked who has this phone: nothing else keeps a guest from signing up twice at once.
    shift = _open_shift(session, shift_id, activity)
    known = (
        sa.select(SignUp.id)
        .join(Guest, Guest.id == SignUp.guest_id)
        .where(
            SignUp.shift_id == shift.id,
            SignUp.state.in_(STANDS),
            marks.PHONE.is_of(Guest.phone_print, phone),
        )
    )
    if session.scalars(known.limit(1)).first() is not None:
        raise rules.signed_up_already(activity.title)
    rules.check_heads(heads, shift.places)
    check_fit(session, activity, None, shift.ends_at)
    made = _placed(shift, activity, heads, guest_id=guest.id)
    made.guardian_agrees = guest.guardian_name is not None
    session.add(made)
    return _written(session, actor, shift, made)


def at_the_door(
    session: Session, actor: Actor, request: contracts.RecordUnannounced
) -> tuple[Shift, Activity, Volunteer]:
    """Shift, activity and person, locked, if the actor checks people in there.

    Raises:
        NotFound: no such shift where the actor checks people in, or no such person there.
    """
    refusal = rules.no_such_shift(request.shift_id)
    chosen = sa.select(Shift).where(Shift.id == request.shift_id)
    activity = session.get_one(Activity, the(session, chosen, otherwise=refusal).activity_id)
    ACTIVITIES.allow(session, actor, Action.ATTENDANCE_RECORD, activity, otherwise=refusal)
    person = _named(session, request, activity.community)
    session.get_one(Activity, activity.id, with_for_update=True, populate_existing=True)
    return _lock_shift(session, request.shift_id), activity, person


def take_unannounced(
    session: Session,
    actor: Actor,
    shift: Shift,
    activity: Activity,
    person: Volunteer,
    *,
    guardian_agrees: bool,
) -> SignUp:
    """A sign-up for a volunteer who stands at the door; it takes none of the places.

    Raises:
        Invalid, WrongState: see `sign_up`.
    """
    elsewhere = _where_else(session, shift.id, activity, person)
    check_fit(session, activity, person, shift.ends_at)
    made = _placed(shift, activity, 1, volunteer_id=person.id)
    made.state, made.came_unannounced = SignUpState.CONFIRMED, True
    made.guardian_agrees = rules.guardian_agrees(
        person.age_group, field="guardian_agrees", says_so=guardian_agrees
    )
    if elsewhere is not None:
        raise rules.is_elsewhere(activity.title, elsewhere)
    session.add(made)
    return _written(session, actor, shift, made)[0]


def _named(session: Session, asked: contracts.VolunteerAtShift, community: str) -> Volunteer:
    """The person, locked, whom a clerk names by number or id, if registered in the community.

    Raises:
        NotFound: they are not; the answer reveals nothing of elsewhere.
    """
    volunteer_id = asked.volunteer_id
    if asked.number is not None:
        volunteer_id = one_numbered(session, asked.number, community).volunteer_id
    volunteer_id = rules.named(volunteer_id)
    person = session.get(Volunteer, volunteer_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise not_registered(community, volunteer_id)
    one_in(session, volunteer_id, community)
    return person


def _where_else(
    session: Session, shift_id: UUID, activity: Activity, person: Volunteer
) -> str | None:
    """Where else the person is confirmed at the time of a shift; None: nowhere.

    Person and activity are locked, so that this stays so.

    Raises:
        WrongState: they are signed up for this shift already.
    """
    met = queries.met_during(session, shift_id, person)
    if shift_id in met:
        raise rules.signed_up_already(activity.title)
    return next(iter(met.values()), None)


def check_fit(
    session: Session, activity: Activity, person: Volunteer | None, ends_at: dt.datetime
) -> None:
    """Let people pass who have the insurance and the training that a risky activity asks for.

    A skill counts with everything that it includes, on the day of the shift.

    Raises:
        WrongState: names what is missing (条例 art. 15-17); `person` None: a guest has neither.
    """
    day = day_of(ends_at)
    skills: Collection[str] = ()
    if person is not None and activity.needs_skills:
        skills = skills_on(session, [person], activity.community, day)[person.id]
    rules.check_fit(
        activity.title,
        day=day,
        needs_insurance=activity.needs_insurance,
        needs_skills=activity.needs_skills,
        insured_until=None if person is None else person.insured_until,
        skills=skills,
    )


def _keep_open(session: Session, shift_id: UUID, activity: Activity) -> None:
    """Share the activity before the shift, so that nobody signs up for what is called off meanwhile.

    Raises:
        NotFound: it was called off already.
    """
    if not ACTIVITY_TABLE.allows(_shared(session, activity.id).state, ActivityDeed.SIGN_UP):
        raise rules.no_such_shift(shift_id)


def _open_shift(session: Session, shift_id: UUID, activity: Activity) -> Shift:
    """The shift, locked, if it is still to come.

    Raises:
        NotFound: it was called off meanwhile.
        WrongState: it has begun.
    """
    shift = _shift(session, shift_id, for_change=True)
    if shift.starts_at <= clock.now():
        raise rules.has_begun(activity.title)
    return shift


def _shift(session: Session, shift_id: UUID, *, for_change: bool = False) -> Shift:
    chosen = sa.select(Shift).where(Shift.id == shift_id)
    return the(session, chosen, for_change=for_change, otherwise=rules.no_such_shift(shift_id))


def _placed(shift: Shift, activity: Activity, heads: int, **person: UUID) -> SignUp:
    free = _free_places(shift)
    return SignUp(
        id=new_id(),
        shift_id=shift.id,
        activity_id=activity.id,
        community=activity.community,
        state=rules.state_of_new(free=free, heads=heads, waiting=shift.waiting),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        signed_up_at=clock.now(),
        turn=shift.turns + 1,
        heads=heads,
        guardian_agrees=False,
        came_unannounced=False,
        version=0,
        **person,
    )


def _written(session: Session, actor: Actor, shift: Shift, made: SignUp) -> tuple[SignUp, Entry]:
    """The sign-up and its first step, written together."""
    shift.turns = made.turn
    _count(shift, made, 1)
    made.version += 1
    step = SIGN_UPS.note(session, actor, made, made.state.value, at=made.signed_up_at)
    session.flush()
    return made, step


def _accept(session: Session, actor: Actor, sign_up: SignUp, activity: Activity) -> None:
    now = clock.now()
    rules.TABLE.follows("", sign_up.state, Deed.ACCEPT)
    rules.check_in_time(activity.title, sign_up.offered_until, now)
    if sign_up.volunteer_id is not None:
        check_fit(
            session, activity, session.get_one(Volunteer, sign_up.volunteer_id), sign_up.ends_at
        )
    _check_is_free(session, sign_up, activity)
    shift = session.get_one(Shift, sign_up.shift_id)
    _move(session, actor, shift, sign_up, Deed.ACCEPT, at=now)


def _check_is_free(session: Session, sign_up: SignUp, activity: Activity) -> None:
    """Nobody is confirmed twice at one time; the constraint of the table says so too.

    Raises:
        WrongState: the person is confirmed elsewhere then; names it.
    """
    other = _is_elsewhere(session, sign_up, sign_up)
    if other is not None:
        raise rules.is_elsewhere(activity.title, other)


def _is_elsewhere(session: Session, sign_up: SignUp, time: SignUp | Shift) -> str | None:
    """Where else the person is confirmed at that time; None: nowhere."""
    if sign_up.volunteer_id is None:
        return None
    chosen = (
        sa.select(Activity.title)
        .join(SignUp, SignUp.activity_id == Activity.id)
        .where(
            SignUp.volunteer_id == sign_up.volunteer_id,
            SignUp.id != sign_up.id,
            queries.is_confirmed_during(time),
        )
    )
    return session.scalar(chosen.limit(1))


def _give_back(session: Session, actor: Actor, sign_up: SignUp, activity: Activity) -> None:
    now = clock.now()
    rules.TABLE.follows("", sign_up.state, Deed.WITHDRAW)
    if sign_up.presence is not None or sign_up.starts_at <= now:
        raise rules.has_begun(activity.title)
    shift = session.get_one(Shift, sign_up.shift_id)
    _move(session, actor, shift, sign_up, Deed.WITHDRAW, at=now)
    offer_free(session, shift, activity, now)
    session.flush()


def _free(session: Session, actor: Actor, *which: sa.ColumnElement[bool]) -> None:
    chosen = sa.select(SignUp).where(SignUp.state.in_(STANDS), SignUp.presence.is_(None), *which)
    now = clock.now()
    # Shifts are locked in one order, so that two who free places do not wait for each other.
    for found in session.scalars(chosen.order_by(SignUp.shift_id, SignUp.id)).all():
        activity = _shared(session, found.activity_id)
        shift = _lock_shift(session, found.shift_id)
        sign_up = SIGN_UPS.locked(session, found.id)
        if sign_up.state in STANDS:
            _move(session, actor, shift, sign_up, Deed.WITHDRAW)
            offer_free(session, shift, activity, now)
    session.flush()


def _own(session: Session, code: str, sign_up_id: UUID) -> SignUp:
    """The sign-up of the holder of the code, who is locked.

    Raises:
        NotFound: the code is unknown, or it is another person's.
    """
    person = one_with_code(session, code, for_change=True)
    chosen = sa.select(SignUp).where(SignUp.id == sign_up_id, SignUp.volunteer_id == person.id)
    return the(session, chosen, otherwise=SIGN_UPS.no_such(sign_up_id))


def _locked(session: Session, found: SignUp, expected: int | None) -> tuple[SignUp, Activity]:
    activity = _shared(session, found.activity_id)
    _lock_shift(session, found.shift_id)
    sign_up = SIGN_UPS.locked(session, found.id)
    check_version(expected, sign_up.version)
    return sign_up, activity


def _move(
    session: Session,
    actor: Actor,
    shift: Shift,
    sign_up: SignUp,
    deed: Deed,
    *,
    until: dt.datetime | None = None,
    **facts: Any,
) -> None:
    """Bring it to its next state, and count the places of its locked shift anew."""
    _count(shift, sign_up, -1)
    sign_up.state = rules.TABLE.follows("", sign_up.state, deed)
    _count(shift, sign_up, 1)
    sign_up.offered_until = until
    SIGN_UPS.changed(session, actor, sign_up, rules.TABLE.deeds[deed].done, **facts)


def _count(shift: Shift, sign_up: SignUp, times: int) -> None:
    """People who came unannounced take no place."""
    if sign_up.state in STANDS and not sign_up.came_unannounced:
        name = sign_up.state.value
        setattr(shift, name, getattr(shift, name) + times * sign_up.heads)


def _free_places(shift: Shift) -> int:
    return shift.places - shift.confirmed - shift.offered


def _lock_person(session: Session, volunteer_id: UUID) -> Volunteer:
    return session.get_one(Volunteer, volunteer_id, with_for_update=True, populate_existing=True)


def _shared(session: Session, activity_id: UUID) -> Activity:
    return session.get_one(
        Activity, activity_id, with_for_update={"read": True}, populate_existing=True
    )


def _lock_shift(session: Session, shift_id: UUID) -> Shift:
    return session.get_one(Shift, shift_id, with_for_update=True, populate_existing=True)
