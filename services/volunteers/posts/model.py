"""Posts and the terms of their commissioners, copied from recruitment's events."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from services.volunteers.tables import Record

_COPY = Exempt("a copy of what recruitment tells, where each change is audited")

#: One row a post, as it was told last.
POST = sa.Table(
    "post",
    Record.metadata,
    sa.Column("post_id", sa.Uuid(), primary_key=True),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("category", sa.String(24), nullable=False),
    sa.Column("title", sa.Text(), nullable=False),
    sa.Column("is_closed", sa.Boolean(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: _COPY},
)

#: One row an appointment that began, as it was told last.
TERM = sa.Table(
    "term",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("community", sa.String(12), nullable=False),
    #: Null in the oldest events, which did not say it.
    sa.Column("post_id", sa.Uuid()),
    #: The account, or the id of a person without one.
    sa.Column("commissioner", sa.String(100), nullable=False),
    #: Null where the end was told first.
    sa.Column("began_on", sa.Date()),
    #: First day without it; null: in office.
    sa.Column("ended_on", sa.Date()),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Index("ix_term_post_id", "post_id"),
    info={AUDIT: _COPY},
)
