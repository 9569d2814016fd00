"""Groups whose files may still name a person whose name was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("resident_group", sa.Column("files_to_check_since", sa.Date()))
