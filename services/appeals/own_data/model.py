"""Tries that failed, one row an appeal."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Exempt
from services.appeals.tables import Record


class ProofFailure(Record):
    """How often in a row the proof for an appeal was wrong."""

    __tablename__ = "proof_failure"
    AUDIT = Exempt("counts failed attempts of a code's holder; says nothing of the appeal")

    appeal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appeal.id"), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime]
