"""A receipt is known again in the whole street, however its number is written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.volunteers.fund import rules
from vocabulary.areas import street_of

revision = "0031"
down_revision = "0030"

_IS_USED = sa.text("state IN ('handed_in', 'accepted')")
_RECEIPT = sa.table(
    "fund_receipt",
    sa.column("id", sa.Uuid()),
    sa.column("community", sa.String()),
    sa.column("reference", sa.String()),
    sa.column("state", sa.String()),
    sa.column("street", sa.String()),
    sa.column("known_as", sa.String()),
)


def upgrade() -> None:
    """Both columns stay empty where the version before writes, which then checks as it did."""
    op.add_column("fund_receipt", sa.Column("street", sa.String(12)))
    op.add_column("fund_receipt", sa.Column("known_as", sa.String(40 * rules.FOLDED)))
    _fill()
    op.create_index(
        "uq_fund_receipt_street_known_as",
        "fund_receipt",
        ["street", "known_as"],
        unique=True,
        postgresql_where=_IS_USED,
        sqlite_where=_IS_USED,
    )


def _fill() -> None:
    """Receipts that were paid twice before stay as they are: the first one has the number."""
    connection = op.get_bind()
    taken: set[tuple[str, str]] = set()
    for row in connection.execute(sa.select(_RECEIPT).order_by(_RECEIPT.c.id)).all():
        known = street_of(row.community), rules.known_as(row.reference)
        is_used = row.state in {"handed_in", "accepted"}
        street, known_as = (None, None) if is_used and known in taken else known
        if is_used:
            taken.add(known)
        here = _RECEIPT.c.id == row.id
        connection.execute(sa.update(_RECEIPT).where(here).values(street=street, known_as=known_as))
