"""Keeping the copy."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryPublished, CategoryView
from gateway.places.categories.model import CATEGORY
from runtime.database import upsert_newer


def keep(session: Session, found: CategoryPublished | CategoryView) -> None:
    """Take a category over, unless a newer version is here already."""
    upsert_newer(session, CATEGORY, [found.plain()], key="code")
