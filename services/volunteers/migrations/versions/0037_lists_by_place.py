"""Lists pass over other communities without reading their rows, and members are found by theirs."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"

_MOMENTS = {
    "registration": "applied_at",
    "membership": "offered_at",
    "activity": "starts_at",
    "sign_up": "signed_up_at",
    "hours": "served_on",
}


def upgrade() -> None:
    for table, moment in _MOMENTS.items():
        name = f"ix_{table}_{moment}_id"
        op.create_index(f"{name}_community", table, [moment, "id", "community"])
        op.drop_index(name, table)
    op.create_index(
        "ix_membership_community_state",
        "membership",
        ["community", "state"],
        postgresql_include=["team_id", "volunteer_id"],
    )
