"""Notices go to volunteers without an account too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_RECIPIENT = (
    "(account IS NOT NULL AND applicant_of IS NULL AND volunteer_id IS NULL) OR "
    "(account IS NULL AND (applicant_of IS NULL) <> (volunteer_id IS NULL))"
)


def upgrade() -> None:
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("volunteer_id", sa.Uuid()))
        notice.drop_constraint(op.f("ck_notice_recipient"), type_="check")
        notice.create_check_constraint(op.f("ck_notice_recipient"), _RECIPIENT)
