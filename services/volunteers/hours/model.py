"""Hours of service as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.words import HoursState
from runtime.records import word
from services.volunteers.tables import Record

_ADDED_UP = ["volunteer_id", "team_id", "commissioner", "category", "state", "minutes"]
_STANDS = sa.text("state <> 'refused'")
_WISHED = sa.text("wished_at IS NOT NULL")


class Hours(Record):
    """What one person served in one shift."""

    __tablename__ = "hours"
    AUDIT = Audited(kind="hours", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_hours_served_on_id_community", "served_on", "id", "community"),
        sa.Index("ix_hours_volunteer_id_served_on", "volunteer_id", "served_on"),
        sa.Index("ix_hours_activity_id", "activity_id"),
        # Totals of a year are added up from the index alone.
        sa.Index(
            "ix_hours_community_served_on",
            "community",
            "served_on",
            postgresql_include=_ADDED_UP,
        ),
        sa.Index("ix_hours_team_id_served_on", "team_id", "served_on"),
        sa.Index("ix_hours_state_counts_from", "state", "counts_from"),
        # What a person did in one shift is never counted twice.
        sa.Index(
            "uq_hours_sign_up_id",
            "sign_up_id",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        sa.Index(
            "uq_hours_shift_id_volunteer_id",
            "shift_id",
            "volunteer_id",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        sa.Index("ix_hours_wished_at", "wished_at", postgresql_where=_WISHED, sqlite_where=_WISHED),
        sa.CheckConstraint("(wished_minutes IS NULL) = (wished_at IS NULL)", name="wish"),
        sa.Index("ix_hours_attested_by_attested_on", "attested_by", "attested_on"),
        sa.CheckConstraint("ended_at > began_at", name="times"),
        sa.CheckConstraint("state IN ('recorded', 'attested', 'counted', 'refused')", name="state"),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 1440", name="minutes"),
        sa.CheckConstraint(
            "state NOT IN ('attested', 'counted') OR counts_from IS NOT NULL", name="counts_from"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: Null: the leader entered them for a person who had not signed up.
    sign_up_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("sign_up.id"))
    shift_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shift.id"))
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("activity.id"))
    #: Team, post and commissioner of the day.
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    post_id: Mapped[UUID | None]
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    served_on: Mapped[dt.date]
    #: The planned time, which is the shift's.
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    #: The real time, without the way there; breaks are within.
    began_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime]
    planned_minutes: Mapped[int]
    minutes: Mapped[int]
    state: Mapped[HoursState] = mapped_column(word(HoursState))
    attested_by: Mapped[str | None] = mapped_column(sa.String(100))
    attested_on: Mapped[dt.date | None]
    #: The day from which they count, known once they are attested.
    counts_from: Mapped[dt.date | None]
    #: What the person asks for, until somebody answers; the words stand in the history.
    wished_minutes: Mapped[int | None]
    wished_at: Mapped[dt.datetime | None]
    version: Mapped[int]
