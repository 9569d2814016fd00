"""Contacts seen as rows, for a day or two, and the streets' numbers."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import table_metadata

METADATA = table_metadata()

CONTACT_SEEN = sa.Table(
    "contact_seen",
    METADATA,
    sa.Column("account", sa.String(100), primary_key=True),
    sa.Column("day", sa.Date(), primary_key=True, index=True),
    #: Whose: the appeal, application, appointment or objection.
    sa.Column("subject_id", sa.Uuid(), primary_key=True),
    info={AUDIT: Exempt("counts for some days what the services keep of each look")},
)
#: A copy of what recruitment keeps of the parameter `disclosures_a_day`.
DISCLOSURE_LIMIT = sa.Table(
    "disclosure_limit",
    METADATA,
    sa.Column("street", sa.String(12), primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("value", sa.Integer(), nullable=False),
    sa.Column("effective_from", sa.Date(), nullable=False),
    info={AUDIT: Exempt("a copy of the parameter that recruitment audits")},
)
