"""Every number of a street as every service keeps it, in place of one."""

from __future__ import annotations

from alembic import op

from groundwork import parameters

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    parameters.create_v1()
    op.execute(
        "INSERT INTO street_parameter (street, name, version, value, effective_from) "
        "SELECT street, 'disclosures_a_day', version, value, effective_from FROM disclosure_limit"
    )
    op.drop_table("disclosure_limit")
