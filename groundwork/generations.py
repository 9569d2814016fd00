"""Generations of figures that follow from events, built anew from the logs (重新统计).

What is shown stays in use meanwhile, and live events go on. The newest row says how far it is.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from runtime import clock
from runtime.database import Moment, table_metadata
from vocabulary.problems import WrongState

METADATA = table_metadata()

#: Each time the figures were built anew from the logs.
GENERATION = sa.Table(
    "generation",
    METADATA,
    sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("begun_at", Moment(), nullable=False),
    # Of so many entries of the logs so many were read.
    sa.Column("entries", sa.BigInteger(), nullable=False),
    sa.Column("read", sa.BigInteger(), nullable=False),
    sa.Column("done_at", Moment()),
    info={AUDIT: Exempt("counted from the events of audited rows")},
)


def create_v1() -> None:
    """The table as it was first released; a later change gets its own step."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "generation",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("done_at", moment),
        sa.PrimaryKeyConstraint("number", name="pk_generation"),
    )


def begin(session: Session, entries: int) -> int:
    """Begin to build from so many entries of the logs; returns the generation's number.

    One that was broken off is begun anew, under a number of its own: whatever still builds the one
    before finds that it is gone. Drop what that one built after this: a piece that goes on holds the
    row until all of it can be dropped.
    """
    number = (session.scalar(sa.select(sa.func.max(GENERATION.c.number))) or 1) + 1
    session.execute(sa.delete(GENERATION).where(GENERATION.c.done_at.is_(None)))
    row = {"number": number, "begun_at": clock.now(), "entries": entries, "read": 0}
    session.execute(sa.insert(GENERATION).values(row))
    return number


def hold(session: Session, number: int, *, read: int | None = None) -> None:
    """Note how far the logs were read, and let nobody begin anew until this transaction ends.

    Without `read`, all of them were.

    Raises:
        WrongState: somebody began to build anew.
    """
    _change(session, number, read=GENERATION.c.entries if read is None else read)


def end(session: Session, number: int) -> None:
    """Note that all was read, and that this generation is shown.

    Raises:
        WrongState: somebody began to build anew.
    """
    _change(session, number, read=GENERATION.c.entries, done_at=clock.now())


def _change(session: Session, number: int, **values: Any) -> None:
    going_on = sa.and_(GENERATION.c.number == number, GENERATION.c.done_at.is_(None))
    held = session.execute(sa.update(GENERATION).where(going_on).values(values))
    if not held.rowcount:  # type: ignore[attr-defined]  # of a change
        raise WrongState(
            "有人另行开始了重新统计，本次到此为止；等那一次完成即可。",
            "Somebody began to count anew, so this count ends; wait until theirs is done.",
        )
