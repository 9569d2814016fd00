"""Disclosures as rows."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.words import VolunteerSeenFor
from groundwork.disclosures import Look
from runtime.records import word
from services.volunteers.tables import Record


class Disclosure(Look, Record):
    """One viewing of the contact of a volunteer or guest, or its use in one message."""

    __tablename__ = "disclosure"
    AUDIT = Audited(kind="disclosure", identity="id", area="community")
    __table_args__ = (
        sa.CheckConstraint("(volunteer_id IS NULL) <> (guest_id IS NULL)", name="person"),
    )

    volunteer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("volunteer.id"), index=True)
    guest_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guest.id"), index=True)
    #: Where a person saw it; null for a message, which belongs to no community.
    community: Mapped[str | None] = mapped_column(sa.String(12))
    reason: Mapped[VolunteerSeenFor] = mapped_column(
        word(VolunteerSeenFor), server_default=VolunteerSeenFor.NOTICE
    )
    #: The message for which the system used it; null where a person saw it.
    purpose: Mapped[str | None] = mapped_column(sa.String(40))
