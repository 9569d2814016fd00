"""Counts of appeals and receptions by day and month, filled from the facts and kept by triggers.

A version of before may go on writing facts: they are counted all the same.
"""
# ruff: noqa: S608 - every name that goes into a statement stands in this file

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_COUNT_APPEALS = """
INSERT INTO appeal_count (level, span, kind, begins, area, key, appeals, closed, settled)
SELECT level, span, kind,
    CASE span WHEN 'day' THEN day ELSE month END,
    CASE level WHEN 'community' THEN community ELSE substr(community, 1, 9) || '000' END,
    CASE kind WHEN 'community' THEN community WHEN 'category' THEN category
        WHEN 'applicant_group' THEN applicant_group WHEN 'channel' THEN channel
        ELSE coalesce(outcome, 'open') END,
    sum(sign), sum(CASE WHEN outcome IS NULL THEN 0 ELSE sign END),
    sum(CASE WHEN outcome = 'settled' THEN sign ELSE 0 END)
FROM ({changed}) AS changed,
    (SELECT 'community' AS level, 'month' AS span UNION ALL SELECT 'street', 'month'
        UNION ALL SELECT 'street', 'day') AS sizes,
    (SELECT 'community' AS kind UNION ALL SELECT 'category' UNION ALL SELECT 'applicant_group'
        UNION ALL SELECT 'channel' UNION ALL SELECT 'outcome') AS kinds
WHERE true
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(sign) <> 0 OR sum(CASE WHEN outcome IS NULL THEN 0 ELSE sign END) <> 0
    OR sum(CASE WHEN outcome = 'settled' THEN sign ELSE 0 END) <> 0
ON CONFLICT (level, span, kind, begins, area, key) DO UPDATE SET
    appeals = appeal_count.appeals + excluded.appeals,
    closed = appeal_count.closed + excluded.closed,
    settled = appeal_count.settled + excluded.settled
"""
_COUNT_RECEPTIONS = """
INSERT INTO reception_count (span, begins, community, visitors)
SELECT span, CASE span WHEN 'day' THEN day ELSE month END, community, sum(sign * visitors)
FROM ({changed}) AS changed, (SELECT 'day' AS span UNION ALL SELECT 'month') AS spans
WHERE true
GROUP BY 1, 2, 3
HAVING sum(sign * visitors) <> 0
ON CONFLICT (span, begins, community) DO UPDATE SET
    visitors = reception_count.visitors + excluded.visitors
"""
#: What is counted of each fact, its moment last.
_FACTS = {
    "appeal_fact": (
        _COUNT_APPEALS,
        ("community", "category", "applicant_group", "channel", "outcome", "received_at"),
    ),
    "reception_fact": (_COUNT_RECEPTIONS, ("community", "visitors", "held_at")),
}

#: Two processes that change facts take turns, from before the first row until they commit.
#: Both need the counts of the same day anyway; one after the other they cannot deadlock.
_POSTGRES_TURNS = """
CREATE FUNCTION wait_to_count_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock(hashtext('linli.counts'), hashtext('{table}')); RETURN NULL; END $$;
CREATE TRIGGER {table}_waits BEFORE INSERT OR UPDATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION wait_to_count_{table}();
"""
_POSTGRES_TRIGGER = """
CREATE FUNCTION count_{event}_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {statement}; RETURN NULL; END $$;
CREATE TRIGGER {table}_counts_{event} AFTER {event} ON {table} REFERENCING {rows}
FOR EACH STATEMENT EXECUTE FUNCTION count_{event}_of_{table}();
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER {table}_counts_{event} AFTER {event} ON {table} BEGIN {statement}; END
"""


def upgrade() -> None:
    channel = sa.Column("channel", sa.String(20), nullable=False, server_default="unknown")
    op.add_column("appeal_fact", channel)
    _create_appeal_count()
    _create_reception_count()
    is_postgres = op.get_bind().dialect.name == "postgresql"
    if is_postgres:
        # The planner takes every fact for a group of its own and would sort fifteen rows of
        # each on the disk. The groups are few enough to be kept in memory.
        for setting in ("work_mem = '256MB'", "enable_sort = off", "jit = off"):
            op.execute(f"SET LOCAL {setting}")
    keep = _keep_on_postgres if is_postgres else _keep_on_sqlite
    for table in _FACTS:
        # Triggers first: making them waits for running writers of facts and lets no other begin
        # until all is committed. A fact that came between would never be counted.
        keep(table)
        op.execute(_counting(table, {table: 1}, is_postgres=is_postgres))
    # The days at the ends of a period, of a single community, are counted from its facts.
    op.create_index(
        "ix_appeal_fact_community_received_at", "appeal_fact", ["community", "received_at"]
    )
    op.drop_index("ix_appeal_fact_received_at", "appeal_fact")
    op.drop_index("ix_reception_fact_held_at", "reception_fact")


def _create_appeal_count() -> None:
    op.create_table(
        "appeal_count",
        sa.Column("level", sa.String(9), nullable=False),
        sa.Column("span", sa.String(5), nullable=False),
        sa.Column("kind", sa.String(15), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("appeals", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "level", "span", "kind", "begins", "area", "key", name="pk_appeal_count"
        ),
    )


def _create_reception_count() -> None:
    op.create_table(
        "reception_count",
        sa.Column("span", sa.String(5), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("span", "begins", "community", name="pk_reception_count"),
    )


def _keep_on_postgres(table: str) -> None:
    op.execute(_POSTGRES_TURNS.format(table=table))
    for event, rows in (
        ("insert", {"new_rows": 1}),
        ("update", {"new_rows": 1, "old_rows": -1}),
    ):
        named = " ".join(f"{name[:3]} TABLE AS {name}" for name in rows)
        statement = _counting(table, rows, is_postgres=True)
        op.execute(
            _POSTGRES_TRIGGER.format(table=table, event=event, rows=named, statement=statement)
        )


def _keep_on_sqlite(table: str) -> None:
    for event, rows in (("insert", {"new": 1}), ("update", {"new": 1, "old": -1})):
        statement = _counting(table, rows, is_postgres=False)
        op.execute(_SQLITE_TRIGGER.format(table=table, event=event, statement=statement))


def _counting(table: str, rows: dict[str, int], *, is_postgres: bool) -> str:
    """The statement that adds or takes off what rows of a fact hold, by the sign of each."""
    statement, columns = _FACTS[table]
    *counted, moment = columns
    changed = " UNION ALL ".join(
        _signed(source, sign, counted, moment, is_postgres=is_postgres)
        for source, sign in rows.items()
    )
    if len(rows) > 1:
        # Most events change nothing that is counted: what stays the same goes out first.
        alike = ", ".join(["day", "month", *counted])
        changed = (
            f"SELECT sum(sign) AS sign, {alike} FROM ({changed}) AS each_one GROUP BY {alike} "
            "HAVING sum(sign) <> 0"
        )
    elif is_postgres:
        # Or the planner works out the day of each fact anew for each of its rows.
        changed += " OFFSET 0"
    return statement.format(changed=changed)


def _signed(source: str, sign: int, counted: list[str], moment: str, *, is_postgres: bool) -> str:
    # China has had no summer time since 1991, so eight hours are the clock of Shanghai.
    local = (
        f"({source}.{moment} AT TIME ZONE 'Asia/Shanghai')"
        if is_postgres
        else f"{source}.{moment}, '+8 hours'"
    )
    day, month = (
        (f"{local}::date", f"date_trunc('month', {local})::date")
        if is_postgres
        else (f"date({local})", f"date({local}, 'start of month')")
    )
    named = ", ".join(f"{source}.{column} AS {column}" for column in counted)
    # The row that fires SQLite's trigger is no table.
    origin = "" if source in ("new", "old") else f" FROM {source}"
    return f"SELECT {sign} AS sign, {day} AS day, {month} AS month, {named}{origin}"
