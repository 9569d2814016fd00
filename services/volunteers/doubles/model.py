"""People with one phone who are known to be two."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.volunteers.tables import Record


class KeptApart(Record):
    """Two people with one phone; why stands in the history of their registrations."""

    __tablename__ = "kept_apart"
    AUDIT = Audited(kind="kept_apart", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        # In one order, so that a pair stands here once.
        sa.CheckConstraint("first_id < second_id", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    second_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    kept_at: Mapped[dt.datetime]
