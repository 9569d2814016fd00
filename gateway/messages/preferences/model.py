"""The choices of accounts as rows; an account without a row has the defaults."""

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
    #: The area whose administrators manage the account.
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("quiet_from", sa.String(5), nullable=False),
    sa.Column("quiet_until", sa.String(5), nullable=False),
    #: Kind → the chosen ways, only where the account chose.
    sa.Column("channels", sa.JSON(), nullable=False),
    sa.Column("changed_at", Moment(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: Audited("notice_preference", "account", area="area")},
)
