"""Reading the area tree."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.areas.model import AREA
from gateway.areas.rules import Area


def everything(session: Session) -> tuple[Area, ...]:
    """All areas, higher ones before what lies in them."""
    return tuple(
        Area(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            is_sample=row.is_sample,
        )
        for row in session.execute(sa.select(AREA).order_by(AREA.c.code))
    )
