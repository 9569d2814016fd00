"""Regulations as rows: what is being written, and each version that was put into force."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.recruitment.tables import Record


class Regulation(Record):
    """One document of one street that was changed at least once."""

    __tablename__ = "regulation"
    AUDIT = Audited(kind="regulation", identity="id", area="street")
    __table_args__ = (sa.UniqueConstraint("street", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(40))
    #: As in `RegulationDraft`; none: nothing is being written.
    draft: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    draft_by: Mapped[str | None] = mapped_column(sa.Text())
    draft_at: Mapped[dt.datetime | None]
    version: Mapped[int]


class Edition(Record):
    """One version that was put into force; none is ever changed."""

    __tablename__ = "regulation_edition"
    AUDIT = Audited(kind="regulation", identity="regulation_id,number", area="street")

    regulation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("regulation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    street: Mapped[str] = mapped_column(sa.String(12))
    title_zh: Mapped[str] = mapped_column(sa.Text())
    title_en: Mapped[str] = mapped_column(sa.Text())
    summary_en: Mapped[str] = mapped_column(sa.Text())
    text: Mapped[str] = mapped_column(sa.Text())
    effective_from: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text())
    published_at: Mapped[dt.datetime]
    published_by: Mapped[str | None] = mapped_column(sa.Text())
