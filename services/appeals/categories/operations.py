"""Keeping the categories."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.categories import CategoryPublished, CategoryView, PutCategory
from runtime.database import insert_new
from services.appeals.categories import queries, rules
from services.appeals.categories.model import CATEGORY
from vocabulary.actors import Actor
from vocabulary.problems import check_version


def put(session: Session, actor: Actor, request: PutCategory) -> CategoryView:
    """Add a category, rename it, or take it out of use; putting the same again changes nothing.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
        PreconditionFailed: it is at another version than expected, or not there yet.
    """
    rules.check_may_manage(actor)
    wanted = {"name_zh": request.name_zh, "name_en": request.name_en, "active": request.active}
    version = _added(session, request, wanted) or _changed(session, request, wanted)
    if version is not None:
        event = CategoryPublished(
            code=request.code,
            name_zh=request.name_zh,
            name_en=request.name_en,
            active=request.active,
            version=version,
        )
        outbox.add(session, event, actor=actor)
    return queries.one(session, request.code)


def _added(session: Session, request: PutCategory, wanted: dict[str, Any]) -> int | None:
    row = {"code": request.code, "version": 1, **wanted}
    new = insert_new(session, CATEGORY, [row], unique=("code",), returning="version")
    if not new:
        return None
    # Until now there was none.
    check_version(request.expected_version, 0)
    version: int = new[0]
    return version


def _changed(session: Session, request: PutCategory, wanted: dict[str, Any]) -> int | None:
    this = CATEGORY.c.code == request.code
    kept = session.execute(sa.select(CATEGORY).where(this).with_for_update()).mappings().one()
    check_version(request.expected_version, kept["version"])
    if all(kept[name] == value for name, value in wanted.items()):
        return None
    version: int = kept["version"] + 1
    session.execute(sa.update(CATEGORY).where(this).values(wanted | {"version": version}))
    return version
