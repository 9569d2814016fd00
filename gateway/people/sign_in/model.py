"""Tries that are counted, places that are familiar, codes for a lost app."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

SIGN_IN_TRY = sa.Table(
    "sign_in_try",
    METADATA,
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("tries", sa.Integer(), nullable=False),
    sa.Column("waits_until", Moment()),
    sa.Column("last_at", Moment(), nullable=False, index=True),
    info={AUDIT: Exempt("counts tries; holds no name")},
)

FAMILIAR_PLACE = sa.Table(
    "familiar_place",
    METADATA,
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("last_at", Moment(), nullable=False, index=True),
    info={AUDIT: Exempt("remembers places by a mark; holds no name")},
)

RECOVERY_CODE = sa.Table(
    "recovery_code",
    METADATA,
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account_id", sa.Uuid(), primary_key=True),
    sa.Column("code_hash", sa.LargeBinary(), primary_key=True),
    sa.Column("used_at", Moment()),
    info={
        AUDIT: Exempt(
            "made anew with each second factor, and used once; that is noted at the account"
        )
    },
)
