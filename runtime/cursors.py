"""A place in a sorted list as opaque text: the sort, and the row's values in it."""

from __future__ import annotations

import base64
import datetime as dt
import enum
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_NUMBER_MOST = 2**63


def write(sort: str, values: Sequence[Any]) -> str:
    """The place of a row with these values."""
    text = json.dumps([sort, *map(_plain, values)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(text: str) -> tuple[str, list[Any]]:
    """Sort and values, these still as they were written.

    Raises:
        ValueError: no page wrote this.
    """
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    try:
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except RecursionError:
        raise ValueError("too deep") from None
    match found:
        case [str(sort), *values]:
            return sort, values
    raise ValueError("no sort and values")


def value_of(kind: type[Any], written: Any) -> Any:
    """A value of this kind as `write` wrote it.

    Raises:
        ValueError, OverflowError: it is none.
    """
    if issubclass(kind, dt.datetime):
        return _EPOCH + _whole(written) * _MICROSECOND
    if issubclass(kind, dt.date):
        return dt.date.fromisoformat(_text(written))
    if issubclass(kind, UUID | enum.Enum):
        return kind(_text(written))
    if issubclass(kind, bool):
        return bool(_whole(written))
    if issubclass(kind, int):
        return _whole(written)
    return _text(written)


def _plain(value: Any) -> Any:
    match value:
        case dt.datetime():
            return (value - _EPOCH) // _MICROSECOND
        case dt.date() | UUID():
            return str(value)
        case enum.Enum():
            return value.value
        case bool():
            return int(value)
        case _:
            return value


def _whole(written: Any) -> int:
    if not isinstance(written, int) or not -_NUMBER_MOST <= written < _NUMBER_MOST:
        raise ValueError("no whole number")
    return written


def _text(written: Any) -> str:
    # PostgreSQL keeps no NUL, and no half of a surrogate pair.
    if not isinstance(written, str) or "\x00" in written:
        raise ValueError("no text")
    written.encode()
    return written
