"""Year-end meetings are called off, and invitations to review say why they lapsed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("year_end_meeting") as meeting:
        meeting.add_column(sa.Column("called_off_because", sa.Text()))
        meeting.drop_constraint(op.f("ck_year_end_meeting_state"), type_="check")
        meeting.create_check_constraint(
            op.f("ck_year_end_meeting_state"), "state IN ('planned', 'held', 'called_off')"
        )
        meeting.create_check_constraint(
            op.f("ck_year_end_meeting_called_off_because"),
            "(state = 'called_off') = (called_off_because IS NOT NULL)",
        )
    with op.batch_alter_table("reviewer") as reviewer:
        reviewer.add_column(sa.Column("lapsed_because", sa.String(24)))
    # Until now only leaving office ended an invitation.
    op.execute("UPDATE reviewer SET lapsed_because = 'left' WHERE lapsed_on IS NOT NULL")
    with op.batch_alter_table("reviewer") as reviewer:
        reviewer.create_check_constraint(
            op.f("ck_reviewer_lapsed"), "(lapsed_on IS NULL) = (lapsed_because IS NULL)"
        )
