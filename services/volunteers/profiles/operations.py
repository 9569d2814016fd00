"""Changing what a person brings along, and how they are reached."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.profiles import (
    ChangeOwnContact,
    Profile,
    SetOwnProfile,
    SetVolunteerProfile,
)
from contracts.volunteers.volunteers import OwnVolunteer, VolunteerView
from runtime import marks
from services.volunteers.catalogue.queries import known_in
from services.volunteers.own_data.rules import check_proved
from services.volunteers.register import queries as register
from services.volunteers.registrations.operations import taken_up
from services.volunteers.volunteers import operations as volunteers
from services.volunteers.volunteers import queries, rules
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code, standing
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def write_down(session: Session, actor: Actor, request: SetVolunteerProfile) -> VolunteerView:
    """A clerk writes down what a person can do, likes to do, and when.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        Invalid: something that the catalogue does not offer.
        WrongState: the person left.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_RECORD)
    person = session.get_one(Volunteer, registration.volunteer_id)
    _set(session, person, request, registration.community)
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.SET_PROFILE)
    volunteers.move_others_on(session, actor, registration, Deed.SET_PROFILE)
    session.flush()
    return register.shown(session, actor, registration)


def set_own(session: Session, actor: Actor, request: SetOwnProfile) -> OwnVolunteer:
    """The holder of the code says it.

    Raises:
        NotFound: the code is unknown.
        WrongState: the person has left every community.
        Invalid: something that the catalogue does not offer.
    """
    person = one_with_code(session, request.code, for_change=True)
    registrations = standing(session, person)
    rules.check_stands_somewhere(stands=bool(registrations))
    _set(session, person, request, person.community)
    for registration in registrations:
        REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.SET_PROFILE)
    session.flush()
    return queries.own(session, person)


def change_own_contact(session: Session, actor: Actor, request: ChangeOwnContact) -> OwnVolunteer:
    """The holder of the code has another name or phone.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone until now is another one, or the person was erased.
        WrongState: the person has left every community, or is registered so already.
    """
    person = one_with_code(session, request.code, for_change=True)
    check_proved(is_theirs=marks.PHONE.fits(person.phone_print, request.phone))
    registrations = standing(session, person)
    rules.check_stands_somewhere(stands=bool(registrations))
    said = {"name": request.name, "phone": request.new_phone}
    columns = volunteers.name_anew(
        session, person, {k: v for k, v in said.items() if v is not None}
    )
    for registration in registrations if columns else ():
        REGISTRATIONS.move_on(
            session, actor, registration, TABLE, Deed.CHANGE, columns=list(columns)
        )
        volunteers.tell(session, actor, registration)
    session.flush()
    return queries.own(session, person)


def _set(session: Session, person: Volunteer, said: Profile, community: str) -> None:
    # What the person had before stays theirs, though the catalogue no longer offers it.
    known_in(session, community).check(
        [one for one in said.skills if one not in person.skills],
        [one for one in said.interests if one not in person.interests],
    )
    person.skills, person.interests = said.skills, said.interests
    person.free_times = [one.value for one in said.free_times]
