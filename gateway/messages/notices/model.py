"""Notices and their deliveries as rows; no address and no words of a message."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from audit import Exempt
from runtime.database import Moment, table_metadata
from vocabulary.notices import DeliveryState, NoticeChannel

METADATA = table_metadata()


class Record(DeclarativeBase):
    """One row of a notice's tables."""

    metadata = METADATA
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: Moment(), UUID: sa.Uuid()}


class Notice(Record):
    """A notice to one person."""

    __tablename__ = "notice"
    AUDIT = Exempt("tells one reader of what events and their audit tell already")
    __table_args__ = (
        sa.UniqueConstraint("event_id", "recipient", "kind"),
        sa.CheckConstraint(
            "(account IS NOT NULL AND applicant_of IS NULL AND volunteer_id IS NULL) OR "
            "(account IS NULL AND (applicant_of IS NULL) <> (volunteer_id IS NULL))",
            name="recipient",
        ),
        sa.CheckConstraint("length(area) = 12", name="area"),
        sa.CheckConstraint("language IN ('zh', 'en')", name="language"),
        sa.Index("ix_notice_account_created_at_id", "account", "created_at", "id"),
        sa.Index("ix_notice_created_at", "created_at"),
        #: Notices that something newer supersedes.
        sa.Index("ix_notice_subject", "subject_id", "subject_kind"),
        #: Few rows: what a badge counts.
        sa.Index(
            "ix_notice_unread",
            "account",
            postgresql_where=sa.text("read_at IS NULL"),
            sqlite_where=sa.text("read_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    #: The event that it tells of, or the request of a service. Of each kind once for each
    #: recipient, however often it comes.
    event_id: Mapped[UUID]
    #: The account, the appeal whose applicant it is, or the volunteer without an account.
    recipient: Mapped[str] = mapped_column(sa.String(100))
    account: Mapped[str | None] = mapped_column(sa.String(100))
    applicant_of: Mapped[UUID | None]
    volunteer_id: Mapped[UUID | None]
    area: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(2))
    facts: Mapped[dict[str, str]] = mapped_column(sa.JSON())
    subject_kind: Mapped[str | None] = mapped_column(sa.String(40))
    subject_id: Mapped[str | None] = mapped_column(sa.String(100))
    #: Counts the changes of the subject, where it does: which of two notices is newer.
    subject_version: Mapped[int | None]
    created_at: Mapped[dt.datetime]
    read_at: Mapped[dt.datetime | None]


def _one_of(column: str, words: type[DeliveryState | NoticeChannel]) -> str:
    listed = ", ".join(f"'{word.value}'" for word in words)
    return f"{column} IN ({listed})"


class NoticeDelivery(Record):
    """A notice by one way out of the system."""

    __tablename__ = "notice_delivery"
    AUDIT = Exempt("follows what machines answer; a retry by hand is noted by itself")
    __table_args__ = (
        sa.UniqueConstraint("notice_id", "channel"),
        sa.CheckConstraint(_one_of("channel", NoticeChannel), name="channel"),
        sa.CheckConstraint(_one_of("state", DeliveryState), name="state"),
        sa.CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="next"),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        sa.Index("ix_notice_delivery_created_at_id", "created_at", "id"),
        #: What the timers look for.
        sa.Index(
            "ix_notice_delivery_waiting",
            "channel",
            "next_at",
            postgresql_where=sa.text("state = 'waiting'"),
            sqlite_where=sa.text("state = 'waiting'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(sa.ForeignKey("notice.id"))
    channel: Mapped[str] = mapped_column(sa.String(8))
    #: The same as the notice's, so that a list of failures needs no join.
    area: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(8))
    attempts: Mapped[int]
    #: When it is tried next. While it is being tried: when somebody else may take it over.
    next_at: Mapped[dt.datetime | None]
    #: A code, never the other side's sentence, in which the address may stand.
    last_error: Mapped[str | None] = mapped_column(sa.String(60))
    reference: Mapped[str | None] = mapped_column(sa.String(100))
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
