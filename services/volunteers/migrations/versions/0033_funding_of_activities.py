"""What the support fund says to the costs of an activity, as its application tells."""
# ruff: noqa: S608 - every name that goes into a statement stands in this file

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"

_SAYS = {
    "asked": ("submitted", "checked", "deliberated"),
    "granted": ("approved", "running", "settled"),
    "accounted": ("closed",),
}


def upgrade() -> None:
    # In one statement, as SQLite adds no constraint to a table that is there.
    op.execute(
        "ALTER TABLE activity ADD COLUMN funding VARCHAR(24) CONSTRAINT ck_activity_funding "
        "CHECK (funding IN ('asked', 'granted', 'accounted'))"
    )
    for funding, states in _SAYS.items():
        among = ", ".join(f"'{state}'" for state in states)
        op.execute(
            f"UPDATE activity SET funding = '{funding}' WHERE id IN (SELECT activity_id FROM "
            f"fund_application WHERE original_id IS NULL AND activity_id IS NOT NULL AND "
            f"state IN ({among}))"
        )
