"""One index for the decided applications in their order, both ways, in place of one each way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_DECIDED = sa.text("decided_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_application_decided_at_id",
        "application",
        ["decided_at", "id"],
        postgresql_where=_DECIDED,
        sqlite_where=_DECIDED,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_application_decided_at_falling", "application")
        op.drop_index("ix_application_decided_at_rising", "application")
