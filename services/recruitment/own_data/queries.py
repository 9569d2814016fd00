"""The copy that a person gets."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.applications import ApplicationStep
from contracts.recruitment.own_data import ApplicationCopy, CopiedAppointment, ServiceCopy
from groundwork import history
from runtime import clock
from services.recruitment.applications import queries as applications
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.certificates.model import Certificate
from services.recruitment.courses import queries as courses
from services.recruitment.screening.model import GivenPoints
from vocabulary.actors import Actor
from vocabulary.personal_text import hidden
from vocabulary.tracking import grouped

_PLACES = 2


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
    return ApplicationCopy(
        exported_at=clock.now(),
        id=application.id,
        number=application.number,
        code=grouped(application.code),
        campaign_id=application.campaign_id,
        post_id=application.post_id,
        community=application.community,
        source=application.source,
        state=application.state,
        name=application.name,
        phone=application.phone,
        address=application.address,
        account=application.account,
        ability=application.ability,
        experience=application.experience,
        time_available=application.time_available,
        motivation=application.motivation,
        supporter_groups=application.supporter_groups,
        supporter_residents=application.supporter_residents,
        recommendation=hidden(application.recommendation),
        consent_how=application.consent_how,
        consents_to_notice=application.consents_to_notice,
        reserve_months=application.reserve_months,
        reserve_until=application.reserve_until,
        received_at=application.received_at,
        decided_at=application.decided_at,
        mean_points=round(sum(points) / len(points), _PLACES) if points else None,
        history=[_step(entry) for entry in entries],
    )


def _step(entry: history.Entry) -> ApplicationStep:
    return ApplicationStep(
        version=entry.version,
        what=entry.what,
        happened_at=entry.happened_at,
        role=entry.role,
        stage=entry.details.get("stage"),
        opinion=applications.opinion_of(entry),
        # Staff's notes may contain the number of a neighbour, who was not asked.
        note=hidden(entry.note),
        back_entry=history.back_entry_of(entry),
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
    return CopiedAppointment(
        id=row.id,
        community=row.community,
        post_id=row.post_id,
        kind=row.kind,
        state=row.state,
        application_id=row.application_id,
        name=row.name,
        phone=row.phone,
        shows_name=row.shows_name,
        found_because=hidden(row.found_because),
        ability=hidden(row.ability),
        trust=hidden(row.trust),
        recognition=hidden(row.recognition),
        willingness=hidden(row.willingness),
        dual_roles=hidden(row.dual_roles),
        proposed_on=row.proposed_on,
        notice_from=row.notice_from,
        notice_to=row.notice_to,
        decided_on=row.decided_on,
        term_from=row.term_from,
        term_to=row.term_to,
        began_on=row.began_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        end_note=hidden(row.end_note),
        heard_on=row.heard_on,
        hearing=hidden(row.hearing),
        grade=row.grade,
        evaluation=hidden(row.evaluation),
        evaluated_on=row.evaluated_on,
        certificates=list(session.scalars(numbers)),
        erased_at=row.erased_at,
        history=[replace(one, by=None) for one in steps],
    )
