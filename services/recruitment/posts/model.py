"""Posts, overrides of the cap and templates as rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.posts import TITLE_LONGEST
from contracts.recruitment.words import PostCategory, PostState
from runtime.records import word
from services.recruitment.tables import Record


class Post(Record):
    """One post of a community (岗位)."""

    __tablename__ = "post"
    AUDIT = Audited(kind="post", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        # The cap's basis: without the lock, two posts would get the same lowest place and fail
        # here.
        sa.Index("uq_post_community_slot", "community", "slot", unique=True),
        sa.Index("ix_post_community_state", "community", "state"),
        sa.Index("ix_post_created_at_id", "created_at", "id"),
        sa.Index("ix_post_advertised_at_id", "advertised_at", "id"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'advertised', 'interim_filled', 'filled', 'closed')",
            name="state",
        ),
        sa.CheckConstraint("(state = 'closed') = (slot IS NULL)", name="slot"),
        sa.CheckConstraint("slot IS NULL OR slot >= 1", name="slot_from_1"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        sa.CheckConstraint(
            "(state IN ('interim_filled', 'filled')) = (filled_on IS NOT NULL)", name="filled_on"
        ),
        sa.CheckConstraint(
            "(state IN ('advertised', 'interim_filled')) = (advertised_at IS NOT NULL)",
            name="advertised_at",
        ),
        sa.CheckConstraint("need_survey IS NOT NULL OR need_reason IS NOT NULL", name="need"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    duties: Mapped[str] = mapped_column(sa.Text())
    promises: Mapped[list[str]] = mapped_column(sa.JSON())
    need_survey: Mapped[UUID | None] = mapped_column(index=True)
    need_question: Mapped[str | None] = mapped_column(sa.String(24))
    need_option: Mapped[str | None] = mapped_column(sa.String(24))
    need_reason: Mapped[str | None] = mapped_column(sa.Text())
    state: Mapped[PostState] = mapped_column(word(PostState))
    #: Its place under the cap, from 1; a closed post has none.
    slot: Mapped[int | None]
    created_at: Mapped[dt.datetime]
    #: As in the history, for counting many posts; null before that.
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    advertised_at: Mapped[dt.datetime | None]
    #: First day of its holder, including an interim one.
    filled_on: Mapped[dt.date | None]
    #: The earliest day on which somebody who has held it was proposed; appointments say so,
    #: and figures count from it how long the post waited.
    first_proposed_on: Mapped[dt.date | None]
    #: Whether somebody is appointed and waits for the first day; appointments say so.
    is_awaited: Mapped[bool]
    #: Whether a proposal for it waits for a decision; appointments set it.
    is_proposed: Mapped[bool] = mapped_column(server_default=sa.false())
    #: Whether a campaign takes applications for it; campaigns say so.
    is_sought: Mapped[bool] = mapped_column(server_default=sa.false())
    #: When the last step happened; no later step may lie before it.
    progressed_at: Mapped[dt.datetime]
    version: Mapped[int]


class PostOverride(Record):
    """More posts than the cap, granted once; it may end earlier, and never later."""

    __tablename__ = "post_override"
    AUDIT = Audited(kind="post_override", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("street", "number"),
        sa.Index("ix_post_override_community", "community"),
        sa.CheckConstraint("extra >= 1", name="extra"),
        sa.CheckConstraint("ends_on >= starts_on", name="days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    community: Mapped[str] = mapped_column(sa.String(12))
    extra: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text())
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    granted_at: Mapped[dt.datetime]
    granted_by: Mapped[str | None] = mapped_column(sa.Text())
    #: From then on it no longer counts, even before its last day.
    revoked_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class PostTemplate(Record):
    """The posts of a community, kept for others of the street."""

    __tablename__ = "post_template"
    AUDIT = Audited(kind="post_template", identity="id", area="street")
    __table_args__ = (sa.UniqueConstraint("street", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(40))
    #: As in the contract: category, title, duties and promises of each.
    posts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[str | None] = mapped_column(sa.Text())
    version: Mapped[int]
