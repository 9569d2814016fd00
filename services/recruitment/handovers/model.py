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
    """The work that one ended appointment leaves behind."""

    __tablename__ = "handover"
    AUDIT = Audited(kind="handover", identity="appointment_id", area="community")
    __table_args__ = (
        sa.CheckConstraint("(given_at IS NULL) = (given_by IS NULL)", name="given"),
        sa.CheckConstraint("(received_at IS NULL) = (received_by IS NULL)", name="received"),
    )

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: The receiver that the first source reported, even if later paper differs; null: the
    #: workstation.
    successor: Mapped[UUID | None]
    given_at: Mapped[dt.datetime | None]
    given_by: Mapped[str | None] = mapped_column(sa.Text())
    given_note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    received_at: Mapped[dt.datetime | None]
    received_by: Mapped[str | None] = mapped_column(sa.Text())
    received_note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]


class Portion(Record):
    """One portion that a source has reported of one appointment."""

    __tablename__ = "handover_portion"
    AUDIT = Exempt("remembers the events of audited rows, never changed")

    appointment_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("handover.appointment_id"), primary_key=True
    )
    #: The service, as `contracts.handing_over` names it.
    source: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    #: The number of the portion, from 1, and of all portions.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    portions: Mapped[int]


class Item(Record):
    """One thing that was passed on."""

    __tablename__ = "handover_item"
    AUDIT = Exempt("copied from the events of audited rows, never changed")

    appointment_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("handover.appointment_id"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40))
