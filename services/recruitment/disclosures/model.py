"""Disclosures as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.recruitment.words import ApplicantSeenFor, ContactSeenFor
from runtime.encryption import Erasable
from runtime.records import word
from services.recruitment.tables import Record


class Look:
    """That somebody saw a person whole, once: what is kept of it, whoever was seen."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: Names with commas between.
    fields: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    disclosed_at: Mapped[dt.datetime] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))

    @property
    def seen(self) -> list[str]:
        """Which fields were seen."""
        return self.fields.split(",")


class ApplicantDisclosure(Look, Record):
    """Somebody saw an applicant's name, phone and address whole, once."""

    __tablename__ = "applicant_disclosure"
    AUDIT = Audited(kind="applicant_disclosure", identity="id", area="community")

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), index=True)
    reason: Mapped[ApplicantSeenFor] = mapped_column(word(ApplicantSeenFor))


class AppointmentDisclosure(Look, Record):
    """Somebody saw the contact of who is proposed or appointed, or of who objects, once."""

    __tablename__ = "appointment_disclosure"
    AUDIT = Audited(kind="appointment_disclosure", identity="id", area="community")

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), index=True)
    #: To which objection the contact was left; null where it was the appointment's person.
    objection_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("objection.id"), index=True)
    reason: Mapped[ContactSeenFor] = mapped_column(word(ContactSeenFor))
