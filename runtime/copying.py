"""Shapes from rows: same-named columns are copied, everything else is given.

    _VIEW = Copying(Appeal, AppealView, given=("text", "history"))

    def shown(appeal, …):
        return _VIEW(appeal, text=hidden(appeal.text), history=…)

So a new column reaches every shape that has a field of its name, and a field that nobody fills is
an error when the program starts. It fails closed: a PERSONAL or SECRET column is never copied. Each
shape says how it is shown, masked or in full.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

A = TypeVar("A")
#: The marks in a column's `info` of columns that are never copied.
_GUARDED = ("personal", "secret")


class Copying(Generic[A]):
    """How a shape is made from a row of one table; `given`: the fields that are not copied."""

    def __init__(self, row: type[Any], shape: type[A], *, given: Collection[str] = ()) -> None:
        """Sort the fields of the shape.

        Raises:
            TypeError: a field is neither a column nor given, is given and unknown, or would
                copy a PERSONAL or SECRET column; names the fields.
        """
        self._shape = shape
        self._given = frozenset(given)
        columns: dict[str, sa.Column[Any]] = {
            attribute.key: attribute.columns[0] for attribute in sa.inspect(row).column_attrs
        }
        names = {one.name for one in dataclasses.fields(shape)}  # type: ignore[arg-type]  # shapes are dataclasses
        self._copied = tuple(sorted(names - self._given))
        guarded = [name for name in self._copied if _is_guarded(columns.get(name))]
        complaints = {
            "is neither a column nor given": set(self._copied) - set(columns),
            "is given, and the shape has no such field": self._given - names,
            "is personal or secret, and is to be given": set(guarded),
        }
        for complaint, wrong in complaints.items():
            if wrong:
                where = f"{row.__name__} → {shape.__name__}"
                raise TypeError(f"{where}: {', '.join(sorted(wrong))} {complaint}")

    def __call__(self, row: Any, **given: Any) -> A:
        """The shape for this row.

        Raises:
            TypeError: the given fields are not the declared ones.
        """
        if given.keys() != self._given:
            wrong = ", ".join(sorted(given.keys() ^ self._given))
            raise TypeError(f"{self._shape.__name__}: {wrong} given, or not given, unlike declared")
        return self._shape(**{name: getattr(row, name) for name in self._copied}, **given)


def _is_guarded(column: sa.Column[Any] | None) -> bool:
    return column is not None and any(column.info.get(mark) for mark in _GUARDED)
