"""Budgets with their balances, and bookings, which nothing changes."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.fund_ledger import PAPER_LONGEST
from contracts.volunteers.words import FundAccount, FundBookingKind, FundSource
from runtime.records import word
from services.volunteers.tables import Record

#: The accounts whose balance a budget has, each in a column.
BALANCES = ("available_fen", "reserved_fen", "advanced_fen", "spent_fen", "returned_fen")


class FundBudget(Record):
    """The budget of one community, year and source; each booking locks it."""

    __tablename__ = "fund_budget"
    AUDIT = Audited(kind="fund_budget", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "year", "source"),
        sa.Index("ix_fund_budget_year_id", "year", "id"),
        sa.CheckConstraint(
            "available_fen >= 0 AND reserved_fen >= 0 AND advanced_fen >= 0 AND spent_fen >= 0 "
            "AND returned_fen >= 0",
            name="not_negative",
        ),
        sa.CheckConstraint(
            "amount_fen = available_fen + reserved_fen + advanced_fen + spent_fen + returned_fen",
            name="balanced",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    year: Mapped[int]
    source: Mapped[FundSource] = mapped_column(word(FundSource))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    available_fen: Mapped[int] = mapped_column(sa.BigInteger())
    reserved_fen: Mapped[int] = mapped_column(sa.BigInteger())
    advanced_fen: Mapped[int] = mapped_column(sa.BigInteger())
    spent_fen: Mapped[int] = mapped_column(sa.BigInteger())
    returned_fen: Mapped[int] = mapped_column(sa.BigInteger())
    #: The number of the last booking.
    bookings: Mapped[int]
    #: Set when its papers are past their period; only then do bookings go.
    expired_at: Mapped[dt.datetime | None]
    version: Mapped[int]


class FundBooking(Record):
    """Money that moved from one account to another, with its paper."""

    __tablename__ = "fund_booking"
    AUDIT = Audited(kind="fund_booking", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("budget_id", "number"),
        sa.UniqueConstraint("reverses_id"),
        sa.Index("ix_fund_booking_project_id", "project_id"),
        sa.Index("ix_fund_booking_receipt_id", "receipt_id"),
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint("from_account <> to_account", name="accounts"),
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
        sa.CheckConstraint("length(paper) > 0", name="paper"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    budget_id: Mapped[UUID] = mapped_column(sa.ForeignKey("fund_budget.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[int]
    booked_at: Mapped[dt.datetime]
    kind: Mapped[FundBookingKind] = mapped_column(word(FundBookingKind))
    from_account: Mapped[FundAccount] = mapped_column(word(FundAccount))
    to_account: Mapped[FundAccount] = mapped_column(word(FundAccount))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    #: What was left to approve afterwards.
    available_fen: Mapped[int] = mapped_column(sa.BigInteger())
    paper: Mapped[str] = mapped_column(sa.String(PAPER_LONGEST))
    project_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("fund_application.id"))
    #: The number of that application.
    application: Mapped[str | None] = mapped_column(sa.String(40))
    receipt_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("fund_receipt.id"))
    reverses_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("fund_booking.id"))
    #: The number of that booking.
    reverses: Mapped[int | None]
