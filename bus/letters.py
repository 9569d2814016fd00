"""Writing a dead letter down once, however often its message is delivered."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import DEAD_LETTER
from runtime.database import insert_new

_LETTERS = UUID("b4f1f3f5-6a0f-5f0e-9b38-0f1d3a6c2e57")


def keep(session: Session, row: dict[str, Any], *, delivery: str = "") -> bool:
    """Keep a letter without its id, which follows from what died; whether it is new.

    `delivery` tells two messages with the same body apart, where anything does. A letter that was
    settled stays as it is: the same message may die again, and is then another letter.
    """
    digest = hashlib.sha256(row["body"]).hexdigest()
    named = "\n".join(
        [row["consumer"], row["reason"], str(row.get("event_id") or ""), digest, delivery]
    )
    settled = -1
    is_settled = True
    while is_settled:
        settled += 1
        letter_id = uuid5(_LETTERS, f"{named}\n{settled}")
        found = sa.select(DEAD_LETTER.c.settled).where(DEAD_LETTER.c.id == letter_id)
        is_settled = session.scalar(found) is not None
    new = insert_new(
        session, DEAD_LETTER, [{"id": letter_id, **row}], unique=("id",), returning="id"
    )
    return bool(new)
