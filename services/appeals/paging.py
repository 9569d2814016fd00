"""Long lists, newest first, a page at a time.

A cursor names the last row of a page by its moment and id, so what is added
meanwhile neither repeats nor hides a row.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from runtime.database import Moment
from vocabulary.problems import Invalid, wrong_field

LIMIT_MOST = 200

_FORM = struct.Struct(">q16s")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)

R = TypeVar("R")


@dataclass(frozen=True)
class Page(Generic[R]):
    """Some rows, and where the next ones begin; None at the end."""

    rows: Sequence[R]
    next_cursor: str | None


def newest_first(
    session: Session,
    statement: sa.Select[R],
    by: tuple[InstrumentedAttribute[dt.datetime], InstrumentedAttribute[UUID]],
    *,
    cursor: str | None,
    limit: int,
) -> Page[R]:
    """One page of the rows, ordered by a moment and an id, both falling.

    Raises:
        Invalid: a cursor that no page gave, or a limit out of range.
    """
    check_limit(limit)
    moment, identity = by
    if cursor is not None:
        statement = statement.where(sa.tuple_(moment, identity) < _place(read_cursor(cursor)))
    ordered = statement.order_by(moment.desc(), identity.desc()).limit(limit + 1)
    found = session.scalars(ordered).all()
    rows = found[:limit]
    if len(found) <= limit:
        return Page(rows, None)
    last: Any = rows[-1]
    return Page(rows, write_cursor(getattr(last, moment.key), getattr(last, identity.key)))


def check_limit(limit: int) -> None:
    """Between 1 and 200.

    Raises:
        Invalid: names `limit`.
    """
    if not 1 <= limit <= LIMIT_MOST:
        raise wrong_field(
            "limit",
            "out_of_range",
            zh=f"每页条数 {limit} 须在 1 到 {LIMIT_MOST} 之间。",
            en=f"A page of {limit} is not possible; ask for 1 to {LIMIT_MOST}.",
        )


def write_cursor(moment: dt.datetime, identity: UUID) -> str:
    """The place of a row in the list, as opaque text."""
    packed = _FORM.pack((moment - _EPOCH) // _MICROSECOND, identity.bytes)
    return base64.urlsafe_b64encode(packed).decode()


def read_cursor(text: str) -> tuple[dt.datetime, UUID]:
    """The place that `write_cursor` wrote down.

    Raises:
        Invalid: names `cursor`.
    """
    try:
        packed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        microseconds, identity = _FORM.unpack(packed)
        return _EPOCH + microseconds * _MICROSECOND, UUID(bytes=identity)
    except (binascii.Error, ValueError, struct.error, OverflowError):
        raise _bad_cursor(text) from None


def _place(row: tuple[dt.datetime, UUID]) -> sa.Tuple:
    moment, identity = row
    return sa.tuple_(sa.literal(moment, Moment()), sa.literal(identity, sa.Uuid()))


def _bad_cursor(text: str) -> Invalid:
    return wrong_field(
        "cursor",
        "not_a_cursor",
        zh=f"“{text}” 不是本系统给出的翻页标记，请使用上一页的 next_cursor 或从第一页开始。",
        en=f"“{text}” is not a cursor of ours; take next_cursor of the last page, "
        "or begin without one.",
    )
