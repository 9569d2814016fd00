"""Which areas belong together."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.street.areas.model import AREA
from vocabulary.areas import predecessors_of


def with_predecessors(session: Session, area: str, today: dt.date) -> tuple[str, ...]:
    """The area and all that it took over by today."""
    taken_over = sa.select(AREA.c.code, AREA.c.successor).where(
        AREA.c.successor.is_not(None), AREA.c.valid_to < today
    )
    merged = {row.code: row.successor for row in session.execute(taken_over)}
    return (area, *predecessors_of(area, merged))
