"""Applications as rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.fund import REFERENCE_LONGEST, TITLE_LONGEST
from contracts.volunteers.fund_ledger import PAPER_LONGEST
from contracts.volunteers.words import FundReceiptState, FundSource, FundState
from runtime.records import word
from services.volunteers.fund import rules
from services.volunteers.tables import Record

#: Supported, or asked for: no other application asks for the same matter meanwhile.
TAKEN = (
    FundState.SUBMITTED,
    FundState.CHECKED,
    FundState.DELIBERATED,
    FundState.APPROVED,
    FundState.RUNNING,
    FundState.SETTLED,
    FundState.CLOSED,
)
#: Not decided yet.
UNDECIDED = (
    FundState.DRAFT,
    FundState.SUBMITTED,
    FundState.CHECKED,
    FundState.DELIBERATED,
)
_IS_TAKEN = sa.text(
    f"original_id IS NULL AND state IN ({', '.join(repr(state.value) for state in TAKEN)})"
)
_IS_OPEN_CHANGE = sa.text(
    f"original_id IS NOT NULL AND state IN ({', '.join(repr(state.value) for state in UNDECIDED)})"
)
_IS_USED = sa.text("state IN ('handed_in', 'accepted')")


class FundApplication(Record):
    """One application; once it is approved, the project."""

    __tablename__ = "fund_application"
    AUDIT = Audited(kind="fund_application", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_fund_application_drafted_at_id", "drafted_at", "id"),
        sa.Index("ix_fund_application_community_state", "community", "state"),
        sa.Index("ix_fund_application_community_approved_on", "community", "approved_on"),
        sa.Index("ix_fund_application_community_closed_on", "community", "closed_on"),
        sa.Index("ix_fund_application_post_id", "post_id"),
        sa.Index("ix_fund_application_budget_id", "budget_id"),
        sa.Index("ix_fund_application_original_id", "original_id"),
        sa.Index(
            "ix_fund_application_settle_by",
            "settle_by",
            postgresql_where=sa.text("state = 'running'"),
            sqlite_where=sa.text("state = 'running'"),
        ),
        sa.Index(
            "uq_fund_application_activity_id",
            "activity_id",
            unique=True,
            postgresql_where=_IS_TAKEN,
            sqlite_where=_IS_TAKEN,
        ),
        sa.Index(
            "uq_fund_application_matter",
            "community",
            "year",
            "matter",
            unique=True,
            postgresql_where=_IS_TAKEN,
            sqlite_where=_IS_TAKEN,
        ),
        sa.Index(
            "uq_fund_application_original_id",
            "original_id",
            unique=True,
            postgresql_where=_IS_OPEN_CHANGE,
            sqlite_where=_IS_OPEN_CHANGE,
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'checked', 'deliberated', 'approved', 'running', "
            "'settled', 'closed', 'refused', 'withdrawn', 'merged')",
            name="state",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="days"),
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint(
            "reserved_fen >= 0 AND advanced_fen >= 0 AND spent_fen >= 0 AND returned_fen >= 0",
            name="not_negative",
        ),
        sa.CheckConstraint(
            "reserved_fen + advanced_fen + spent_fen + returned_fen <= approved_fen",
            name="within_approval",
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'running', 'settled', 'closed') OR "
            "(budget_id IS NOT NULL AND approved_on IS NOT NULL)",
            name="approved",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    post_id: Mapped[UUID]
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    #: The commissioner on the post now, as an account; of a closed one, of that day.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    #: The account that drafted it, whose person has a part in it.
    drafted_by: Mapped[str | None] = mapped_column(sa.String(100))
    drafted_at: Mapped[dt.datetime]
    #: The approved application that it asks to change.
    original_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("fund_application.id"))
    activity_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("activity.id"))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    #: The title without signs and blanks, by which the same matter is known.
    matter: Mapped[str] = mapped_column(sa.String(rules.FOLDED * TITLE_LONGEST))
    purpose: Mapped[str] = mapped_column(sa.Text())
    for_whom: Mapped[str] = mapped_column(sa.Text())
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    costs: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    state: Mapped[FundState] = mapped_column(word(FundState))
    year: Mapped[int]
    source: Mapped[FundSource | None] = mapped_column(word(FundSource))
    budget_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("fund_budget.id"))
    abstained: Mapped[int | None]
    approved_on: Mapped[dt.date | None]
    approved_fen: Mapped[int] = mapped_column(sa.BigInteger())
    reserved_fen: Mapped[int] = mapped_column(sa.BigInteger())
    advanced_fen: Mapped[int] = mapped_column(sa.BigInteger())
    spent_fen: Mapped[int] = mapped_column(sa.BigInteger())
    returned_fen: Mapped[int] = mapped_column(sa.BigInteger())
    settle_by: Mapped[dt.date | None]
    settled_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    result: Mapped[str | None] = mapped_column(sa.Text())
    benefited: Mapped[int | None]
    #: The voucher by which expenses beyond the advance were paid.
    payment_paper: Mapped[str | None] = mapped_column(sa.String(PAPER_LONGEST))
    #: The day of the last reminder to settle it.
    reminded_on: Mapped[dt.date | None]
    version: Mapped[int]


class FundReceipt(Record):
    """One receipt of a project."""

    __tablename__ = "fund_receipt"
    AUDIT = Audited(kind="fund_receipt", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("project_id", "number"),
        sa.Index(
            "uq_fund_receipt_community_reference",
            "community",
            "reference",
            unique=True,
            postgresql_where=_IS_USED,
            sqlite_where=_IS_USED,
        ),
        sa.Index(
            "uq_fund_receipt_street_known_as",
            "street",
            "known_as",
            unique=True,
            postgresql_where=_IS_USED,
            sqlite_where=_IS_USED,
        ),
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint(
            "state IN ('handed_in', 'accepted', 'refused', 'removed')", name="state"
        ),
        sa.CheckConstraint("state <> 'refused' OR reason IS NOT NULL", name="reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[UUID] = mapped_column(sa.ForeignKey("fund_application.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    #: As the application has it, by which it is reached.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(sa.String(REFERENCE_LONGEST))
    #: Null: it was entered before receipts were known in the whole street.
    street: Mapped[str | None] = mapped_column(sa.String(12))
    #: The reference as far as it tells one receipt from another.
    known_as: Mapped[str | None] = mapped_column(sa.String(rules.FOLDED * REFERENCE_LONGEST))
    spent_on: Mapped[dt.date]
    what: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    state: Mapped[FundReceiptState] = mapped_column(word(FundReceiptState))
    reason: Mapped[str | None] = mapped_column(sa.Text())
    version: Mapped[int]
