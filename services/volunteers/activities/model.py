"""Activities and shifts as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.activities import TITLE_LONGEST
from contracts.volunteers.words import ActivityFunding, ActivityState, Organiser
from runtime.records import word
from services.volunteers.tables import Record


class Activity(Record):
    """One activity."""

    __tablename__ = "activity"
    AUDIT = Audited(kind="activity", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_activity_starts_at_id_community", "starts_at", "id", "community"),
        sa.Index("ix_activity_community_starts_at", "community", "starts_at"),
        sa.Index("ix_activity_team_id", "team_id"),
        sa.Index("ix_activity_series_id_starts_at", "series_id", "starts_at"),
        sa.Index("ix_activity_state_ends_at", "state", "ends_at"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'published', 'held', 'reported', "
            "'closed', 'cancelled')",
            name="state",
        ),
        sa.CheckConstraint("funding IN ('asked', 'granted', 'accounted')", name="funding"),
        sa.CheckConstraint("(organiser = 'team') = (team_id IS NOT NULL)", name="organiser"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    #: Activities that were laid out together.
    series_id: Mapped[UUID | None]
    organiser: Mapped[Organiser] = mapped_column(word(Organiser))
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    post_id: Mapped[UUID | None]
    #: The commissioner of the team: now, and once it is held, of that day.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    plan: Mapped[str] = mapped_column(sa.Text())
    place: Mapped[str] = mapped_column(sa.Text())
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    cost_estimate_fen: Mapped[int]
    is_risky: Mapped[bool] = mapped_column(server_default=sa.false())
    needs_insurance: Mapped[bool] = mapped_column(server_default=sa.false())
    needs_skills: Mapped[list[str]] = mapped_column(sa.JSON(), server_default="[]")
    checklist: Mapped[list[str]] = mapped_column(sa.JSON(), server_default="[]")
    appeal_number: Mapped[str | None] = mapped_column(sa.String(40))
    #: The first beginning and the last end of its shifts.
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    #: What the support fund says to its costs, as its application tells.
    funding: Mapped[ActivityFunding | None] = mapped_column(word(ActivityFunding))
    state: Mapped[ActivityState] = mapped_column(word(ActivityState))
    #: The people checked in, until the report says how many were there.
    head_count: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(sa.Text())
    cost_fen: Mapped[int | None]
    satisfied_percent: Mapped[int | None]
    version: Mapped[int]


class Shift(Record):
    """One shift of an activity."""

    __tablename__ = "shift"
    AUDIT = Audited(kind="shift", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_shift_activity_id_starts_at", "activity_id", "starts_at"),
        sa.CheckConstraint("places > 0", name="places"),
        sa.CheckConstraint(
            "confirmed >= 0 AND offered >= 0 AND confirmed + offered <= places AND waiting >= 0",
            name="confirmed",
        ),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("activity.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    places: Mapped[int]
    #: Places that are taken, offered to those who wait, and waited for.
    confirmed: Mapped[int]
    offered: Mapped[int] = mapped_column(server_default="0")
    waiting: Mapped[int]
    #: The number of the last sign-up, by which those who wait stand in line.
    turns: Mapped[int] = mapped_column(server_default="0")
    #: The beginning of which people were reminded; another one is reminded of again.
    reminded_for: Mapped[dt.datetime | None]
