"""Memberships as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.words import MembershipKind, MembershipState
from runtime.records import word
from services.volunteers.tables import Record

_STANDS = sa.text("state IN ('offered', 'accepted')")


class Membership(Record):
    """One person in one team, from the offer to the end."""

    __tablename__ = "membership"
    AUDIT = Audited(kind="membership", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_membership_offered_at_id_community", "offered_at", "id", "community"),
        # The members of a community are found in the index alone.
        sa.Index(
            "ix_membership_community_state",
            "community",
            "state",
            postgresql_include=["team_id", "volunteer_id"],
        ),
        sa.Index("ix_membership_team_id_state", "team_id", "state"),
        sa.Index("ix_membership_volunteer_id", "volunteer_id"),
        sa.Index("ix_membership_state_answer_by", "state", "answer_by"),
        # Two who offer at once do not offer twice.
        sa.Index(
            "uq_membership_team_id_volunteer_id",
            "team_id",
            "volunteer_id",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'lapsed', 'ended')", name="state"
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'ended')) = (began_on IS NOT NULL)", name="began_on"
        ),
        sa.CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID] = mapped_column(sa.ForeignKey("team.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    #: The person's account, which may answer; null: none is known.
    account: Mapped[str | None] = mapped_column(sa.String(100), index=True)
    kind: Mapped[MembershipKind] = mapped_column(word(MembershipKind))
    #: The team's field of work, and its commissioner, on the first day.
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    state: Mapped[MembershipState] = mapped_column(word(MembershipState))
    offered_at: Mapped[dt.datetime]
    #: The account that offered the place.
    offered_by: Mapped[str | None] = mapped_column(sa.String(100))
    #: The link by which the person came, whom the team then has to meet; null: asked by name.
    invitation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("invitation.id"))
    answer_by: Mapped[dt.date]
    answered_at: Mapped[dt.datetime | None]
    began_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    version: Mapped[int]
