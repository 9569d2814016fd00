"""What the other gateways counted."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.limits.rate_limits.model import RATE_COUNT

#: More would only take memory; the largest come first.
_ROWS_MOST = 10_000

#: Mark, length of the window and its number → requests that passed elsewhere.
Elsewhere = dict[tuple[str, int, int], int]


def counted_elsewhere(session: Session, gateway: UUID, now: dt.datetime) -> Elsewhere:
    """What gateways other than this one let pass in windows that still count."""
    table = RATE_COUNT.c
    window = (table.mark, table.seconds, table.number)
    passed = sa.func.sum(table.passed)
    found = (
        sa.select(*window, passed)
        .where(table.gateway != gateway, table.counts_until > now)
        .group_by(*window)
        .order_by(passed.desc())
        .limit(_ROWS_MOST)
    )
    return {
        (mark, seconds, number): int(sum_) for mark, seconds, number, sum_ in session.execute(found)
    }
