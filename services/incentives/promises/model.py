"""By which facts promises are counted, and what somebody saw of the others."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.incentives.words import PromiseFact, PromiseVerdict
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record


class PromiseTie(Record):
    """The facts that count one promise."""

    __tablename__ = "promise_tie"
    AUDIT = Audited(kind="promise_tie", identity="promise_id", area="community")

    promise_id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: Null: the tie was taken away.
    fact: Mapped[PromiseFact | None] = mapped_column(word(PromiseFact))
    version: Mapped[int]


class PromiseSeen(Record):
    """What somebody saw of a promise in one period; written anew, it counts anew."""

    __tablename__ = "promise_seen"
    AUDIT = Audited(kind="promise_seen", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("promise_id", "first_day"),
        sa.Index("ix_promise_seen_appointment_id", "appointment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    promise_id: Mapped[UUID]
    appointment_id: Mapped[UUID]
    community: Mapped[str] = mapped_column(sa.String(12))
    first_day: Mapped[dt.date]
    verdict: Mapped[PromiseVerdict] = mapped_column(word(PromiseVerdict))
    seen: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]
