"""Disclosures as rows."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import ApplicantSeenFor, ContactSeenFor
from groundwork.disclosures import Look
from runtime.records import word
from services.recruitment.tables import Record


class OfCommunity(Look):
    """It belongs to the community in which the person was seen."""

    community: Mapped[str] = mapped_column(sa.String(12))


class ApplicantDisclosure(OfCommunity, Record):
    """One viewing of an applicant's full name, phone and address."""

    __tablename__ = "applicant_disclosure"
    AUDIT = Audited(kind="applicant_disclosure", identity="id", area="community")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    reason: Mapped[ApplicantSeenFor] = mapped_column(word(ApplicantSeenFor))


class AppointmentDisclosure(OfCommunity, Record):
    """One viewing of the contact details of a candidate, commissioner or objector."""

    __tablename__ = "appointment_disclosure"
    AUDIT = Audited(kind="appointment_disclosure", identity="id", area="community")

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), index=True)
    #: The objection whose contact was seen; null where it was the appointment's person.
    objection_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("objection.id"), index=True)
    reason: Mapped[ContactSeenFor] = mapped_column(word(ContactSeenFor))
