"""Disclosures as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bus.audit import PERSONAL, Audited
from contracts.appeals.disclosures import DisclosureReason
from runtime.encryption import Erasable
from runtime.records import word
from services.appeals.tables import Record


class Disclosure(Record):
    """A contact was seen whole, once."""

    __tablename__ = "disclosure"
    AUDIT = Audited(kind="disclosure", identity="id")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), index=True)
    #: Names with commas between.
    fields: Mapped[str] = mapped_column(sa.String(100))
    reason: Mapped[DisclosureReason] = mapped_column(word(DisclosureReason))
    words: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    disclosed_at: Mapped[dt.datetime]
    account: Mapped[str] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))
