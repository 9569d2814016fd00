"""Links into teams as rows. The code itself is kept nowhere."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import SECRET, Audited
from contracts.volunteers.invitations import LABEL_LONGEST
from services.volunteers.tables import Record


class Invitation(Record):
    """One link into one team."""

    __tablename__ = "invitation"
    AUDIT = Audited(kind="invitation", identity="id", area="community")
    __table_args__ = (sa.Index("ix_invitation_team_id", "team_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID] = mapped_column(sa.ForeignKey("team.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    code_print: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    label: Mapped[str] = mapped_column(sa.String(LABEL_LONGEST))
    #: The account that recruits by it.
    made_by: Mapped[str | None] = mapped_column(sa.String(100))
    made_at: Mapped[dt.datetime]
    #: Last day on which it can be used.
    ends_on: Mapped[dt.date]
    withdrawn_at: Mapped[dt.datetime | None]
    version: Mapped[int]
