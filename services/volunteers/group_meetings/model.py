"""Meetings of groups as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.group_meetings import SUBJECT_LONGEST
from services.volunteers.tables import Record


class GroupMeeting(Record):
    """One meeting of a group."""

    __tablename__ = "group_meeting"
    AUDIT = Audited(kind="group_meeting", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_group_meeting_group_id_held_on", "group_id", "held_on"),
        sa.CheckConstraint("people >= 1", name="people"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    held_on: Mapped[dt.date]
    subject: Mapped[str] = mapped_column(sa.String(SUBJECT_LONGEST))
    people: Mapped[int]
    result: Mapped[str | None] = mapped_column(sa.Text())
