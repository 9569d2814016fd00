"""A copy of each consent, with the account or a mark of the phone behind it."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, PERSONAL, Exempt
from runtime import marks
from runtime.database import Moment
from services.volunteers.tables import Record

CONSENT = sa.Table(
    "consent",
    Record.metadata,
    sa.Column("consent_id", sa.Uuid(), primary_key=True),
    # 1 when given, 2 when withdrawn.
    sa.Column("version", sa.Integer(), nullable=False),
    # The person, by account or by the mark of the phone; neither: told by a version that did not
    # say so, or withdrawn, as it then proves nothing. A mark under a key that is gone fits nobody.
    sa.Column("account", sa.String(100)),
    sa.Column("phone_print", marks.TYPE, info=PERSONAL),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    # Not known where the withdrawal came first.
    sa.Column("given_at", Moment()),
    sa.Column("valid_until", sa.Date()),
    sa.Column("withdrawn_at", Moment()),
    info={AUDIT: Exempt("a copy of what the gateway tells, where each change is audited")},
)
