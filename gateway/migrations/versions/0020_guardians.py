"""A guardian gives a consent for a minor: who, sealed, and in which relation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("consent") as consent:
        consent.add_column(sa.Column("guardian", sa.Text()))
        consent.add_column(sa.Column("guardianship", sa.String(20)))
        consent.create_check_constraint(
            op.f("ck_consent_guardian"), "(guardian IS NULL) = (guardianship IS NULL)"
        )
