"""The project support fund: budgets, applications, receipts, and bookings that nothing changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

_IS_RUNNING = sa.text("state = 'running'")
_IS_TAKEN = sa.text(
    "original_id IS NULL AND state IN ('submitted', 'checked', 'deliberated', 'approved', "
    "'running', 'settled', 'closed')"
)
_IS_OPEN_CHANGE = sa.text(
    "original_id IS NOT NULL AND state IN ('draft', 'submitted', 'checked', 'deliberated')"
)
_IS_USED = sa.text("state IN ('handed_in', 'accepted')")

#: Bookings stay as they are; they go only with their whole budget, once its papers are too old.
_POSTGRES_REFUSAL = """
CREATE FUNCTION refuse_fund_booking_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM fund_budget WHERE id = OLD.budget_id AND expired_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'bookings of the support fund are never changed, only reversed';
END
$$
"""
_POSTGRES_STAYS = """
CREATE TRIGGER fund_booking_stays BEFORE UPDATE OR DELETE ON fund_booking
FOR EACH ROW EXECUTE FUNCTION refuse_fund_booking_change()
"""
_SQLITE_STAYS = (
    """
CREATE TRIGGER fund_booking_stays BEFORE UPDATE ON fund_booking
BEGIN SELECT RAISE(ABORT, 'bookings of the support fund are never changed, only reversed'); END
""",
    """
CREATE TRIGGER fund_booking_is_kept BEFORE DELETE ON fund_booking
WHEN NOT EXISTS (
    SELECT 1 FROM fund_budget WHERE id = OLD.budget_id AND expired_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'bookings of the support fund are never changed, only reversed'); END
""",
)


def upgrade() -> None:
    _create_budget()
    _create_application()
    _create_receipt()
    _create_booking()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_REFUSAL)
        op.execute(_POSTGRES_STAYS)
    else:
        for statement in _SQLITE_STAYS:
            op.execute(statement)


def _create_budget() -> None:
    op.create_table(
        "fund_budget",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("available_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("advanced_fen", sa.BigInteger(), nullable=False),
        sa.Column("spent_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.Column("bookings", sa.Integer(), nullable=False),
        sa.Column("expired_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "available_fen >= 0 AND reserved_fen >= 0 AND advanced_fen >= 0 AND spent_fen >= 0 "
            "AND returned_fen >= 0",
            name=op.f("ck_fund_budget_not_negative"),
        ),
        sa.CheckConstraint(
            "amount_fen = available_fen + reserved_fen + advanced_fen + spent_fen + returned_fen",
            name=op.f("ck_fund_budget_balanced"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fund_budget"),
        sa.UniqueConstraint(
            "community", "year", "source", name="uq_fund_budget_community_year_source"
        ),
    )
    op.create_index("ix_fund_budget_year_id", "fund_budget", ["year", "id"])


def _create_application() -> None:
    op.create_table(
        "fund_application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid()),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("drafted_by", sa.String(100)),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("original_id", sa.Uuid()),
        sa.Column("activity_id", sa.Uuid()),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("matter", sa.String(180), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("costs", sa.JSON(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(24)),
        sa.Column("budget_id", sa.Uuid()),
        sa.Column("abstained", sa.Integer()),
        sa.Column("approved_on", sa.Date()),
        sa.Column("approved_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("advanced_fen", sa.BigInteger(), nullable=False),
        sa.Column("spent_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.Column("settle_by", sa.Date()),
        sa.Column("settled_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("result", sa.Text()),
        sa.Column("benefited", sa.Integer()),
        sa.Column("payment_paper", sa.String(100)),
        sa.Column("reminded_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'checked', 'deliberated', 'approved', 'running', "
            "'settled', 'closed', 'refused', 'withdrawn', 'merged')",
            name=op.f("ck_fund_application_state"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_fund_application_days")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_fund_application_amount")),
        sa.CheckConstraint(
            "reserved_fen >= 0 AND advanced_fen >= 0 AND spent_fen >= 0 AND returned_fen >= 0",
            name=op.f("ck_fund_application_not_negative"),
        ),
        sa.CheckConstraint(
            "reserved_fen + advanced_fen + spent_fen + returned_fen <= approved_fen",
            name=op.f("ck_fund_application_within_approval"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'running', 'settled', 'closed') OR "
            "(budget_id IS NOT NULL AND approved_on IS NOT NULL)",
            name=op.f("ck_fund_application_approved"),
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_fund_application_team_id"),
        sa.ForeignKeyConstraint(
            ["original_id"], ["fund_application.id"], name="fk_fund_application_original_id"
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name="fk_fund_application_activity_id"
        ),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["fund_budget.id"], name="fk_fund_application_budget_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fund_application"),
        sa.UniqueConstraint("community", "number", name="uq_fund_application_community_number"),
    )
    for columns in (
        ["drafted_at", "id"],
        ["community", "state"],
        ["community", "approved_on"],
        ["community", "closed_on"],
        ["post_id"],
        ["budget_id"],
        ["original_id"],
    ):
        name = f"ix_fund_application_{'_'.join(columns)}"
        op.create_index(name, "fund_application", columns)
    op.create_index(
        "ix_fund_application_settle_by",
        "fund_application",
        ["settle_by"],
        postgresql_where=_IS_RUNNING,
        sqlite_where=_IS_RUNNING,
    )
    for name, columns, where in (
        ("activity_id", ["activity_id"], _IS_TAKEN),
        ("matter", ["community", "year", "matter"], _IS_TAKEN),
        ("original_id", ["original_id"], _IS_OPEN_CHANGE),
    ):
        op.create_index(
            f"uq_fund_application_{name}",
            "fund_application",
            columns,
            unique=True,
            postgresql_where=where,
            sqlite_where=where,
        )


def _create_receipt() -> None:
    op.create_table(
        "fund_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_fund_receipt_amount")),
        sa.CheckConstraint(
            "state IN ('handed_in', 'accepted', 'refused', 'removed')",
            name=op.f("ck_fund_receipt_state"),
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR reason IS NOT NULL", name=op.f("ck_fund_receipt_reason")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["fund_application.id"], name="fk_fund_receipt_project_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fund_receipt"),
        sa.UniqueConstraint("project_id", "number", name="uq_fund_receipt_project_id_number"),
    )
    op.create_index(
        "uq_fund_receipt_community_reference",
        "fund_receipt",
        ["community", "reference"],
        unique=True,
        postgresql_where=_IS_USED,
        sqlite_where=_IS_USED,
    )


def _create_booking() -> None:
    op.create_table(
        "fund_booking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("budget_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("from_account", sa.String(24), nullable=False),
        sa.Column("to_account", sa.String(24), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("available_fen", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.String(100), nullable=False),
        sa.Column("project_id", sa.Uuid()),
        sa.Column("application", sa.String(40)),
        sa.Column("receipt_id", sa.Uuid()),
        sa.Column("reverses_id", sa.Uuid()),
        sa.Column("reverses", sa.Integer()),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_fund_booking_amount")),
        sa.CheckConstraint("from_account <> to_account", name=op.f("ck_fund_booking_accounts")),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_fund_booking_reversal")
        ),
        sa.CheckConstraint("length(paper) > 0", name=op.f("ck_fund_booking_paper")),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["fund_budget.id"], name="fk_fund_booking_budget_id"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["fund_application.id"], name="fk_fund_booking_project_id"
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["fund_receipt.id"], name="fk_fund_booking_receipt_id"
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["fund_booking.id"], name="fk_fund_booking_reverses_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fund_booking"),
        sa.UniqueConstraint("budget_id", "number", name="uq_fund_booking_budget_id_number"),
        sa.UniqueConstraint("reverses_id", name="uq_fund_booking_reverses_id"),
    )
    op.create_index("ix_fund_booking_project_id", "fund_booking", ["project_id"])
    op.create_index("ix_fund_booking_receipt_id", "fund_booking", ["receipt_id"])
