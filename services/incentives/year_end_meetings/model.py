"""Meetings and invitations to them as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.incentives.words import MeetingReply, YearEndMeetingState
from contracts.incentives.year_end_meetings import SUBJECT_LONGEST, VENUE_LONGEST
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record


class YearEndMeeting(Record):
    """A year-end meeting of a street."""

    __tablename__ = "year_end_meeting"
    AUDIT = Audited(kind="year_end_meeting", identity="id", area="street")
    __table_args__ = (
        sa.Index("ix_year_end_meeting_street", "street", "held_on"),
        sa.CheckConstraint("state IN ('planned', 'held', 'called_off')", name="state"),
        sa.CheckConstraint(
            "(state = 'called_off') = (called_off_because IS NOT NULL)", name="called_off_because"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    subject: Mapped[str] = mapped_column(sa.String(SUBJECT_LONGEST))
    held_on: Mapped[dt.date]
    venue: Mapped[str] = mapped_column(sa.String(VENUE_LONGEST))
    state: Mapped[YearEndMeetingState] = mapped_column(word(YearEndMeetingState))
    called_off_because: Mapped[str | None] = mapped_column(sa.Text())
    version: Mapped[int]


class MeetingInvitation(Record):
    """The invitation of one person: of a commissioner in office, or of somebody else."""

    __tablename__ = "meeting_invitation"
    AUDIT = Audited(kind="meeting_invitation", identity="id", area="street")
    __table_args__ = (
        sa.UniqueConstraint("year_end_meeting_id", "appointment_id"),
        sa.Index("ix_meeting_invitation_person", "person"),
        sa.CheckConstraint("reply IN ('invited', 'accepted', 'declined', 'lapsed')", name="reply"),
        sa.CheckConstraint("(appointment_id IS NULL) != (invitee_id IS NULL)", name="one_person"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year_end_meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("year_end_meeting.id"))
    street: Mapped[str] = mapped_column(sa.String(12))
    appointment_id: Mapped[UUID | None] = mapped_column(index=True)
    #: The account of the commissioner, or the id of a person without one.
    person: Mapped[str | None] = mapped_column(sa.String(100))
    invitee_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("invitee.id"))
    invited_on: Mapped[dt.date]
    reply: Mapped[MeetingReply] = mapped_column(word(MeetingReply))
    replied_on: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    attended: Mapped[bool | None]
    version: Mapped[int]
