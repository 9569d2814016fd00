"""Giving the contact for one message, and keeping whether a volunteer wants messages."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.reaching import (
    ChooseMessages,
    ChooseOwnMessages,
    MessagesWish,
    ReachVolunteer,
    VolunteerReach,
)
from contracts.volunteers.volunteers import VolunteerView
from contracts.volunteers.words import AgeGroup, RegistrationState, VolunteerSeenFor
from groundwork.kept import the
from groundwork.reaching import check_is_system
from runtime import clock
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.register import queries as register
from services.volunteers.sign_ups.model import Guest
from services.volunteers.volunteers import queries
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code, standing
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import SYSTEM_ROLE, Actor
from vocabulary.notices import NoticeChannel
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, NotFound, WrongState
from vocabulary.tracking import grouped


def reach(session: Session, actor: Actor, request: ReachVolunteer) -> VolunteerReach:
    """The phone for one message, kept as a disclosure that the person sees.

    A volunteer who wants no messages, has left every community or was erased is not reached: the
    answer then has no phone, and nothing is recorded. Asking only for the ways is not recorded
    either. Repeating the same message is one use and one record.

    Raises:
        Forbidden: the caller is not the system.
        NotFound: no such volunteer.
    """
    check_is_system(actor)
    guest = session.get(Guest, request.volunteer_id)
    if guest is not None:
        return _reached_guest(session, guest, request)
    chosen = sa.select(Volunteer).where(Volunteer.id == request.volunteer_id)
    refusal = NotFound("没有这名义工。", "There is no such volunteer.")
    person = the(session, chosen, otherwise=refusal)
    phone = _phone_of(person)
    wants = person.wants_notices and session.scalars(_standing(person)).first() is not None
    ways = [NoticeChannel.WEBHOOK] if wants and phone is not None else []
    if request.way not in ways:
        return VolunteerReach(
            phone=None, email=None, tracking_code=None, wants_notices=wants, ways=ways
        )
    _record_use(session, request, volunteer_id=person.id)
    return VolunteerReach(
        phone=phone,
        email=None,
        tracking_code=grouped(person.code),
        wants_notices=True,
        ways=ways,
    )


def _reached_guest(session: Session, guest: Guest, request: ReachVolunteer) -> VolunteerReach:
    """A guest left the phone to be told of changes; who was erased is reached no more."""
    is_child = guest.age_group is AgeGroup.UNDER_14
    phone = guest.guardian_phone if is_child else guest.phone
    ways = [NoticeChannel.WEBHOOK] if phone is not None else []
    if request.way not in ways:
        return VolunteerReach(
            phone=None, email=None, tracking_code=None, wants_notices=bool(ways), ways=ways
        )
    _record_use(session, request, guest_id=guest.id)
    return VolunteerReach(
        phone=phone, email=None, tracking_code=grouped(guest.code), wants_notices=True, ways=ways
    )


def choose_own(session: Session, actor: Actor, request: ChooseOwnMessages) -> MessagesWish:
    """Keep whether the holder of the code wants messages.

    Raises:
        NotFound: the code is unknown.
        WrongState: the person has left every community.
    """
    person = one_with_code(session, request.code, for_change=True)
    registrations = standing(session, person)
    if not registrations:
        raise WrongState(
            "您没有在册的义工注册，不会收到消息；需要时请重新注册。",
            "You are registered nowhere any more, so no message is sent; register again if you "
            "want to help.",
        )
    person.wants_notices = request.wants_notices
    for registration in registrations:
        REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.CHOOSE_MESSAGES)
    return MessagesWish(wants_notices=person.wants_notices)


def choose(session: Session, actor: Actor, request: ChooseMessages) -> VolunteerView:
    """Write down for a person whether they want messages.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor does not write down for people.
        PreconditionFailed: it was changed meanwhile.
        WrongState: the person left.
    """
    queries.person_first(session, request.registration_id)
    registration = REGISTRATIONS.take_up(
        session,
        actor,
        request.registration_id,
        Action.VOLUNTEER_RECORD,
        otherwise=_for_others,
        expected=request.expected_version,
    )
    person = session.get_one(Volunteer, registration.volunteer_id)
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.CHOOSE_MESSAGES)
    person.wants_notices = request.wants_notices
    session.flush()
    return register.shown(session, actor, registration)


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"只有社区 {community} 的工作站可以代义工登记是否接收消息。",
        f"Only the workstation of community {community} may write this down for a volunteer.",
    )


def _standing(person: Volunteer) -> sa.Select[Registration]:
    return (
        sa.select(Registration)
        .where(Registration.volunteer_id == person.id, Registration.state != RegistrationState.LEFT)
        .order_by(Registration.id)
    )


def _phone_of(person: Volunteer) -> str | None:
    """The phone that a message goes to: of a child under fourteen, that of the guardian."""
    is_child = person.age_group is AgeGroup.UNDER_14
    return person.guardian_phone if is_child else person.phone


def _record_use(session: Session, request: ReachVolunteer, **person: UUID) -> None:
    """One record for a message, however often it is tried.

    There is no event: no person has seen the contact, and the message has its own event.
    """
    if session.get(Disclosure, request.delivery_id) is not None:
        return
    use = Disclosure(
        id=request.delivery_id,
        fields="phone",
        reason=VolunteerSeenFor.NOTICE,
        purpose=request.purpose,
        disclosed_at=clock.now(),
        account=SYSTEM_ROLE,
        role=SYSTEM_ROLE,
        **person,
    )
    session.add(use)
