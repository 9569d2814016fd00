"""Contacts seen as rows, for a day or two."""

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
    #: The appeal, application, appointment, objection, complaint or volunteer whose contact was seen.
    sa.Column("subject_id", sa.Uuid(), primary_key=True),
    info={AUDIT: Exempt("counts for some days what the services keep of each look")},
)
