"""Plans of streets and scores as rows; campaigns have screenings, applications abstentions."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from runtime.encryption import Erasable
from services.recruitment.tables import Record


class ScreeningPlan(Record):
    """The screening plan of a street: one row for each setting, never changed."""

    __tablename__ = "screening_plan"
    AUDIT = Audited(kind="screening_plan", identity="street", area="street")

    street: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: As in the contract.
    stages: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    reason: Mapped[str] = mapped_column(sa.Text())
    set_at: Mapped[dt.datetime]
    set_by: Mapped[str | None] = mapped_column(sa.Text())


class GivenPoints(Record):
    """The points of one assessor for an application on one criterion."""

    __tablename__ = "screening_score"
    AUDIT = Audited(
        kind="screening_score", identity="application_id,assessor,criterion", area="community"
    )
    __table_args__ = (sa.CheckConstraint("points BETWEEN 0 AND 100", name="points"),)

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), primary_key=True)
    assessor: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    criterion: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    points: Mapped[int]
    note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    scored_at: Mapped[dt.datetime]
