"""Series of numbers that people quote, and locks by name: one row each.

A row is locked until the transaction ends, so others who need the same series wait; `reserve` is
for those who must not, at the price of numbers that a failure leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, SessionTransaction

from audit import AUDIT, Exempt
from runtime import clock
from runtime.clock_trust import TRUST
from runtime.database import insert_new, table_metadata, upsert_newer
from runtime.logs import logger

log = logger(__name__)

METADATA = table_metadata()
_LONGEST = 60
_YEAR_DIGITS = 4
#: Before the year of a restore: how many numbers every series skipped then.
_SKIPPED = "skipped/"

#: One row for each series; `last` is the last serial that was given.
COUNTER = sa.Table(
    "counter",
    METADATA,
    sa.Column("name", sa.String(_LONGEST), primary_key=True),
    sa.Column("last", sa.Integer(), nullable=False),
    info={AUDIT: Exempt("counts the numbers that audited things show")},
)


def create_v1() -> None:
    """The table as it was first released; a later change gets its own step."""
    op.create_table(
        "counter",
        sa.Column("name", sa.String(_LONGEST), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def next_serial(session: Session, name: str) -> int:
    """The next number of a series, from 1."""
    serial = hold(session, name) + 1
    session.execute(sa.update(COUNTER).where(COUNTER.c.name == name).values(last=serial))
    return serial


def hold(session: Session, name: str) -> int:
    """Lock a name until this transaction ends; returns its last serial."""
    return hold_all(session, [name])[name]


def hold_all(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Lock several names at once; returns the last serial of each."""
    # Always in one order, so that two processes cannot wait for each other.
    wanted = sorted(set(names))
    for name in wanted:
        _check_year(name)
    new = [{"name": name, "last": 0} for name in wanted]
    made = insert_new(session, COUNTER, new, unique=("name",), returning="name")
    if made:
        _begin_above(session, [str(name) for name in made])
    chosen = sa.select(COUNTER.c.name, COUNTER.c.last).where(COUNTER.c.name.in_(wanted))
    ordered = chosen.order_by(COUNTER.c.name).with_for_update()
    return {row.name: row.last for row in session.execute(ordered)}


def reserve(session: Session, wanted: Mapping[str, int]) -> dict[str, int]:
    """Give many numbers of several series; returns the serial before the first of each.

    On PostgreSQL they are given in a transaction of its own, so nobody waits for the commit of this
    one. Where this one fails, its numbers are never given again, and the log says which they are:
    kept for another try, they might be given twice, as that other commit need not reach the disk by
    itself. What uses the numbers is written after it, and takes it along.
    """
    if session.get_bind().dialect.name != "postgresql":
        return _given(session, wanted)
    with Session(session.get_bind()) as own:
        own.execute(sa.text("SET LOCAL synchronous_commit = off"))
        last = _given(own, wanted)
        own.commit()
    _tell_if_left_out(session, dict(last), dict(wanted))
    return last


def _tell_if_left_out(
    session: Session, before: Mapping[str, int], wanted: Mapping[str, int]
) -> None:
    ours, are_kept = session.get_transaction(), False

    def keeps(_session: Session) -> None:
        nonlocal are_kept
        # It comes at the end of a savepoint too.
        are_kept = are_kept or not session.in_nested_transaction()

    def ends(_session: Session, ended: SessionTransaction) -> None:
        if ended is not ours or are_kept:
            return
        for name, number in wanted.items():
            first, last = before[name] + 1, before[name] + number
            log.warning("numbers_left_out", series=name, first=first, last=last)

    sa.event.listen(session, "after_commit", keeps)
    sa.event.listen(session, "after_transaction_end", ends)


def _given(session: Session, wanted: Mapping[str, int]) -> dict[str, int]:
    last = hold_all(session, wanted)
    keep(session, {name: last[name] + number for name, number in wanted.items()})
    return last


def keep(session: Session, last: Mapping[str, int]) -> None:
    """Record these serials as given, of series that this transaction has locked."""
    rows = [{"name": name, "last": serial} for name, serial in last.items()]
    upsert_newer(session, COUNTER, rows, key="name", version="last")


def skip(session: Session, numbers: int, *, year: int) -> int:
    """Let every series go on above numbers that a lost database may have given; how many series.

    So do series that begin later, where they may have begun in what is lost: those of this year or
    an earlier one, and those without a year.
    """
    name = f"{_SKIPPED}{year}"
    found = session.execute(
        sa.update(COUNTER)
        .where(COUNTER.c.name.not_like(f"{_SKIPPED}%"))
        .values(last=COUNTER.c.last + numbers)
    )
    before = hold(session, name)
    keep(session, {name: before + numbers})
    return int(found.rowcount)  # type: ignore[attr-defined]


def _begin_above(session: Session, made: Iterable[str]) -> None:
    skipped = sa.select(COUNTER.c.name, COUNTER.c.last).where(COUNTER.c.name.like(f"{_SKIPPED}%"))
    by_year = {int(row.name.removeprefix(_SKIPPED)): row.last for row in session.execute(skipped)}
    for name in made if by_year else ():
        year = _year_of(name)
        numbers = sum(last for until, last in by_year.items() if year is None or year <= until)
        if numbers and not name.startswith(_SKIPPED):
            session.execute(sa.update(COUNTER).where(COUNTER.c.name == name).values(last=numbers))


def _check_year(name: str) -> None:
    year = _year_of(name)
    if year is not None and not name.startswith(_SKIPPED):
        clock.now()
        TRUST.check_year(year)


def _year_of(name: str) -> int | None:
    """Series of a year end with it."""
    last = name.rpartition("/")[2]
    return int(last) if len(last) == _YEAR_DIGITS and last.isdigit() else None
