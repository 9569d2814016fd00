"""Meetings, their agenda, who came, what was agreed, and why a quarter had none."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.incentives.meetings import DOER_LONGEST, PLACE_LONGEST, THEME_LONGEST
from contracts.incentives.words import AgreementState, MeetingState, PointKind
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record


class Meeting(Record):
    """One sharing meeting of a community."""

    __tablename__ = "sharing_meeting"
    AUDIT = Audited(kind="sharing_meeting", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_sharing_meeting_community", "community", "held_at"),
        sa.CheckConstraint("state IN ('planned', 'held', 'minuted', 'called_off')", name="state"),
        sa.CheckConstraint("(minutes IS NULL) = (minuted_on IS NULL)", name="minutes"),
        sa.CheckConstraint(
            "(announced_on IS NULL) = (entered_because IS NOT NULL)", name="announced"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    theme: Mapped[str] = mapped_column(sa.String(THEME_LONGEST))
    held_at: Mapped[dt.datetime]
    place: Mapped[str] = mapped_column(sa.String(PLACE_LONGEST))
    guests: Mapped[str | None] = mapped_column(sa.Text())
    state: Mapped[MeetingState] = mapped_column(word(MeetingState))
    #: When the commissioners were told of this time; null: it was written down afterwards.
    announced_on: Mapped[dt.date | None]
    entered_because: Mapped[str | None] = mapped_column(sa.Text())
    called_off_because: Mapped[str | None] = mapped_column(sa.Text())
    guests_present: Mapped[int | None]
    minutes: Mapped[str | None] = mapped_column(sa.Text())
    minuted_on: Mapped[dt.date | None]
    version: Mapped[int]

    @property
    def number(self) -> str:
        """What people call it."""
        return self.theme


class Point(Record):
    """A point of the agenda; the words of its speaker go with the erasure of their appointment."""

    __tablename__ = "meeting_point"
    AUDIT = Audited(kind="meeting_point", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_meeting_point_meeting_id", "meeting_id"),
        sa.Index("ix_meeting_point_appointment_id", "appointment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_meeting.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[PointKind] = mapped_column(word(PointKind))
    title: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    text: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    #: The speaker; null: the committee.
    appointment_id: Mapped[UUID | None]


class Seat(Record):
    """A commissioner who was in office on the day; the number stays when it is corrected."""

    __tablename__ = "meeting_seat"
    AUDIT = Audited(kind="meeting_seat", identity="meeting_id,number", area="community")
    __table_args__ = (sa.UniqueConstraint("meeting_id", "appointment_id"),)

    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_meeting.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    community: Mapped[str] = mapped_column(sa.String(12))
    appointment_id: Mapped[UUID]
    is_present: Mapped[bool]


class Agreement(Record):
    """Something that a meeting agreed on."""

    __tablename__ = "meeting_agreement"
    AUDIT = Audited(kind="meeting_agreement", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_meeting_agreement_community", "community"),
        sa.Index("ix_meeting_agreement_meeting_id", "meeting_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_meeting.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    text: Mapped[str] = mapped_column(sa.Text())
    doer: Mapped[str] = mapped_column(sa.String(DOER_LONGEST))


class Answered(Record):
    """What a later meeting said of it, once for each meeting."""

    __tablename__ = "meeting_answer"
    AUDIT = Audited(kind="meeting_answer", identity="agreement_id,meeting_id", area="community")
    __table_args__ = (sa.CheckConstraint("state IN ('goes_on', 'done', 'dropped')", name="state"),)

    agreement_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("meeting_agreement.id"), primary_key=True
    )
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_meeting.id"), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[AgreementState] = mapped_column(word(AgreementState))
    answer: Mapped[str] = mapped_column(sa.Text())


class MissedQuarter(Record):
    """Why a quarter of a community had no meeting."""

    __tablename__ = "missed_meeting"
    AUDIT = Audited(kind="missed_meeting", identity="id", area="community")
    __table_args__ = (sa.UniqueConstraint("community", "quarter"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    quarter: Mapped[str] = mapped_column(sa.String(6))
    reason: Mapped[str] = mapped_column(sa.Text())
    version: Mapped[int]
