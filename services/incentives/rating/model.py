"""Ratings as rows: without a person, without a moment."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import AUDIT, PERSONAL, Audited, Exempt
from contracts.incentives.ratings import NETWORK_LONGEST
from contracts.incentives.words import BurstDecision, RatedBy
from groundwork import turns
from runtime.database import Moment
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record

_NOT_TOLD = Exempt("its moment and its sender must not be known")

#: Marks of the households and phones that rated; deleted when the time for it is over.
MARK = turns.table("rating_mark", Record.metadata, of="report_id", told=_NOT_TOLD)

#: One score for one commissioner.
RATING = sa.Table(
    "rating",
    Record.metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("report_id", sa.Uuid(), nullable=False),
    sa.Column("appointment_id", sa.Uuid(), nullable=False),
    sa.Column("score", sa.Integer(), nullable=False),
    sa.Column("way", word(RatedBy), nullable=False),
    #: Which network and hour it came from, while it is set aside or can still be.
    sa.Column("source_id", sa.Uuid()),
    sa.Index("ix_rating_report_id", "report_id"),
    sa.Index("ix_rating_appointment_id", "appointment_id"),
    sa.Index("ix_rating_source_id", "source_id"),
    sa.CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    info={AUDIT: _NOT_TOLD},
    sqlite_with_rowid=False,
)


class RatingText(Record):
    """What somebody wrote, sealed: residents write names and numbers into it."""

    __tablename__ = "rating_text"
    AUDIT = _NOT_TOLD
    __table_args__ = (
        sa.Index("ix_rating_text_report_id", "report_id"),
        sa.Index("ix_rating_text_rated_until", "rated_until"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    #: The last day of the time to rate; the period of keeping begins with it.
    rated_until: Mapped[dt.date]
    #: As in `RATING`.
    source_id: Mapped[UUID | None]


#: How many sheets of a report came from a network within an hour; deleted when the time is over.
SOURCE = sa.Table(
    "rating_source",
    Record.metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("report_id", sa.Uuid(), nullable=False),
    sa.Column("network", sa.String(NETWORK_LONGEST), nullable=False),
    sa.Column("hour", Moment(), nullable=False),
    sa.Column("sheets", sa.Integer(), nullable=False),
    sa.UniqueConstraint("report_id", "network", "hour"),
    info={AUDIT: _NOT_TOLD},
    sqlite_with_rowid=False,
)


class Burst(Record):
    """More sheets from one network within an hour than count by themselves."""

    __tablename__ = "rating_burst"
    AUDIT = Audited(kind="rating_burst", identity="id", area="community")
    __table_args__ = (sa.Index("ix_rating_burst_report_id", "report_id"),)

    #: That of the source.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(sa.ForeignKey("work_report.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    began_at: Mapped[dt.datetime]
    #: How many, once they are counted; until then the source knows, so that no moment is kept.
    sheets: Mapped[int | None]
    decision: Mapped[BurstDecision | None] = mapped_column(word(BurstDecision))
    reason: Mapped[str | None] = mapped_column(sa.Text())
    decided_on: Mapped[dt.date | None]
    version: Mapped[int]
