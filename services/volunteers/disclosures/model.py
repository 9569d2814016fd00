"""Disclosures as rows."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from groundwork.disclosures import Look
from services.volunteers.tables import Record


class Disclosure(Look, Record):
    """One use of the contact of a volunteer or guest in a message."""

    __tablename__ = "disclosure"
    AUDIT = Audited(kind="disclosure", identity="id")
    __table_args__ = (
        sa.CheckConstraint("(volunteer_id IS NULL) <> (guest_id IS NULL)", name="person"),
    )

    volunteer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("volunteer.id"), index=True)
    guest_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guest.id"), index=True)
    #: The message for which the system used it.
    purpose: Mapped[str] = mapped_column(sa.String(40))
