"""Courses, their sessions, and the participants, who are named only by their ids."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import AttendanceState, CourseResult, TrainingState
from runtime.records import word
from services.recruitment.tables import Record


class Course(Record):
    """What is taught in a street."""

    __tablename__ = "course"
    AUDIT = Audited(kind="course", identity="id", area="street")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12), index=True)
    title: Mapped[str] = mapped_column(sa.Text())
    content: Mapped[str] = mapped_column(sa.Text())
    hours: Mapped[int]
    is_required: Mapped[bool]
    required_for: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    is_offered: Mapped[bool]
    version: Mapped[int]


class TrainingSession(Record):
    """One time at which a course is held."""

    __tablename__ = "training_session"
    AUDIT = Audited(kind="training_session", identity="id", area="area")
    __table_args__ = (
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name="seats"),
        sa.Index("ix_training_session_street_starts_at_id", "street", "starts_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[UUID] = mapped_column(sa.ForeignKey("course.id"), index=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    #: The street, or the community that holds it.
    area: Mapped[str] = mapped_column(sa.String(12))
    starts_at: Mapped[dt.datetime]
    place: Mapped[str] = mapped_column(sa.Text())
    seats: Mapped[int]
    taken: Mapped[int]
    state: Mapped[TrainingState] = mapped_column(word(TrainingState))
    version: Mapped[int]


class Attendance(Record):
    """One person in one session."""

    __tablename__ = "attendance"
    AUDIT = Audited(kind="attendance", identity="id", area="community")
    __table_args__ = (sa.UniqueConstraint("session_id", "person"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(sa.ForeignKey("training_session.id"))
    #: The person's id as text, as the account of its owner is.
    person: Mapped[str] = mapped_column(sa.String(36), index=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[AttendanceState] = mapped_column(word(AttendanceState))
    result: Mapped[CourseResult | None] = mapped_column(word(CourseResult))
    version: Mapped[int]
