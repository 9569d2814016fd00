"""What happened to each appeal, one row a change, append-only.

The database itself refuses to change or delete a row; of its note alone it lets
become a mark of erasure, or the same sealed with another key. A row's version is the
version of the appeal that the change made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from audit import PERSONAL, Exempt
from contracts.appeals.words import Method, Outcome
from runtime.encryption import Erasable
from runtime.records import WORD_LONGEST, word
from services.appeals.tables import Record


class Entry(Record):
    """One change of one appeal."""

    __tablename__ = "history"
    AUDIT = Exempt("append-only itself; each entry goes with a change of its appeal")

    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round: Mapped[int]
    what: Mapped[str] = mapped_column(sa.String(WORD_LONGEST))
    happened_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    account: Mapped[str | None] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))
    method: Mapped[Method | None] = mapped_column(word(Method))
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    score: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)


class Details(TypedDict, total=False):
    """What a change says beyond who, what and when."""

    method: Method
    outcome: Outcome
    commissioner: str
    score: int
    note: str | None


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
