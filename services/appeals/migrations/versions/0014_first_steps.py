"""When each appeal was accepted and first answered, from its history."""

from __future__ import annotations

from typing import Any

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
    for name in _FIRST:
        op.add_column("appeal", sa.Column(name, sa.DateTime(timezone=True)))
    first = (
        sa.select(step.c.appeal_id, *(_first(step, name) for name in _FIRST))
        .where(step.c.what.in_([what for done in _FIRST.values() for what in done]))
        .group_by(step.c.appeal_id)
        .subquery("first")
    )
    # All at once, and only where there is something to write: each row is written anew, with
    # all its indexes.
    op.execute(
        sa.update(appeal)
        .where(appeal.c.id == first.c.appeal_id)
        .values({name: first.c[name] for name in _FIRST})
    )


def _first(step: sa.TableClause, name: str) -> sa.Label[Any]:
    done = step.c.what.in_(_FIRST[name])
    return sa.func.min(sa.case((done, step.c.happened_at))).label(name)
