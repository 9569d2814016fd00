"""Contact, text, reasons and notes are sealed; disclosures, failed proofs and erasure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from groundwork import history
from runtime import storing
from runtime.encryption import keyring
from vocabulary.phones import same_phone

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_AT_ONCE = 1000
_POSTGRES_STAYS = """
DROP TRIGGER history_is_append_only ON history;
CREATE TRIGGER history_is_append_only BEFORE DELETE OR TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
"""
_HISTORY_COLUMNS = (
    "appeal_id", "version", "round", "what", "happened_at", "recorded_at",
    "account", "role", "method", "outcome", "commissioner", "score",
)  # fmt: skip


def upgrade() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    op.add_column("appeal", sa.Column("contact_address", sa.Text()))
    op.add_column("appeal", sa.Column("phone_print", sa.String(43)))
    op.add_column("appeal", sa.Column("erased_at", _MOMENT))
    for name in ("contact_name", "contact_phone"):
        _widen(name, is_postgres=is_postgres)
    _seal_appeals()
    op.create_index("ix_appeal_phone_print", "appeal", ["phone_print"])
    _open_history(is_postgres=is_postgres)
    _seal_notes()
    if is_postgres:
        op.execute(_POSTGRES_STAYS)
    history.guard_notes_v1("appeals", _HISTORY_COLUMNS)
    _create_disclosure()
    _create_proof_failure()


def _widen(name: str, *, is_postgres: bool) -> None:
    """A sealed text is longer than what it holds."""
    if is_postgres:
        op.alter_column("appeal", name, type_=sa.Text())
        return
    # Making the table anew, as Alembic would, is refused because the history refers to it.
    op.add_column("appeal", sa.Column(f"{name}_sealed", sa.Text()))
    op.execute(f"UPDATE appeal SET {name}_sealed = {name}")  # noqa: S608 - names of our own
    op.execute(f"ALTER TABLE appeal DROP COLUMN {name}")
    op.execute(f"ALTER TABLE appeal RENAME COLUMN {name}_sealed TO {name}")


def _seal_appeals() -> None:
    names = ("text", "contact_name", "contact_phone", "outcome_reason")
    appeal = sa.table(
        "appeal",
        sa.column("id", sa.Uuid()),
        *(sa.column(name, sa.Text()) for name in (*names, "phone_print")),
    )
    for portion in _portions(appeal, [appeal.c.id]):
        sealed = [
            (*(_sealed(row[name]) for name in names), _print(row["contact_phone"]), row["id"])
            for row in portion
        ]
        storing.change(op.get_bind(), appeal, (*names, "phone_print"), sealed)


def _print(phone: str | None) -> str | None:
    return phone and keyring().fingerprint(same_phone(phone))


def _open_history(*, is_postgres: bool) -> None:
    if is_postgres:
        op.execute("ALTER TABLE history DISABLE TRIGGER history_is_append_only")
    else:
        op.execute("DROP TRIGGER history_refuses_UPDATE")


def _seal_notes() -> None:
    entry = sa.table(
        "history",
        sa.column("appeal_id", sa.Uuid()),
        sa.column("version", sa.Integer()),
        sa.column("note", sa.Text()),
    )
    keys = [entry.c.appeal_id, entry.c.version]
    for portion in _portions(entry, keys, entry.c.note.is_not(None)):
        sealed = [(_sealed(row["note"]), row["appeal_id"], row["version"]) for row in portion]
        storing.change(op.get_bind(), entry, ("note",), sealed, key=("appeal_id", "version"))


def _portions(table: Any, keys: list[Any], *wanted: Any) -> Iterator[Sequence[Any]]:
    """Every row, some at a time, so that memory is enough for any register."""
    after: tuple[Any, ...] | None = None
    while True:
        chosen = sa.select(table).where(*wanted).order_by(*keys).limit(_AT_ONCE)
        if after is not None:
            last = sa.tuple_(
                *(
                    sa.bindparam(None, value, key.type)
                    for key, value in zip(keys, after, strict=True)
                )
            )
            chosen = chosen.where(sa.tuple_(*keys) > last)
        rows = op.get_bind().execute(chosen).mappings().all()
        if not rows:
            return
        yield rows
        after = tuple(rows[-1][key.name] for key in keys)


def _sealed(text: str | None) -> str | None:
    return None if text is None else keyring().seal(text)


def _create_disclosure() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name="fk_disclosure_appeal_id"),
    )
    op.create_index("ix_disclosure_appeal_id", "disclosure", ["appeal_id"])


def _create_proof_failure() -> None:
    op.create_table(
        "proof_failure",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("appeal_id", name="pk_proof_failure"),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name="fk_proof_failure_appeal_id"),
    )
