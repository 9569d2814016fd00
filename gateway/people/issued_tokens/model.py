"""Issued tokens as rows; the token itself is kept nowhere."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

ISSUED_TOKEN = sa.Table(
    "issued_token",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    #: As the token names it: an account's id, or a name that only this deployment knows.
    sa.Column("account", sa.String(100), nullable=False),
    sa.Column("grants", sa.JSON(), nullable=False),
    sa.Column("issued_at", Moment(), nullable=False),
    sa.Column("expires_at", Moment(), nullable=False, index=True),
    sa.Column("revoked_at", Moment()),
    info={AUDIT: Audited("issued_token", "id")},
)
