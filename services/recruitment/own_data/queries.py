"""The copy that a person gets."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.own_data import ApplicationCopy, CopiedAppointment, ServiceCopy
from groundwork import history
from runtime import clock
from runtime.copying import Copying
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import OWN_WORDS, Application
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import WORDS, Appointment
from services.recruitment.certificates.model import Certificate
from services.recruitment.courses import queries as courses
from services.recruitment.screening.model import GivenPoints
from vocabulary.actors import Actor
from vocabulary.personal_text import hidden
from vocabulary.tracking import grouped

_PLACES = 2
#: What of an application the person wrote themselves.
_GIVEN = ("name", "phone", "address", *OWN_WORDS)
_APPLICATION = Copying(
    Application,
    ApplicationCopy,
    given=(*_GIVEN, "exported_at", "code", "recommendation", "mean_points", "history"),
)
_APPOINTMENT = Copying(
    Appointment, CopiedAppointment, given=("name", "phone", *WORDS, "certificates", "history")
)


def copy_of(session: Session, code: str) -> ApplicationCopy:
    """Everything that is stored about an application, without the names of those who handled it.

    Raises:
        NotFound: the code is unknown.
    """
    application = applications.one_with_code(session, code)
    points = list(
        session.scalars(
            sa.select(GivenPoints.points).where(GivenPoints.application_id == application.id)
        )
    )
    entries = history.of(session, applications.KIND, application.id)
    return _APPLICATION(
        application,
        exported_at=clock.now(),
        code=grouped(application.code),
        mean_points=round(sum(points) / len(points), _PLACES) if points else None,
        history=[applications.told_step(entry) for entry in entries],
        recommendation=hidden(application.recommendation),
        # The person gets whole what they gave.
        **{name: getattr(application, name) for name in _GIVEN},
    )


def service_of(session: Session, actor: Actor) -> ServiceCopy:
    """Everything stored about the actor as a candidate or commissioner.

    Without the accounts of staff, and without objections: the person objected to might recognise
    the writer.
    """
    return ServiceCopy(
        exported_at=clock.now(),
        appointments=[_copied(session, row) for row in appointments.own(session, actor)],
        training=courses.own(session, actor),
    )


def _copied(session: Session, row: Appointment) -> CopiedAppointment:
    numbers = (
        sa.select(Certificate.number)
        .where(Certificate.appointment_id == row.id)
        .order_by(Certificate.issued_on, Certificate.number)
    )
    steps = [
        appointments.step(entry, sees_note=True)
        for entry in history.of(session, appointments.KIND, row.id)
    ]
    return _APPOINTMENT(
        row,
        name=row.name,
        phone=row.phone,
        certificates=list(session.scalars(numbers)),
        history=[replace(one, by=None) for one in steps],
        **{name: hidden(getattr(row, name)) for name in WORDS},
    )
