"""Keeping the copy."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from sqlalchemy.orm import Session

from contracts.appeals.categories import CategoryPublished, CategoryView
from gateway.places.categories.model import CATEGORY
from runtime.database import upsert_newer
from vocabulary.problems import Unavailable


def keep(session: Session, found: CategoryPublished | CategoryView) -> None:
    """Take a category over, unless a newer version is here already."""
    upsert_newer(session, CATEGORY, [found.plain()], key="code")


def keep_at_once(
    writing: Callable[[], contextlib.AbstractContextManager[Session]],
    take: Callable[[CategoryView], None],
    found: CategoryView,
) -> None:
    """Write down and take into memory what was just changed here; its event is on the way.

    The person who made the change looks for it in the list at once. If the database is away, the
    event brings it there.
    """
    with contextlib.suppress(Unavailable), writing() as session:
        keep(session, found)
    take(found)
