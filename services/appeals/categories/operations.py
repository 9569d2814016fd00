"""Keeping the categories."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.categories import CategoryList, CategoryPublished, PutCategory
from runtime.database import insert_new
from services.appeals.categories import queries, rules
from services.appeals.categories.model import CATEGORY
from vocabulary.actors import Actor


def put(session: Session, actor: Actor, request: PutCategory) -> CategoryList:
    """Add a category, rename it, or take it out of use; putting the same again changes nothing.

    Raises:
        Forbidden: the actor is no administrator.
    """
    rules.check_may_manage(actor)
    wanted = {"name_zh": request.name_zh, "name_en": request.name_en, "active": request.active}
    version = _added(session, request.code, wanted) or _changed(session, request.code, wanted)
    if version is not None:
        event = CategoryPublished(
            code=request.code,
            name_zh=request.name_zh,
            name_en=request.name_en,
            active=request.active,
            version=version,
        )
        outbox.add(session, event, actor=actor)
    return queries.everything(session)


def _added(session: Session, code: str, wanted: dict[str, Any]) -> int | None:
    row = {"code": code, "version": 1, **wanted}
    new = insert_new(session, CATEGORY, [row], unique=("code",), returning="version")
    return new[0] if new else None


def _changed(session: Session, code: str, wanted: dict[str, Any]) -> int | None:
    chosen = sa.select(CATEGORY).where(CATEGORY.c.code == code).with_for_update()
    kept = session.execute(chosen).mappings().one()
    if all(kept[name] == value for name, value in wanted.items()):
        return None
    version: int = kept["version"] + 1
    session.execute(
        sa.update(CATEGORY).where(CATEGORY.c.code == code).values(wanted | {"version": version})
    )
    return version
