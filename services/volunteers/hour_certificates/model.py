"""Certificates of hours as rows, each with the hours that it tells."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited, Exempt
from contracts.volunteers.activities import TITLE_LONGEST
from contracts.volunteers.words import HourCertificateState
from runtime import codes
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class HourCertificate(Record):
    """One certificate of one person."""

    __tablename__ = "hour_certificate"
    AUDIT = Audited(kind="hour_certificate", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("street", "number"),
        sa.Index("ix_hour_certificate_issued_on_id", "issued_on", "id"),
        sa.Index("ix_hour_certificate_volunteer_id", "volunteer_id"),
        sa.CheckConstraint("state IN ('standing', 'replaced')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    street: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    #: The holder of the paper can check it; others cannot find it by its number.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    #: As on the paper.
    name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    in_charge: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    issuer: Mapped[str] = mapped_column(sa.Text())
    minutes: Mapped[int]
    #: The certificate that tells the corrected hours.
    replaced_by_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("hour_certificate.id"), index=True
    )
    state: Mapped[HourCertificateState] = mapped_column(word(HourCertificateState))
    issued_on: Mapped[dt.date]
    version: Mapped[int]


class CertifiedHours(Record):
    """One line of a certificate, as on the paper."""

    __tablename__ = "hour_certificate_line"
    AUDIT = Exempt("written with its certificate, never changed")

    certificate_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("hour_certificate.id"), primary_key=True
    )
    hours_id: Mapped[UUID] = mapped_column(sa.ForeignKey("hours.id"), primary_key=True, index=True)
    activity: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    served_on: Mapped[dt.date]
    minutes: Mapped[int]
