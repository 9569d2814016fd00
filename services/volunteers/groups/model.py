"""Groups as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.groups import NAME_LONGEST
from contracts.volunteers.words import GroupKind, GroupState
from runtime.records import word
from services.volunteers.tables import Record


class Group(Record):
    """One group or association."""

    __tablename__ = "resident_group"
    AUDIT = Audited(kind="group", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_resident_group_founded_on_id", "founded_on", "id"),
        sa.Index("ix_resident_group_community_state", "community", "state"),
        sa.Index("ix_resident_group_post_id", "post_id"),
        # One name in a community, and again only after the group of this name was dissolved.
        sa.Index(
            "uq_resident_group_community_name",
            "community",
            "name",
            unique=True,
            postgresql_where=sa.text("state <> 'dissolved'"),
            sqlite_where=sa.text("state <> 'dissolved'"),
        ),
        sa.CheckConstraint("state IN ('active', 'dissolved')", name="state"),
        sa.CheckConstraint(
            "(state = 'dissolved') = (dissolved_on IS NOT NULL)", name="dissolved_on"
        ),
        sa.CheckConstraint("dissolved_on >= founded_on", name="days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(NAME_LONGEST))
    kind: Mapped[GroupKind] = mapped_column(word(GroupKind))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    post_id: Mapped[UUID | None]
    #: The commissioner on the post now, as an account; null: nobody is, or it has no post.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    founded_on: Mapped[dt.date]
    #: First day without it.
    dissolved_on: Mapped[dt.date | None]
    state: Mapped[GroupState] = mapped_column(word(GroupState))
    #: As it was told; null: the list of people is counted.
    told_members: Mapped[int | None]
    version: Mapped[int]
