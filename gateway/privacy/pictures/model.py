"""Published pictures as rows, and the consents that they rest on."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

PICTURE = sa.Table(
    "published_picture",
    METADATA,
    #: The attachment, which is never deleted while it is known.
    sa.Column("attachment_id", sa.Uuid(), primary_key=True),
    sa.Column("activity_id", sa.Uuid(), nullable=False, index=True),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("shows_nobody", sa.Boolean(), nullable=False),
    sa.Column("published_at", Moment(), nullable=False),
    sa.Column("published_by", sa.String(100)),
    info={AUDIT: Audited("published_picture", "attachment_id", area="community")},
)
PICTURE_CONSENT = sa.Table(
    "picture_consent",
    METADATA,
    sa.Column(
        "attachment_id",
        sa.Uuid(),
        sa.ForeignKey(PICTURE.c.attachment_id, ondelete="CASCADE"),
        primary_key=True,
    ),
    # A consent that was deleted after its period does not hold, so the picture is removed.
    sa.Column("consent_id", sa.Uuid(), primary_key=True, index=True),
    info={AUDIT: Exempt("names consents, whose own audit tells who gave and withdrew them")},
)
