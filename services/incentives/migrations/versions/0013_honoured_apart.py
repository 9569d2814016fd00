"""Staff in the interim are honoured apart, beside the places of a selection."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("selection", sa.Column("apart", sa.JSON()))
