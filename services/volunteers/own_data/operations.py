"""Erasing a volunteer: at the person's wish, and past the period."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.own_data import (
    EraseOwnGuest,
    EraseOwnVolunteer,
    GuestErasure,
    VolunteerErasure,
)
from contracts.volunteers.words import MembershipState, RegistrationState
from groundwork import history
from groundwork.history import Entry
from groundwork.own_data import clean_rows
from groundwork.retention import Classes, deleting, each, past
from runtime import clock, marks, retention
from services.volunteers.check_in_codes import operations as check_in_codes
from services.volunteers.consents.model import CONSENT
from services.volunteers.consents.operations import is_over
from services.volunteers.disclosures.model import Disclosure
from services.volunteers.findings import operations as findings
from services.volunteers.fund_papers import operations as fund_papers
from services.volunteers.group_people import operations as group_people
from services.volunteers.groups.model import PersonOfGroup
from services.volunteers.guests import queries as guests
from services.volunteers.hour_certificates.model import HourCertificate
from services.volunteers.hours import queries as hours
from services.volunteers.hours.model import Hours
from services.volunteers.memberships import queries as memberships
from services.volunteers.memberships.model import Membership
from services.volunteers.merits.model import Merit
from services.volunteers.own_data import rules
from services.volunteers.registrations.operations import leave_one
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries as sign_ups_found
from services.volunteers.sign_ups.model import Guest, SignUp
from services.volunteers.trainings.model import Training
from services.volunteers.volunteers import queries as volunteers
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of

_PERSON = (
    "account",
    "calendar_code",
    "calendar_print",
    "name",
    "name_print",
    "phone",
    "phone_print",
    "minor_until_year",
    "guardian_name",
    "guardian_phone",
    "insured_until",
    "national_number",
)
_OF_GUEST = ("name", "phone", "phone_print", "group", "guardian_name", "guardian_phone")
_TOLD = ("skills", "interests", "free_times")


def erase_own(session: Session, actor: Actor, request: EraseOwnVolunteer) -> VolunteerErasure:
    """Erase everything personal at the wish of the holder of the code.

    Memberships end and places are freed; minutes, numbers and figures stay.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one, or everything was erased already.
    """
    person = volunteers.one_with_code(session, request.code, for_change=True)
    rules.check_proved(is_theirs=marks.PHONE.fits(person.phone_print, request.phone))
    _erase(session, actor, person, erasure.ON_REQUEST)
    return VolunteerErasure(erased_at=person.erased_at or clock.now())


def erase_own_guest(session: Session, actor: Actor, request: EraseOwnGuest) -> GuestErasure:
    """Erase everything personal at the wish of the holder of the code; the place is freed.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one, or everything was erased already.
    """
    guest = guests.one_with_code(session, request.code, for_change=True)
    rules.check_proved(is_theirs=marks.PHONE.fits(guest.phone_print, request.phone))
    sign_ups.free_guest(session, actor, guest.id)
    _erase_guest(session, guest, erasure.ON_REQUEST)
    return GuestErasure(erased_at=guest.erased_at or clock.now())


def _erase(session: Session, actor: Actor, person: Volunteer, mark: str) -> None:
    chosen = sa.select(Registration).where(Registration.volunteer_id == person.id)
    registrations = session.scalars(chosen.order_by(Registration.id).with_for_update()).all()
    for registration in registrations:
        if registration.state is not RegistrationState.LEFT:
            leave_one(session, actor, registration)
    for name in _PERSON:
        setattr(person, name, None)
    for name in _TOLD:
        setattr(person, name, [])
    person.wants_notices = person.may_succeed = False
    person.erased_at = clock.now()
    for registration in registrations:
        registration.national_consent_id = registration.contact_consent_id = None
        registration.work = registration.service_centre = None
        registration.specialties, registration.duties = [], []
        REGISTRATIONS.changed(session, actor, registration, "erased", at=person.erased_at)
    row = HourCertificate
    for certificate in session.scalars(sa.select(row).where(row.volunteer_id == person.id)).all():
        certificate.name = certificate.in_charge = None
    clean_rows(session, Disclosure, ("words",), mark, Disclosure.volunteer_id == person.id)
    for record in (Training, Merit):
        session.execute(sa.delete(record).where(record.volunteer_id == person.id))
    own = sa.select(Membership).where(Membership.volunteer_id == person.id)
    for membership in session.scalars(own).all():
        membership.account = None
    group_people.forget_volunteer(session, person.id)
    session.flush()
    for kind, table in (
        (volunteers.KIND, Registration),
        (memberships.KIND, Membership),
        (hours.KIND, Hours),
    ):
        things = sa.select(table.id).where(table.volunteer_id == person.id)
        history.forget_notes(session, mark, Entry.kind == kind, Entry.thing_id.in_(things))


def _old() -> sa.Select[Any]:
    """So long after the last membership ended and the last registration was left."""
    limit = retention.limit("volunteer")
    registered = sa.exists().where(
        Registration.volunteer_id == Volunteer.id,
        sa.or_(Registration.left_at.is_(None), Registration.left_at >= limit),
    )
    member = sa.exists().where(
        Membership.volunteer_id == Volunteer.id,
        sa.or_(
            Membership.state.in_((MembershipState.OFFERED, MembershipState.ACCEPTED)),
            Membership.ended_on >= day_of(limit),
        ),
    )
    return sa.select(Volunteer).where(Volunteer.erased_at.is_(None), ~registered, ~member)


def _forget(session: Session, person: Volunteer) -> None:
    _erase(session, RESIDENT, person, erasure.BY_RETENTION)


def _erase_guest(session: Session, guest: Guest, mark: str) -> None:
    for name in _OF_GUEST:
        setattr(guest, name, None)
    guest.erased_at = clock.now()
    own = sa.select(SignUp.id).where(SignUp.guest_id == guest.id)
    history.forget_notes(session, mark, Entry.kind == sign_ups_found.KIND, Entry.thing_id.in_(own))
    session.flush()


def _old_guests() -> sa.Select[Any]:
    is_over = sa.exists().where(
        SignUp.guest_id == Guest.id, SignUp.ends_at < retention.limit("sign_up")
    )
    return sa.select(Guest).where(Guest.erased_at.is_(None), is_over)


def _forget_guest(session: Session, guest: Guest) -> None:
    _erase_guest(session, guest, erasure.BY_RETENTION)


def _old_sign_ups() -> sa.Select[Any]:
    """Those of volunteers from which no hours follow, however they ended."""
    has_hours = sa.exists().where(Hours.sign_up_id == SignUp.id, hours.STANDS)
    return sa.select(SignUp).where(
        SignUp.guest_id.is_(None), SignUp.ends_at < retention.limit("sign_up"), ~has_hours
    )


def _forget_sign_up(session: Session, sign_up: SignUp) -> None:
    # What is left are refused hours, which stay without it.
    for refused in session.scalars(sa.select(Hours).where(Hours.sign_up_id == sign_up.id)).all():
        refused.sign_up_id = None
    session.flush()
    session.delete(sign_up)


def _forget_of_group(_session: Session, person: PersonOfGroup) -> None:
    group_people.forget(person)


CLEANED: Classes = {
    "volunteer": [each(Volunteer, _old, _forget)],
    "sign_up": [
        each(Guest, _old_guests, _forget_guest),
        each(SignUp, _old_sign_ups, _forget_sign_up),
    ],
    "finding": findings.CLEANED,
    "group_person": [each(PersonOfGroup, group_people.old, _forget_of_group)],
    "proof": check_in_codes.CLEANED,
    "fund_paper": fund_papers.CLEANED,
    "consent": [deleting(CONSENT.c.consent_id, is_over)],
    "disclosure": [deleting(Disclosure.id, past(Disclosure.disclosed_at, "disclosure"))],
}
