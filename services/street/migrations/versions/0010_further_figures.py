"""What other services than the register tell of a community."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

#: As for the other facts: who writes waits while the facts are counted again to their end.
_POSTGRES_TURNS = """
CREATE FUNCTION wait_to_count_further_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock(hashtext('linli.counts'), hashtext('further_fact'));
RETURN NULL; END $$;
CREATE TRIGGER further_fact_waits BEFORE INSERT OR UPDATE ON further_fact
FOR EACH STATEMENT EXECUTE FUNCTION wait_to_count_further_fact();
"""


def upgrade() -> None:
    op.create_table(
        "further_fact",
        sa.Column("thing", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(14), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("thing", "kind", name="pk_further_fact"),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_further_fact_amount")),
    )
    op.create_index(
        "ix_further_fact_community_kind_begins", "further_fact", ["community", "kind", "begins"]
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_TURNS)
