"""When an account was closed, and when what it says of its owner was erased."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    moment = "TIMESTAMP WITH TIME ZONE" if _is_postgres() else "DATETIME"
    # Written out, because a check of an existing table is otherwise refused by SQLite.
    op.execute(
        f"ALTER TABLE account ADD COLUMN closed_at {moment} CONSTRAINT ck_account_closed_at "
        "CHECK (closed_at IS NULL OR state = 'closed')"
    )
    op.execute(
        f"ALTER TABLE account ADD COLUMN erased_at {moment} CONSTRAINT ck_account_erased_at "
        "CHECK (erased_at IS NULL OR state = 'closed')"
    )
    op.execute(
        "UPDATE account SET closed_at = (SELECT max(happened_at) FROM account_history "
        "WHERE account_history.account_id = account.id AND what = 'closed') "
        "WHERE state = 'closed'"
    )
    op.create_index("ix_account_closed_at", "account", ["closed_at"])


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
