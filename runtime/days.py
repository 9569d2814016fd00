"""Days inside a query: the same in PostgreSQL and in SQLite."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class day_in_shanghai(GenericFunction[dt.date]):  # noqa: N801 - called as SQL functions are
    """The day of a moment in Asia/Shanghai, as `vocabulary.periods.day_of` gives it."""

    type = sa.Date()
    inherit_cache = True


class days_between(GenericFunction[int]):  # noqa: N801 - called as SQL functions are
    """How many days lie between an earlier day, given first, and a later one."""

    type = sa.Integer()
    inherit_cache = True


class earlier_of(GenericFunction[dt.date]):  # noqa: N801 - called as SQL functions are
    """The earlier of two days; the first one, where there is no second."""

    type = sa.Date()
    inherit_cache = True


@compiles(day_in_shanghai)
def _day(element: day_in_shanghai, compiler: SQLCompiler, **given: Any) -> str:
    moment = compiler.process(element.clauses, **given)
    return f"CAST({moment} AT TIME ZONE 'Asia/Shanghai' AS DATE)"


@compiles(day_in_shanghai, "sqlite")
def _day_sqlite(element: day_in_shanghai, compiler: SQLCompiler, **given: Any) -> str:
    # Shanghai had summer time last in 1991, long before anything that is kept here.
    return f"date({compiler.process(element.clauses, **given)}, '+8 hours')"


@compiles(days_between)
def _between(element: days_between, compiler: SQLCompiler, **given: Any) -> str:
    earlier, later = (compiler.process(one, **given) for one in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _between_sqlite(element: days_between, compiler: SQLCompiler, **given: Any) -> str:
    earlier, later = (compiler.process(one, **given) for one in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(earlier_of)
def _earlier(element: earlier_of, compiler: SQLCompiler, **given: Any) -> str:
    first, second = (compiler.process(one, **given) for one in element.clauses)
    return f"LEAST({first}, {second})"


@compiles(earlier_of, "sqlite")
def _earlier_sqlite(element: earlier_of, compiler: SQLCompiler, **given: Any) -> str:
    first, second = (compiler.process(one, **given) for one in element.clauses)
    return f"min({first}, coalesce({second}, {first}))"
