"""Consents as rows."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, PERSONAL, Audited
from runtime import marks
from runtime.database import Moment, table_metadata
from runtime.encryption import Sealed

METADATA = table_metadata()

CONSENT = sa.Table(
    "consent",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("account", sa.String(100), index=True),
    # Only to make the fingerprint anew when keys change; shown to nobody.
    sa.Column("phone", Sealed(), info=PERSONAL),
    sa.Column(
        "phone_print",
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.PHONE.info("phone"),
    ),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    sa.Column("text_version", sa.String(40), nullable=False),
    sa.Column("how", sa.String(24), nullable=False),
    sa.Column("given_at", Moment(), nullable=False),
    sa.Column("recorded_at", Moment(), nullable=False),
    sa.Column("recorded_by", sa.String(100)),
    sa.Column("paper", sa.String(200)),
    # The guardian of a minor; shown to those who may read the consent.
    sa.Column("guardian", Sealed(), info=PERSONAL),
    sa.Column("guardianship", sa.String(20)),
    sa.Column("valid_until", sa.Date()),
    sa.Column("withdrawn_at", Moment()),
    sa.Column("withdrawn_by", sa.String(100)),
    sa.CheckConstraint("(account IS NULL) <> (phone_print IS NULL)", name="person"),
    sa.CheckConstraint("(phone IS NULL) = (phone_print IS NULL)", name="phone"),
    sa.CheckConstraint("(guardian IS NULL) = (guardianship IS NULL)", name="guardian"),
    info={AUDIT: Audited("consent", "id", area="area")},
)
