"""What a running service may do in its database: less than the owner, who migrates it.

The owner's role is called as the database, such as `appeals`; beside it stands `appeals_service`,
which owns nothing. A table says in its `info` where the service may do less than change all rows.
Where there is no such role, as on one machine, the owner serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

#: The key in a table's `info`.
MAY: Final = "service_may"
#: Rows are added, and never changed or taken away.
ADDS: Final = "SELECT, INSERT"
#: Rows are added and changed, and never taken away.
KEEPS: Final = "SELECT, INSERT, UPDATE"
#: Only commands of operators write there.
READS: Final = "SELECT"
_CHANGES = "SELECT, INSERT, UPDATE, DELETE"
_ENDING = "_service"
_ROLE = sa.text("SELECT rolname FROM pg_roles WHERE rolname = current_user || :ending")
_TABLES = sa.text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")


def role_of_service(connection: sa.Connection) -> str | None:
    """The role of the service whose database's owner is connected; None: the owner serves."""
    found: str | None = connection.scalar(_ROLE, {"ending": _ENDING})
    return found


def give(connection: sa.Connection, role: str, metadata: Sequence[sa.MetaData]) -> None:
    """Give a service's role what it needs, and take what it needs no longer."""
    known = {table.name: table for one in metadata for table in one.tables.values()}
    name = _quoted(connection, role)
    for found in connection.scalars(_TABLES).all():
        # What no service declares, as the table of migrations, it may read.
        table = known.get(found)
        may = READS if table is None else table.info.get(MAY, _CHANGES)
        on = f"ON {_quoted(connection, found)}"
        connection.execute(sa.text(f"REVOKE ALL {on} FROM {name}"))
        connection.execute(sa.text(f"GRANT {may} {on} TO {name}"))
    connection.execute(sa.text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"))


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
