"""Sign-ins as rows; of their secrets only the hash."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

SIGN_IN = sa.Table(
    "sign_in",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    # No foreign key: the tables of accounts are another capability's.
    sa.Column("account_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("proof", sa.String(30), nullable=False),
    sa.Column("client", sa.String(200), nullable=False),
    sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
    sa.Column("previous_hash", sa.LargeBinary()),
    sa.Column("rotated_at", Moment(), nullable=False),
    sa.Column("sign_in_epoch", sa.Integer(), nullable=False),
    #: The account's rights when the secret was made.
    sa.Column("epoch", sa.Integer(), nullable=False),
    sa.Column("begun_at", Moment(), nullable=False),
    sa.Column("seen_at", Moment(), nullable=False),
    sa.Column("ends_at", Moment(), nullable=False, index=True),
    sa.Column("ended_at", Moment()),
    sa.Column("ended_why", sa.String(20)),
    sa.CheckConstraint("kind IN ('browser', 'program')", name="kind"),
    info={AUDIT: Exempt("changes with every renewal; its beginning is noted at the account")},
)
