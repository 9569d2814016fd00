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
    """Somebody saw an applicant's name, phone and address whole, once."""

    __tablename__ = "applicant_disclosure"
    AUDIT = Audited(kind="applicant_disclosure", identity="id", area="community")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    reason: Mapped[ApplicantSeenFor] = mapped_column(word(ApplicantSeenFor))


class AppointmentDisclosure(OfCommunity, Record):
    """Somebody saw the contact of who is proposed or appointed, or of who objects, once."""

    __tablename__ = "appointment_disclosure"
    AUDIT = Audited(kind="appointment_disclosure", identity="id", area="community")

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), index=True)
    #: To which objection the contact was left; null where it was the appointment's person.
    objection_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("objection.id"), index=True)
    reason: Mapped[ContactSeenFor] = mapped_column(word(ContactSeenFor))
