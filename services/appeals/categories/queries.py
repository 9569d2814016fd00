"""Reading the categories."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.categories import Category, CategoryList
from services.appeals.categories.model import CATEGORY


def everything(session: Session) -> CategoryList:
    """All categories by code, also those that new appeals may no longer use."""
    return CategoryList(
        items=[
            Category(code=row.code, name_zh=row.name_zh, name_en=row.name_en, active=row.active)
            for row in session.execute(sa.select(CATEGORY).order_by(CATEGORY.c.code))
        ]
    )
