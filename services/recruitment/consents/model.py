"""Recruitment's copy of each consent: the events' facts, and its person."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited
from runtime.database import Moment
from services.recruitment.tables import Record

CONSENT = sa.Table(
    "consent",
    Record.metadata,
    sa.Column("consent_id", sa.Uuid(), primary_key=True),
    # 1 when given, 2 when withdrawn.
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("account", sa.String(100), index=True),
    # Said by staff where there is no account; the person's id as text, as an account is.
    sa.Column("person", sa.String(36), index=True),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("purpose", sa.String(40), nullable=False),
    # Not known where the withdrawal came first.
    sa.Column("given_at", Moment()),
    sa.Column("valid_until", sa.Date()),
    sa.Column("withdrawn_at", Moment()),
    info={AUDIT: Audited("consent", "consent_id", area="area")},
)
