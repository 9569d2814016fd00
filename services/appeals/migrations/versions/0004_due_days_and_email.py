"""Due days and when the clock looks at them; e-mail of the applicant, and the wish for messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("appeal", sa.Column("contact_email", sa.Text()))
    # Applicants already in the register were not asked, and get no messages.
    op.add_column(
        "appeal",
        sa.Column("wants_notices", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("appeal", sa.Column("due_on", sa.Date()))
    # Written out, because a check of an existing table is otherwise refused by SQLite.
    op.execute(
        "ALTER TABLE appeal ADD COLUMN remind_on DATE CONSTRAINT ck_appeal_remind_on "
        "CHECK (remind_on IS NULL OR due_on IS NOT NULL)"
    )
    op.create_index("ix_appeal_remind_on", "appeal", ["remind_on"])
    op.add_column("disclosure", sa.Column("purpose", sa.String(40)))
