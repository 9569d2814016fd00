"""What happened to each appeal, one row a change, append-only.

As `groundwork.history`, with columns for what is counted: methods, outcomes and rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.appeals.words import Method, Outcome
from groundwork.history import APPEND_ONLY, Step
from runtime.records import word
from services.appeals.tables import Record


class Entry(Step, Record):
    """One change of one appeal."""

    __tablename__ = "history"
    AUDIT = APPEND_ONLY

    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), primary_key=True)
    round: Mapped[int]
    method: Mapped[Method | None] = mapped_column(word(Method))
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    score: Mapped[int | None]


class Details(TypedDict, total=False):
    """The details of a change beyond who, what and when."""

    method: Method
    outcome: Outcome
    commissioner: str
    score: int


def of(session: Session, appeal_id: UUID) -> Sequence[Entry]:
    """Everything that happened to an appeal, oldest first."""
    chosen = sa.select(Entry).where(Entry.appeal_id == appeal_id).order_by(Entry.version)
    return session.scalars(chosen).all()


def methods(session: Session, appeal_id: UUID, *, in_round: int | None = None) -> set[Method]:
    """The methods tried on an appeal, in one of its rounds or in all."""
    chosen = sa.select(Entry.method).where(Entry.appeal_id == appeal_id, Entry.method.is_not(None))
    if in_round is not None:
        chosen = chosen.where(Entry.round == in_round)
    return {method for method in session.scalars(chosen) if method is not None}
