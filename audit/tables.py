"""The audit's tables in every service's database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime import archives, grants
from runtime.database import COUNTED, Moment, table_metadata

METADATA = table_metadata()

#: The record of who did what to what: append-only; each aggregate's rows are a chain of hashes.
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("pos", COUNTED, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("identity", sa.String(200), nullable=False),
    sa.Column("seq", sa.Integer(), nullable=False),
    sa.Column("area", sa.String(12)),
    sa.Column("change", sa.String(10), nullable=False),
    sa.Column("action", sa.String(120), nullable=False),
    sa.Column("happened_at", Moment(), nullable=False),
    sa.Column("account", sa.Text()),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("on_behalf_of", sa.Text()),
    sa.Column("address", sa.String(45)),
    sa.Column("program", sa.Text()),
    sa.Column("correlation_id", sa.String(100), nullable=False),
    sa.Column("changes", sa.Text(), nullable=False),
    sa.Column("salt", sa.String(32), nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.UniqueConstraint("kind", "identity", "seq"),
    sa.Index("ix_audit_happened_at_pos", "happened_at", "pos"),
    info={grants.MAY: grants.ADDS},
)

#: How long each chain is and how it ends, so that a chain cut short is noticed.
AUDIT_HEAD = sa.Table(
    "audit_head",
    METADATA,
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("identity", sa.String(200), primary_key=True),
    sa.Column("seq", sa.Integer(), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    info={grants.MAY: grants.KEEPS},
)

#: The files with old rows that were moved out of the audit, by their `pos`.
ARCHIVED = archives.table("archived_audit", METADATA)

_GOES_BACK = "NEW.seq <= OLD.seq OR NEW.kind <> OLD.kind OR NEW.identity <> OLD.identity"
_POSTGRES_GUARD = f"""
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_head_goes_forward BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN ({_GOES_BACK})
EXECUTE FUNCTION refuse_change_of_audit();
"""
_SQLITE_GUARD = (
    "CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
SQLITE_REFUSES_DELETE = _SQLITE_GUARD.format(name="audit_refuses_delete", what="DELETE ON audit")
_SQLITE_GUARDS = tuple(
    _SQLITE_GUARD.format(name=name, what=what)
    for name, what in (
        ("audit_refuses_update", "UPDATE ON audit"),
        ("audit_refuses_delete", "DELETE ON audit"),
        ("audit_head_refuses_delete", "DELETE ON audit_head"),
        (
            "audit_head_goes_forward",
            f"UPDATE ON audit_head WHEN {_GOES_BACK}",
        ),
    )
)


def create_v1() -> None:
    """The audit and its heads, which the database itself keeps from being changed."""
    op.create_table(
        "audit",
        sa.Column("pos", COUNTED, nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("identity", sa.String(200), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(12)),
        sa.Column("change", sa.String(10), nullable=False),
        sa.Column("action", sa.String(120), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("on_behalf_of", sa.Text()),
        sa.Column("address", sa.String(45)),
        sa.Column("program", sa.Text()),
        sa.Column("correlation_id", sa.String(100), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("pos", name="pk_audit"),
        sa.UniqueConstraint("kind", "identity", "seq", name="uq_audit_kind_identity_seq"),
    )
    op.create_index("ix_audit_happened_at_pos", "audit", ["happened_at", "pos"])
    op.create_table(
        "audit_head",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("identity", sa.String(200), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "identity", name="pk_audit_head"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES_GUARD)
    else:
        for guard in _SQLITE_GUARDS:
            op.execute(guard)
