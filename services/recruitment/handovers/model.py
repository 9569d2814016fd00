"""Hand-overs and their items as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited, Exempt
from runtime.encryption import Erasable
from services.recruitment.tables import Record


class Handover(Record):
    """What one appointment that ended leaves behind."""

    __tablename__ = "handover"
    AUDIT = Audited(kind="handover", identity="appointment_id", area="community")
    __table_args__ = (
        sa.CheckConstraint("(given_at IS NULL) = (given_by IS NULL)", name="given"),
        sa.CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="received"),
    )

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: To whom the register gave them, whatever paper said afterwards; null: the workstation.
    successor: Mapped[UUID | None]
    #: Portions of the appeals that were told, of so many.
    portions_told: Mapped[int]
    portions: Mapped[int]
    given_at: Mapped[dt.datetime | None]
    given_by: Mapped[str | None] = mapped_column(sa.Text())
    given_note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    received_at: Mapped[dt.datetime | None]
    received_by: Mapped[str | None] = mapped_column(sa.Text())
    received_note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]


class Item(Record):
    """One thing that went to somebody else."""

    __tablename__ = "handover_item"
    AUDIT = Exempt("copied from the events of audited rows, never changed")

    appointment_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("handover.appointment_id"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40))
