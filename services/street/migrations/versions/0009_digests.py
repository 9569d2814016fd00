"""The digests of areas, what changed since, and the counts of all of time, kept by triggers.

All areas that have figures are noted as changed, so that the first digests tell them.
"""
# ruff: noqa: S608 - every name that goes into a statement stands in this file

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime.database import COUNTED

revision = "0009"
down_revision = "0008"

_FACTS = {"appeal_fact": True, "reception_fact": False}
#: The rows before and after each kind of statement, and whether they count or count no more.
_ROWS = {
    "insert": {"new": 1},
    "update": {"new": 1, "old": -1},
    "delete": {"old": -1},
}

_NOTE = "INSERT INTO untold_change (area) SELECT DISTINCT community FROM ({changed}) AS changed"
_COUNT = """
INSERT INTO appeal_count_ever (community, kind, key, appeals, closed, settled)
SELECT community, kind,
    CASE kind WHEN 'category' THEN category WHEN 'applicant_group' THEN applicant_group
        WHEN 'channel' THEN channel ELSE coalesce(outcome, 'open') END,
    sum(sign), sum(CASE WHEN outcome IS NULL THEN 0 ELSE sign END),
    sum(CASE WHEN outcome = 'settled' THEN sign ELSE 0 END)
FROM ({changed}) AS changed,
    (SELECT 'category' AS kind UNION ALL SELECT 'applicant_group'
        UNION ALL SELECT 'channel' UNION ALL SELECT 'outcome') AS kinds
WHERE true
GROUP BY 1, 2, 3
HAVING sum(sign) <> 0 OR sum(CASE WHEN outcome IS NULL THEN 0 ELSE sign END) <> 0
    OR sum(CASE WHEN outcome = 'settled' THEN sign ELSE 0 END) <> 0
ON CONFLICT (community, kind, key) DO UPDATE SET
    appeals = appeal_count_ever.appeals + excluded.appeals,
    closed = appeal_count_ever.closed + excluded.closed,
    settled = appeal_count_ever.settled + excluded.settled
"""
_COUNTED = ("community", "category", "applicant_group", "channel", "outcome")

_POSTGRES_TRIGGER = """
CREATE FUNCTION digest_{event}_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {statements}; RETURN NULL; END $$;
CREATE TRIGGER {table}_digests_{event} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION digest_{event}_of_{table}();
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER {table}_digests_{event} AFTER {event} ON {table} BEGIN {statements}; END
"""


def upgrade() -> None:
    _create_tables()
    is_postgres = op.get_bind().dialect.name == "postgresql"
    for table, is_counted in _FACTS.items():
        # Triggers first: making them waits for running writers of facts, and lets no other begin
        # until all is committed.
        for event, rows in _ROWS.items():
            (_keep_on_postgres if is_postgres else _keep_on_sqlite)(table, event, rows)
        op.execute(_NOTE.format(changed=f"SELECT community FROM {table}"))
        if is_counted:
            op.execute(_COUNT.format(changed=_signed(table, 1)))


def _create_tables() -> None:
    op.create_table(
        "untold_change",
        sa.Column("id", COUNTED, nullable=False, autoincrement=True),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("source", sa.String(20)),
        sa.Column("sequence", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_untold_change"),
    )
    op.create_table(
        "digest",
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.String(12), nullable=False),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("area", name="pk_digest"),
        sa.UniqueConstraint("place", name="uq_digest_place"),
    )
    op.create_table(
        "digest_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_digest_turn"),
        sa.CheckConstraint("id = 1", name=op.f("ck_digest_turn_one_row")),
    )
    op.execute("INSERT INTO digest_turn (id) VALUES (1)")
    op.create_table(
        "appeal_count_ever",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(15), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("appeals", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", "key", name="pk_appeal_count_ever"),
    )


def _keep_on_postgres(table: str, event: str, rows: dict[str, int]) -> None:
    sources = {f"{name}_rows": sign for name, sign in rows.items()}
    named = " ".join(f"{name} TABLE AS {name}_rows" for name in rows)
    statements = _statements(table, sources)
    op.execute(
        _POSTGRES_TRIGGER.format(table=table, event=event, rows=named, statements=statements)
    )


def _keep_on_sqlite(table: str, event: str, rows: dict[str, int]) -> None:
    statements = _statements(table, rows)
    op.execute(_SQLITE_TRIGGER.format(table=table, event=event, statements=statements))


def _statements(table: str, sources: dict[str, int]) -> str:
    """Note the communities, and count the appeals, of rows by the sign of each."""
    communities = " UNION ALL ".join(
        f"SELECT {_of(source, 'community')}{_from(source)}" for source in sources
    )
    statements = [_NOTE.format(changed=communities)]
    if _FACTS[table]:
        changed = " UNION ALL ".join(_signed(source, sign) for source, sign in sources.items())
        statements.append(_COUNT.format(changed=changed))
    return "; ".join(statements)


def _signed(source: str, sign: int) -> str:
    columns = ", ".join(_of(source, column) for column in _COUNTED)
    return f"SELECT {sign} AS sign, {columns}{_from(source)}"


def _of(source: str, column: str) -> str:
    return f"{source}.{column} AS {column}"


def _from(source: str) -> str:
    # The row that fires SQLite's trigger is no table.
    return "" if source in _ROWS["update"] else f" FROM {source}"
