"""What stands in the audit, and how somebody would change it behind the application's back."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from audit import verifying
from audit.tables import AUDIT
from audit.verifying import Broken
from runtime.database import Database

_SQLITE = (
    "audit_refuses_update",
    "audit_refuses_delete",
    "audit_head_refuses_delete",
    "audit_head_goes_forward",
)


def rows(database: Database, kind: str, identity: Any = None) -> list[Any]:
    """The audit rows of a kind, or of one aggregate, in the order in which they were written."""
    chosen = sa.select(AUDIT).where(AUDIT.c.kind == kind).order_by(AUDIT.c.pos)
    if identity is not None:
        chosen = chosen.where(AUDIT.c.identity == str(identity))
    with database.reading() as session:
        return list(session.execute(chosen).all())


def changes(row: Any) -> dict[str, Any]:
    """What a row says of each column."""
    found: dict[str, Any] = json.loads(row.changes)
    return found


def broken(database: Database) -> list[Broken]:
    """The chains that do not hold."""
    with database.reading() as session:
        return list(verifying.broken_chains(session))


def tamper(database: Database, *statements: str, **values: Any) -> None:
    """Change the tables as somebody with the database's own password can."""
    with database.writing_connection() as connection:
        if database.is_postgres:
            for table in ("audit", "audit_head"):
                connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        else:
            for name in _SQLITE:
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}"))
        for statement in statements:
            connection.execute(sa.text(statement), values)
