"""Totals of hours are added up from the index alone, where the database can."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

_NAME, _KEY = "ix_hours_community_served_on", ["community", "served_on"]
_ADDED_UP = ["volunteer_id", "team_id", "commissioner", "category", "state", "minutes"]


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(_NAME, "hours")
        op.create_index(_NAME, "hours", _KEY, postgresql_include=_ADDED_UP)
