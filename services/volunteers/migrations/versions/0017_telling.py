"""People are reminded once of each time of a shift, and guests learn of each use of their phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("shift", sa.Column("reminded_for", sa.DateTime(timezone=True)))
    with op.batch_alter_table("disclosure") as disclosure:
        disclosure.alter_column("volunteer_id", existing_type=sa.Uuid(), nullable=True)
        disclosure.add_column(sa.Column("guest_id", sa.Uuid()))
        disclosure.create_foreign_key("fk_disclosure_guest_id", "guest", ["guest_id"], ["id"])
        disclosure.create_check_constraint(
            op.f("ck_disclosure_person"), "(volunteer_id IS NULL) <> (guest_id IS NULL)"
        )
    op.create_index(op.f("ix_disclosure_guest_id"), "disclosure", ["guest_id"])
