"""Offices as rows, one for each source of a role."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

OFFICE = sa.Table(
    "office",
    METADATA,
    #: Its source: the appointment, or the membership of a team.
    sa.Column("source_id", sa.Uuid(), primary_key=True),
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("role", sa.String(24), nullable=False),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("begins_at", Moment(), nullable=False),
    sa.Column("named_at", Moment(), nullable=False),
    #: Staff could name any account, so the role counts only when its owner agrees.
    sa.Column("confirmed_at", Moment()),
    sa.Column("ended_at", Moment()),
    #: Of the source when it named the account: messages may come in disorder.
    sa.Column("source_version", sa.Integer(), nullable=False),
    sa.CheckConstraint("length(area) = 12", name="area"),
    info={AUDIT: Audited("office", "source_id", area="area")},
)

#: The post of each team; its commissioner leads the team.
TEAM = sa.Table(
    "team",
    METADATA,
    sa.Column("team_id", sa.Uuid(), primary_key=True),
    sa.Column("post_id", sa.Uuid(), nullable=False, index=True),
    info={AUDIT: Exempt("follows the events of memberships")},
)

#: The post of each appointment of a commissioner.
POST_HELD = sa.Table(
    "post_held",
    METADATA,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("post_id", sa.Uuid(), nullable=False, index=True),
    info={AUDIT: Exempt("follows the events of appointments")},
)
