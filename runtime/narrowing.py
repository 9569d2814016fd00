"""Conditions of the filters that every list has in the same form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from vocabulary.periods import Period

Conditions = list[sa.ColumnElement[bool]]


def any_of(column: Any, values: Iterable[Any] | None) -> Conditions:
    """The column holds one of the values; no condition where the filter was not given."""
    return [] if values is None else [column.in_(list(values))]


def with_words(text: str | None, *columns: Any) -> Conditions:
    """Every word of the text stands in one of the columns, in upper or lower case."""
    return [
        sa.or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in (text or "").split()
    ]


def on_days(column: Any, first: dt.date | None, last: dt.date | None) -> Conditions:
    """The moment lies on one of these days in Asia/Shanghai, both included; None is open."""
    period = Period(first, last)
    begins = [] if period.starts_at is None else [column >= period.starts_at]
    return begins + ([] if period.ends_before is None else [column < period.ends_before])


def between(column: Any, first: dt.date | None, last: dt.date | None) -> Conditions:
    """The day lies between these, both included; None is open, and a row without a day is out."""
    begins = [] if first is None else [column >= first]
    return begins + ([] if last is None else [column <= last])
