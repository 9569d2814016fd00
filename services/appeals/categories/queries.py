"""Reading the categories."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryView
from services.appeals.categories.model import CATEGORY
from vocabulary.problems import NotFound


def one(session: Session, code: str) -> CategoryView:
    """One category.

    Raises:
        NotFound: there is none with this code.
    """
    row = session.execute(sa.select(CATEGORY).where(CATEGORY.c.code == code)).one_or_none()
    if row is None:
        raise NotFound(f"没有诉求分类 {code}。", f"There is no category {code}.")
    return _shown(row)


def _shown(row: sa.Row[Any]) -> CategoryView:
    return CategoryView(
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        active=row.active,
        version=row.version,
    )
