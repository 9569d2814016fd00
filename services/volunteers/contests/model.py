"""Contests of groups as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.contests import TITLE_LONGEST
from contracts.volunteers.words import ContestAward, ContestLevel
from runtime.records import word
from services.volunteers.tables import Record


class Contest(Record):
    """One contest in which a group took part."""

    __tablename__ = "contest"
    AUDIT = Audited(kind="contest", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("group_id", "held_on", "title"),
        sa.CheckConstraint("level IN ('community', 'street', 'district', 'city')", name="level"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    level: Mapped[ContestLevel] = mapped_column(word(ContestLevel))
    held_on: Mapped[dt.date]
    award: Mapped[ContestAward] = mapped_column(word(ContestAward))
    result: Mapped[str | None] = mapped_column(sa.Text())
    version: Mapped[int]
