"""Teams as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.teams import NAME_LONGEST
from runtime.records import word
from services.volunteers.tables import Record


class Team(Record):
    """The team of one commissioner's post."""

    __tablename__ = "team"
    AUDIT = Audited(kind="team", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_team_community", "community"),
        sa.Index("ix_team_commissioner", "commissioner"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(NAME_LONGEST))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    post_id: Mapped[UUID] = mapped_column(unique=True)
    #: The commissioner on the post now, as an account; null: nobody is.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    founded_at: Mapped[dt.datetime]
    version: Mapped[int]
