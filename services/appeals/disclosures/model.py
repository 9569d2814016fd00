"""Disclosures as rows."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.appeals.words import SeenFor
from groundwork.disclosures import Look
from runtime.records import word
from services.appeals.tables import Record


class Disclosure(Look, Record):
    """One viewing of full contact details, or their use in one message."""

    __tablename__ = "disclosure"
    AUDIT = Audited(kind="disclosure", identity="id")

    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), index=True)
    reason: Mapped[SeenFor] = mapped_column(word(SeenFor))
    #: The message for which the system used it; null where a person saw it.
    purpose: Mapped[str | None] = mapped_column(sa.String(40))
