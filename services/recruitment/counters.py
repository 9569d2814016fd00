"""Series of numbers, and locks by name: one row each, held until the transaction ends."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from runtime.database import insert_new
from services.recruitment.tables import Record

#: One row for each series; `last` is the last serial that was given.
COUNTER = sa.Table(
    "counter",
    Record.metadata,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("last", sa.Integer(), nullable=False),
    info={AUDIT: Exempt("counts the numbers that audited things show")},
)


def next_serial(session: Session, name: str) -> int:
    """The next number of a series, from 1; whoever needs one too waits for this transaction."""
    serial = hold(session, name) + 1
    session.execute(sa.update(COUNTER).where(COUNTER.c.name == name).values(last=serial))
    return serial


def hold(session: Session, name: str) -> int:
    """Let nobody else hold the same name until this transaction ends; gives its last serial."""
    insert_new(session, COUNTER, [{"name": name, "last": 0}], unique=("name",), returning="name")
    chosen = sa.select(COUNTER.c.last).where(COUNTER.c.name == name).with_for_update()
    last: int = session.scalars(chosen).one()
    return last
