"""Shapes from rows: same-named columns are copied, everything else is given.

    _VIEW = Copying(Appeal, AppealView, given=("text", "history"))

    def shown(appeal, …):
        return _VIEW(appeal, text=hidden(appeal.text), history=…)

So a new column reaches every shape that has a field of its name, and a field that nobody fills is
an error when the program starts. It fails closed: a PERSONAL or SECRET column is never copied. Each
shape says how it is shown, masked or in full. A word of an enumeration that is kept as text becomes
one again.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

A = TypeVar("A")
#: The marks in a column's `info` of columns that are never copied.
_GUARDED = ("personal", "secret")


class Copying(Generic[A]):
    """How a shape is made from a row of one table; `given`: the fields that are not copied."""

    def __init__(
        self, row: type[Any] | sa.Table, shape: type[A], *, given: Collection[str] = ()
    ) -> None:
        """Sort the fields of the shape; `row`: a mapped class, or a table whose rows come.

        Raises:
            TypeError: a field is neither a column nor given, is given and unknown, or would
                copy a PERSONAL or SECRET column; names the fields.
        """
        self._shape = shape
        self._given = frozenset(given)
        columns = dict(_columns(row))
        names = {one.name for one in dataclasses.fields(shape)}  # type: ignore[arg-type]  # shapes are dataclasses
        self._copied = tuple(sorted(names - self._given))
        kinds = typing.get_type_hints(shape)
        self._words = {
            name: word
            for name in self._copied
            if (word := _enumeration(kinds[name])) and _is_text(columns.get(name))
        }
        guarded = [name for name in self._copied if _is_guarded(columns.get(name))]
        complaints = {
            "is neither a column nor given": set(self._copied) - set(columns),
            "is given, and the shape has no such field": self._given - names,
            "is personal or secret, and is to be given": set(guarded),
        }
        for complaint, wrong in complaints.items():
            if wrong:
                of = row.name if isinstance(row, sa.Table) else row.__name__
                where = f"{of} → {shape.__name__}"
                raise TypeError(f"{where}: {', '.join(sorted(wrong))} {complaint}")

    def __call__(self, row: Any, **given: Any) -> A:
        """The shape for this row.

        Raises:
            TypeError: the given fields are not the declared ones.
        """
        if given.keys() != self._given:
            wrong = ", ".join(sorted(given.keys() ^ self._given))
            raise TypeError(f"{self._shape.__name__}: {wrong} given, or not given, unlike declared")
        copied = {name: getattr(row, name) for name in self._copied}
        for name, word in self._words.items():
            if copied[name] is not None:
                copied[name] = word(copied[name])
        return self._shape(**copied, **given)


def _columns(row: type[Any] | sa.Table) -> Iterator[tuple[str, sa.Column[Any]]]:
    if isinstance(row, sa.Table):
        yield from row.columns.items()
        return
    for attribute in sa.inspect(row).column_attrs:
        yield attribute.key, attribute.columns[0]


def _enumeration(kind: Any) -> type[StrEnum] | None:
    """The enumeration whose words a field holds."""
    found = [
        one
        for one in (kind, *typing.get_args(kind))
        if isinstance(one, type) and issubclass(one, StrEnum)
    ]
    return found[0] if found else None


def _is_text(column: sa.Column[Any] | None) -> bool:
    # A type of its own, as in the services, gives words of the enumeration already.
    return column is not None and type(column.type) in {sa.String, sa.Text}


def _is_guarded(column: sa.Column[Any] | None) -> bool:
    return column is not None and any(column.info.get(mark) for mark in _GUARDED)
