"""Playing the relay by hand."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bus import epochs
from bus.tables import OUTBOX
from runtime.database import Database


def publish_everything(register: Database, at: dt.datetime) -> list[str]:
    """Give every event that waits its place, as the relay does; their ids in that order."""
    with register.writing() as session:
        last = epochs.last_place(session.connection())
        waiting = sa.select(OUTBOX.c.seq, OUTBOX.c.id).where(OUTBOX.c.pos.is_(None))
        rows = session.execute(waiting.order_by(OUTBOX.c.seq)).all()
        for place, row in enumerate(rows, start=last + 1):
            session.execute(
                sa.update(OUTBOX).where(OUTBOX.c.seq == row.seq).values(pos=place, published_at=at)
            )
    return [str(row.id) for row in rows]
