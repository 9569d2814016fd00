"""What accounts want, as rows; an account without a row has what is usual."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

NOTICE_PREFERENCE = sa.Table(
    "notice_preference",
    METADATA,
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account", sa.String(100), primary_key=True),
    #: Whose administrators keep the account.
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("quiet_from", sa.String(5), nullable=False),
    sa.Column("quiet_until", sa.String(5), nullable=False),
    #: Kind → the ways that are wanted, only where the account said so.
    sa.Column("channels", sa.JSON(), nullable=False),
    sa.Column("changed_at", Moment(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: Audited("notice_preference", "account", area="area")},
)
