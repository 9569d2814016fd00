"""Keys as rows; of the key itself only the hash."""

from __future__ import annotations

import sqlalchemy as sa

from bus.audit import AUDIT, SECRET, Audited
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

API_KEY = sa.Table(
    "api_key",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("scopes", sa.JSON(), nullable=False),
    sa.Column("areas", sa.JSON(), nullable=False),
    #: None until the key was shown.
    sa.Column("secret_hash", sa.LargeBinary(), info=SECRET),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("expires_at", Moment(), nullable=False, index=True),
    sa.Column("revoked_at", Moment()),
    sa.Column("last_used_at", Moment()),
    info={AUDIT: Audited("api_key", "id")},
)
