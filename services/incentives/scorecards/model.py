"""The words of commissioners about their quarters."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from runtime.encryption import Erasable
from services.incentives.tables import Record


class CardWords(Record):
    """What a commissioner says of one quarter of an appointment."""

    __tablename__ = "card_words"
    AUDIT = Audited(kind="card_words", identity="id", area="community")
    __table_args__ = (sa.UniqueConstraint("appointment_id", "quarter"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appointment_id: Mapped[UUID]
    community: Mapped[str] = mapped_column(sa.String(12))
    quarter: Mapped[str] = mapped_column(sa.String(6))
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]
