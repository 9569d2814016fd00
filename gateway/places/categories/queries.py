"""Reading the copy."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryView
from gateway.places.categories.model import CATEGORY


def everything(session: Session) -> tuple[CategoryView, ...]:
    """All categories, including those that new appeals may no longer use."""
    return tuple(
        CategoryView(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            active=row.active,
            version=row.version,
        )
        for row in session.execute(sa.select(CATEGORY).order_by(CATEGORY.c.code))
    )
