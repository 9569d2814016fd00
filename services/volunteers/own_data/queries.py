"""The copy that a volunteer gets."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.own_data import (
    ExportOwnGuest,
    ExportOwnVolunteer,
    GuestCopy,
    VolunteerCopy,
)
from contracts.volunteers.words import FreeTime
from runtime import clock, marks
from runtime.copying import Copying
from services.volunteers.disclosures import queries as disclosures
from services.volunteers.groups import queries as groups
from services.volunteers.guests import queries as guests
from services.volunteers.hour_certificates.model import HourCertificate
from services.volunteers.hours import queries as hours
from services.volunteers.memberships import queries as memberships
from services.volunteers.merits import queries as merits
from services.volunteers.own_data import rules
from services.volunteers.sign_ups import queries as sign_ups
from services.volunteers.sign_ups.model import Guest
from services.volunteers.trainings import queries as trainings
from services.volunteers.volunteers import queries as volunteers
from services.volunteers.volunteers.model import Volunteer

_PERSON = ("name", "phone", "guardian_name", "guardian_phone", "national_number")
_COPY = Copying(
    Volunteer,
    VolunteerCopy,
    given=(
        *_PERSON,
        "exported_at",
        "disclosures",
        "free_times",
        "registrations",
        "trainings",
        "merits",
        "memberships",
        "sign_ups",
        "hours",
        "groups",
        "certificates",
    ),
)
_TOLD_BY_GUEST = ("name", "phone", "group", "guardian_name", "guardian_phone")
_COPY_OF_GUEST = Copying(
    Guest, GuestCopy, given=(*_TOLD_BY_GUEST, "exported_at", "disclosures", "sign_up")
)


def copy_of(session: Session, request: ExportOwnVolunteer) -> VolunteerCopy:
    """Everything that is stored about a volunteer.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one.
    """
    person = volunteers.one_with_code(session, request.code)
    rules.check_proved(is_theirs=marks.PHONE.fits(person.phone_print, request.phone))
    numbers = sa.select(HourCertificate.number).where(HourCertificate.volunteer_id == person.id)
    return _COPY(
        person,
        exported_at=clock.now(),
        free_times=[FreeTime(one) for one in person.free_times],
        disclosures=disclosures.told(session, person.id),
        registrations=volunteers.own_registrations(session, person.id),
        merits=merits.all_of(session, person.id),
        trainings=trainings.all_of(session, person.id),
        memberships=memberships.all_of(session, person.id),
        sign_ups=sign_ups.all_of(session, person.id),
        hours=hours.all_of(session, person.id),
        groups=groups.of_volunteer(session, person.id),
        certificates=list(session.scalars(numbers.order_by(HourCertificate.id))),
        **{name: getattr(person, name) for name in _PERSON},
    )


def copy_of_guest(session: Session, request: ExportOwnGuest) -> GuestCopy:
    """Everything that is stored about a guest.

    Raises:
        NotFound: the code is unknown.
        Forbidden: the phone is another one.
    """
    guest = guests.one_with_code(session, request.code)
    rules.check_proved(is_theirs=marks.PHONE.fits(guest.phone_print, request.phone))
    return _COPY_OF_GUEST(
        guest,
        exported_at=clock.now(),
        disclosures=disclosures.told_guest(session, guest.id),
        sign_up=sign_ups.shown(session, None, guests.sign_up_of(session, guest)),
        **{name: getattr(guest, name) for name in _TOLD_BY_GUEST},
    )
