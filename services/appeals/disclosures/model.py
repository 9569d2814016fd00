"""Disclosures as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.appeals.words import SeenFor
from runtime.encryption import Erasable
from runtime.records import word
from services.appeals.tables import Record


class Disclosure(Record):
    """A contact was seen whole, once, or went into one message."""

    __tablename__ = "disclosure"
    AUDIT = Audited(kind="disclosure", identity="id")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), index=True)
    #: Names with commas between.
    fields: Mapped[str] = mapped_column(sa.String(100))
    reason: Mapped[SeenFor] = mapped_column(word(SeenFor))
    #: For which message the system took it; null where a person saw it.
    purpose: Mapped[str | None] = mapped_column(sa.String(40))
    words: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    disclosed_at: Mapped[dt.datetime]
    account: Mapped[str] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))
