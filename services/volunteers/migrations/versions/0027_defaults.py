"""What was added later to a table has a default, so that a process of the version before can write."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime.migrating import remake

revision = "0027"
down_revision = "0026"

_NO, _NONE = "false", "'[]'"
_DEFAULTS = {
    "activity": {
        "is_risky": _NO,
        "needs_insurance": _NO,
        "needs_skills": _NONE,
        "checklist": _NONE,
    },
    "catalogue_entry": {"categories": _NONE},
    "registration": {"specialties": _NONE, "duties": _NONE},
    "shift": {"offered": "0", "turns": "0"},
    "sign_up": {"guardian_agrees": _NO, "came_unannounced": _NO, "heads": "1"},
}


def upgrade() -> None:
    connection = op.get_bind()
    for table, columns in _DEFAULTS.items():
        if connection.dialect.name == "postgresql":
            for name, default in columns.items():
                op.alter_column(table, name, server_default=sa.text(default))
        else:
            remake(
                connection,
                table,
                *(
                    (
                        rf"\b({name} (?:JSON|BOOLEAN|INTEGER)) NOT NULL",
                        rf"\1 DEFAULT {_on_sqlite(default)} NOT NULL",
                    )
                    for name, default in columns.items()
                ),
            )


def _on_sqlite(default: str) -> str:
    return "0" if default == _NO else default
