"""The bus's tables and the audit, the history, the copy of the areas, and parameters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from audit import tables as audit_tables
from bus import tables
from vocabulary.erasure import MARKS

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_MARKS = ", ".join(f"'{mark}'" for mark in MARKS)
#: Long enough for a sealed empty text, and nothing but the letters of base64.
_SEALED_SHORTEST = 44

_POSTGRES_GUARD = f"""
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the history of recruitment is append-only'; END $$;
CREATE TRIGGER history_is_append_only BEFORE DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
CREATE FUNCTION check_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND OLD.note IS NOT NULL AND (
        NEW.note IN ({_MARKS})
        OR (
            NEW.note ~ '^[A-Za-z0-9_=-]{{{_SEALED_SHORTEST},}}$'
            AND OLD.note ~ '^[A-Za-z0-9_=-]{{{_SEALED_SHORTEST},}}$'
            AND left(NEW.note, 6) <> left(OLD.note, 6)
        )
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the history of recruitment is append-only';
END $$;
CREATE TRIGGER history_forgets_notes_only BEFORE UPDATE ON history
FOR EACH ROW EXECUTE FUNCTION check_change_of_history();
"""
_HISTORY_COLUMNS = (
    "kind", "thing_id", "version", "what", "happened_at", "recorded_at", "account", "role",
    "details",
)  # fmt: skip
_SQLITE_GUARDS = (
    """
    CREATE TRIGGER history_refuses_DELETE BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history of recruitment is append-only'); END
    """,
    f"""
    CREATE TRIGGER history_refuses_UPDATE BEFORE UPDATE ON history
    WHEN NOT coalesce(
        {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in _HISTORY_COLUMNS)}
        AND OLD.note IS NOT NULL AND (
            NEW.note IN ({_MARKS})
            OR (
                length(NEW.note) >= {_SEALED_SHORTEST} AND NEW.note NOT GLOB '*[^A-Za-z0-9_=-]*'
                AND length(OLD.note) >= {_SEALED_SHORTEST}
                AND OLD.note NOT GLOB '*[^A-Za-z0-9_=-]*'
                AND substr(NEW.note, 1, 6) <> substr(OLD.note, 1, 6)
            )
        ), 0)
    BEGIN SELECT RAISE(ABORT, 'the history of recruitment is append-only'); END
    """,
)


def upgrade() -> None:
    tables.create_v1()
    audit_tables.create_v1()
    _create_history()
    op.create_table(
        "area",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String(12)),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
    )
    op.create_table(
        "parameter",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.PrimaryKeyConstraint("street", "name", "version", name="pk_parameter"),
    )


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("happened_at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "thing_id", "version", name="pk_history"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_GUARD)
    else:
        for guard in _SQLITE_GUARDS:
            op.execute(guard)
