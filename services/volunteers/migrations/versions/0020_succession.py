"""Whether a volunteer agrees to be shown as a possible successor of a commissioner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("volunteer") as volunteer:
        # Nobody agreed before they were asked.
        volunteer.add_column(
            sa.Column("may_succeed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
