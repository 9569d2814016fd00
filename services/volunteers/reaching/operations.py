"""Giving the contact for one message, and keeping whether a volunteer wants messages."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.reaching import (
    ChooseMessages,
    ChooseOwnMessages,
    MessagesWish,
    ReachVolunteer,
    VolunteerReach,
)
from contracts.volunteers.words import AgeGroup, RegistrationState
from groundwork.kept import the
from groundwork.reaching import check_is_system
from runtime import clock
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code
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
    chosen = sa.select(Volunteer).where(Volunteer.id == request.volunteer_id)
    refusal = NotFound("没有这名义工。", "There is no such volunteer.")
    person = the(session, chosen, otherwise=refusal)
    phone = _phone_of(person)
    wants = person.wants_notices and _is_registered(session, person)
    ways = [NoticeChannel.WEBHOOK] if wants and phone is not None else []
    if request.way not in ways:
        return VolunteerReach(wants_notices=wants, ways=ways)
    if session.get(Disclosure, request.delivery_id) is None:
        # There is no event: no person has seen the contact, and the message has its own event.
        session.add(_row(person, request))
    return VolunteerReach(
        phone=phone, tracking_code=grouped(person.code), wants_notices=True, ways=ways
    )


def choose_own(session: Session, request: ChooseOwnMessages) -> MessagesWish:
    """Keep whether the holder of the code wants messages.

    Raises:
        NotFound: the code is unknown.
        WrongState: the person was erased.
    """
    person = one_with_code(session, request.code, for_change=True)
    return _chosen(session, person, wants=request.wants_notices)


def choose(session: Session, actor: Actor, request: ChooseMessages) -> MessagesWish:
    """Write down for a person whether they want messages.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor does not write down for people.
        WrongState: the person was erased.
    """
    registration = REGISTRATIONS.one_of(session, actor, request.registration_id)
    if not REGISTRATIONS.may(actor, Action.VOLUNTEER_RECORD, registration):
        raise Forbidden(
            "只有工作站可以代义工登记。",
            "Only the workstation may write this down for a volunteer.",
        )
    act(session, actor, Action.VOLUNTEER_RECORD, area=registration.community)
    of_person = sa.select(Volunteer).where(Volunteer.id == registration.volunteer_id)
    person = session.scalars(of_person.with_for_update()).one()
    return _chosen(session, person, wants=request.wants_notices)


def _chosen(session: Session, person: Volunteer, *, wants: bool) -> MessagesWish:
    if person.erased_at is not None:
        raise WrongState(
            "该义工的个人信息已删除，不会再收到消息。",
            "The person's data was erased, so no message is sent any more.",
        )
    person.wants_notices = wants
    session.flush()
    return MessagesWish(wants_notices=wants)


def _phone_of(person: Volunteer) -> str | None:
    """The phone that a message goes to: of a child under fourteen, that of the guardian."""
    is_child = person.age_group is AgeGroup.UNDER_14
    return person.guardian_phone if is_child else person.phone


def _is_registered(session: Session, person: Volunteer) -> bool:
    chosen = sa.select(Registration.id).where(
        Registration.volunteer_id == person.id, Registration.state != RegistrationState.LEFT
    )
    return session.scalar(chosen.limit(1)) is not None


def _row(person: Volunteer, request: ReachVolunteer) -> Disclosure:
    return Disclosure(
        # The message's own id, so that a message that is tried again has one record.
        id=request.delivery_id,
        volunteer_id=person.id,
        fields="phone",
        purpose=request.purpose,
        disclosed_at=clock.now(),
        account=SYSTEM_ROLE,
        role=SYSTEM_ROLE,
    )
