"""Giving a person another code: at the workstation for a reason, or to the person with proof."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.own_codes import (
    HandedOutCode,
    RenewOwnCode,
    RenewVolunteerCode,
    VolunteerCode,
)
from groundwork.disclosures import check_reason
from runtime import marks
from runtime.codes import print_of
from services.volunteers.disclosures import operations as disclosures
from services.volunteers.own_data.rules import check_proved
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.operations import for_others, move_others_on
from services.volunteers.volunteers.queries import (
    REGISTRATIONS,
    one_with_code,
    person_first,
    standing,
)
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.permissions import Action, role_for
from vocabulary.tracking import grouped, normalised


def renew(session: Session, actor: Actor, request: RenewVolunteerCode) -> HandedOutCode:
    """Give a person at the workstation another code, and record for the person why.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        Invalid: the reason needs words.
        WrongState: the person left.
    """
    action = Action.VOLUNTEER_RECORD
    person_first(session, request.registration_id)
    registration = REGISTRATIONS.take_up(
        session, actor, request.registration_id, action, otherwise=for_others
    )
    check_reason(request.reason, request.words)
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.RENEW_CODE, note=request.words)
    move_others_on(session, actor, registration, Deed.RENEW_CODE)
    person = session.get_one(Volunteer, registration.volunteer_id)
    code = _set(session, person, request.new_code)
    role = role_for(actor, action, area=registration.community)
    disclosures.keep(session, actor, request, registration, seen=["code"], role=role)
    session.flush()
    return HandedOutCode(id=registration.id, number=registration.number, code=code)


def renew_own(session: Session, actor: Actor, request: RenewOwnCode) -> VolunteerCode:
    """Give the holder of the code another one.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one, or the person was erased.
    """
    person = one_with_code(session, request.code, for_change=True)
    check_proved(is_theirs=marks.PHONE.fits(person.phone_print, request.phone))
    code = _set(session, person, request.new_code)
    for registration in standing(session, person):
        REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.RENEW_CODE)
    session.flush()
    return VolunteerCode(code=code)


def _set(session: Session, person: Volunteer, code: str) -> str:
    """Give the code, and end every one that led to the person until now."""
    person.code, person.code_print = normalised(code), print_of(code)
    _end_of_doubles(session, person)
    return grouped(person.code)


def _end_of_doubles(session: Session, person: Volunteer) -> None:
    """The rows that turned out to be the person keep codes that nobody was given."""
    doubles = sa.select(Volunteer).where(Volunteer.merged_into == person.id)
    for double in session.scalars(doubles.order_by(Volunteer.id)).all():
        unknown = secrets.token_hex(16)
        double.code, double.code_print = normalised(unknown), print_of(unknown)
        _end_of_doubles(session, double)
