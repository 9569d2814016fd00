"""As in every service: room for the names of series, old disclosures found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("counter") as counter:
        counter.alter_column("name", type_=sa.String(60), existing_nullable=False)
    op.create_index("ix_disclosure_disclosed_at", "disclosure", ["disclosed_at"])
