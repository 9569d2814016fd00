"""A new certificate of hours names the one that it replaces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("hour_certificate") as certificate:
        certificate.add_column(sa.Column("replaced_by_id", sa.Uuid()))
        certificate.create_foreign_key(
            "fk_hour_certificate_replaced_by_id", "hour_certificate", ["replaced_by_id"], ["id"]
        )
    op.create_index(
        op.f("ix_hour_certificate_replaced_by_id"), "hour_certificate", ["replaced_by_id"]
    )
