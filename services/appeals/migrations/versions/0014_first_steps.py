"""When each appeal was accepted and first answered, from its history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_FIRST = {
    "accepted_at": ("accepted",),
    "first_response_at": ("action_taken", "closed", "declined"),
}


def upgrade() -> None:
    appeal = sa.table("appeal", sa.column("id", sa.Uuid()), *map(sa.column, _FIRST))
    step = sa.table("history", *map(sa.column, ("appeal_id", "what", "happened_at")))
    for name, done in _FIRST.items():
        op.add_column("appeal", sa.Column(name, sa.DateTime(timezone=True)))
        first = (
            sa.select(sa.func.min(step.c.happened_at))
            .where(step.c.appeal_id == appeal.c.id, step.c.what.in_(done))
            .scalar_subquery()
        )
        op.execute(sa.update(appeal).values({name: first}))
