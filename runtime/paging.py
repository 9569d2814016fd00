"""Long lists, a page at a time, in the order that the reader asks for.

    ORDER = Order({"received_at": Appeal.received_at, "closed_at": Appeal.closed_at},
                  identity=Appeal.id, usual="-received_at")
    found = paging.page(session, statement, ORDER, request)

A sort is field names with commas between; a minus sorts descending: `closed_at,-received_at`. The
id decides between equals; rows without a value come last, in either direction. A cursor holds the
sort values of a page's last row, so rows added meanwhile do not repeat or hide others.

Sorted by one field that may be empty, a page is read in two steps: the rows that have a value, then
those that have none. So an index over the rows that have one, `Index(…, "closed_at", "id",
postgresql_where="closed_at IS NOT NULL")`, serves the order both ways. Counting ends at
`TOTAL_MOST`: a larger number helps no one, and counting it would take time with the size of the
table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypedDict, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from runtime import cursors
from vocabulary.problems import Invalid, wrong_field

LIMIT_MOST = 200
#: How far a total is counted.
TOTAL_MOST = 10_000

R = TypeVar("R")


class Asked(Protocol):
    """The fields of a list request, as in `contracts.lists.Listing`."""

    @property
    def cursor(self) -> str | None: ...
    @property
    def limit(self) -> int: ...
    @property
    def total(self) -> bool: ...


class AskedSorted(Asked, Protocol):
    """The same of a list that can be sorted."""

    @property
    def sort(self) -> str | None: ...


@dataclass(frozen=True)
class Order:
    """The sorts of a list: fields by name, the id, and the default sort.

    Fields must be short, such as moments, numbers and codes: a cursor holds their values.
    `never_lacking` are fields that may be empty in the table but never in this list, so that an
    index serves the order.
    """

    fields: Mapping[str, InstrumentedAttribute[Any]]
    identity: InstrumentedAttribute[UUID]
    usual: str
    never_lacking: frozenset[str] = frozenset()


class Besides(TypedDict):
    """The fields of a list's answer besides its items, as in `contracts.lists.Page`."""

    next_cursor: str | None
    total: int | None
    more_than_total: bool


@dataclass(frozen=True)
class Page(Generic[R]):
    """Some rows; the cursor of the next ones, None at the end; the number of all, if asked.

    `more_than_total`: there are more than `TOTAL_MOST`, where `total` ends.
    """

    rows: Sequence[R]
    next_cursor: str | None
    total: int | None = None
    more_than_total: bool = False

    @property
    def besides(self) -> Besides:
        """All but the rows, for the answer."""
        return {
            "next_cursor": self.next_cursor,
            "total": self.total,
            "more_than_total": self.more_than_total,
        }


def page(session: Session, statement: sa.Select[R], order: Order, asked: AskedSorted) -> Page[R]:
    """One page of the rows that the statement finds; it has the caller's scope and filters.

    Raises:
        Invalid: a limit out of range, an unknown sort, or a cursor that no page of this sort gave.
    """
    check_limit(asked.limit)
    sort, place = _begun(order, asked)
    keys = _keys(order, sort)
    found: list[R] = []
    for wanted, ordered, begins in _steps(statement, keys, place):
        if begins is not None:
            wanted = wanted.where(_after(ordered, begins))  # noqa: PLW2901 - the same, narrower
        chosen = wanted.order_by(None).order_by(*_directions(ordered))
        found += session.scalars(chosen.limit(asked.limit + 1 - len(found))).all()
        if len(found) > asked.limit:
            break
    rows = found[: asked.limit]
    return Page(
        rows,
        None if len(found) <= asked.limit else _cursor_behind(rows[-1], sort, keys),
        *counted(session, statement, asked),
    )


def counted(session: Session, statement: sa.Select[Any], asked: Asked) -> tuple[int | None, bool]:
    """How many rows the statement finds, if asked; and whether there are more than that."""
    return total(session, statement) if asked.total else (None, False)


def total(session: Session, statement: sa.Select[Any]) -> tuple[int, bool]:
    """How many rows the statement finds, up to `TOTAL_MOST`; and whether there are more."""
    some = statement.order_by(None).limit(TOTAL_MOST + 1).subquery()
    found = session.scalars(sa.select(sa.func.count()).select_from(some)).one()
    return min(found, TOTAL_MOST), found > TOTAL_MOST


def newest_first(
    session: Session,
    statement: sa.Select[R],
    by: tuple[InstrumentedAttribute[dt.datetime], InstrumentedAttribute[UUID]],
    *,
    cursor: str | None,
    limit: int,
    total: bool = False,
) -> Page[R]:
    """One page of the rows, by a moment and an id, both descending.

    Raises:
        Invalid: a cursor that no page gave, or a limit out of range.
    """
    moment, identity = by
    order = Order({moment.key: moment}, identity, f"-{moment.key}")
    return page(session, statement, order, _NewestFirst(cursor, limit, total))


def codes(
    session: Session, statement: sa.Select[str], code: InstrumentedAttribute[str], asked: Asked
) -> Page[str]:
    """One page of the codes that the statement finds, each once, ascending.

    For a list whose rows are counted from other tables, as figures by community.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    check_limit(asked.limit)
    each = statement.distinct()
    wanted = each if asked.cursor is None else each.where(code > _code_in(asked.cursor, code.key))
    found = session.scalars(wanted.order_by(code).limit(asked.limit + 1)).all()
    rows = found[: asked.limit]
    return Page(
        rows,
        None if len(found) <= asked.limit else cursors.write(code.key, [rows[-1]]),
        *counted(session, each, asked),
    )


def of_known(rows: Iterable[R], key: Callable[[R], str], name: str, asked: Asked) -> Page[R]:
    """One page of rows that are all in memory, ascending by a unique key.

    `name` says what the key is, so that no cursor of another list passes.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    check_limit(asked.limit)
    behind = None if asked.cursor is None else _code_in(asked.cursor, name)
    every = sorted(rows, key=key)
    wanted = every if behind is None else [row for row in every if key(row) > behind]
    found = wanted[: asked.limit]
    return Page(
        found,
        None if len(wanted) <= asked.limit else cursors.write(name, [key(found[-1])]),
        min(len(every), TOTAL_MOST) if asked.total else None,
        more_than_total=asked.total and len(every) > TOTAL_MOST,
    )


def _code_in(cursor: str, name: str) -> str:
    try:
        sort, written = cursors.read(cursor)
        [code] = [str(cursors.value_of(str, value)) for value in written]
    except ValueError:
        raise _bad_cursor(cursor) from None
    if sort != name:
        raise _bad_cursor(cursor)
    return code


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


@dataclass(frozen=True)
class _NewestFirst:
    cursor: str | None
    limit: int
    total: bool
    sort: str | None = None


@dataclass(frozen=True)
class _Key:
    """One column of the order, and whether it is descending."""

    column: InstrumentedAttribute[Any]
    falls: bool
    may_lack: bool

    def held(self, written: Any) -> Any:
        """The value that a cursor wrote down.

        Raises:
            ValueError, OverflowError: this column never held it.
        """
        if written is None and self.may_lack:
            return None
        return cursors.value_of(self.column.type.python_type, written)

    def value(self, held: Any) -> Any:
        """A value of this column as SQL."""
        return sa.literal(held, self.column.type)

    def follows(self, held: Any) -> sa.ColumnElement[bool]:
        """The rows after this value; no rows come after a missing one."""
        if held is None:
            return sa.false()
        value = self.value(held)
        later = self.column < value if self.falls else self.column > value
        return sa.or_(later, self.column.is_(None)) if self.may_lack else later

    def equals(self, held: Any) -> sa.ColumnElement[bool]:
        return self.column.is_(None) if held is None else self.column == self.value(held)


def _steps(
    statement: sa.Select[R], keys: Sequence[_Key], place: Sequence[Any] | None
) -> Iterator[tuple[sa.Select[R], Sequence[_Key], Sequence[Any] | None]]:
    """The steps of reading: rows, their order, and the place to begin after."""
    sorted_by, *rest = keys
    if not sorted_by.may_lack or len(rest) > 1:
        yield statement, keys, place
        return
    if place is None or place[0] is not None:
        there = replace(sorted_by, may_lack=False)
        yield statement.where(sorted_by.column.is_not(None)), [there, *rest], place
    lacking = statement.where(sorted_by.column.is_(None))
    yield lacking, rest, None if place is None or place[0] is not None else place[1:]


def _begun(order: Order, asked: AskedSorted) -> tuple[str, list[Any] | None]:
    """The sort, which a cursor carries, and the place where the page begins."""
    if asked.cursor is None:
        return asked.sort or order.usual, None
    try:
        sort, written = cursors.read(asked.cursor)
        keys = _keys(order, sort)
        place = [key.held(value) for key, value in zip(keys, written, strict=True)]
    except (ValueError, OverflowError, Invalid):
        raise _bad_cursor(asked.cursor) from None
    if asked.sort is not None and asked.sort != sort:
        raise wrong_field(
            "cursor",
            "of_another_sort",
            zh=f"该翻页标记属于排序“{sort}”，请保持同样的排序，或从第一页开始。",
            en=f"This cursor belongs to the sort “{sort}”; keep the sort, or begin without one.",
        )
    return sort, place


def _keys(order: Order, sort: str) -> list[_Key]:
    names = [name.strip() for name in sort.split(",")]
    bare = [name.removeprefix("-") for name in names]
    unknown = [name for name in bare if name not in order.fields]
    if unknown or len(set(bare)) != len(bare):
        possible = ", ".join(order.fields)
        raise wrong_field(
            "sort",
            "not_sortable",
            zh=f"不能按“{sort}”排序：只用清单可排序的字段，每个一次，前加 - 为降序。",
            en=f"The list is not sorted by “{sort}”; possible: {possible}, each once; a - "
            "before it sorts descending.",
        )
    keys = [_key(order, name.removeprefix("-"), falls=name.startswith("-")) for name in names]
    # Equals follow the direction of the last key, so that one index serves both.
    return [*keys, _Key(order.identity, keys[-1].falls, may_lack=False)]


def _key(order: Order, name: str, *, falls: bool) -> _Key:
    column = order.fields[name]
    may_lack = bool(getattr(column.expression, "nullable", True))
    return _Key(column, falls, may_lack and name not in order.never_lacking)


def _directions(keys: Sequence[_Key]) -> list[sa.ColumnElement[Any]]:
    directions: list[sa.ColumnElement[Any]] = []
    for key in keys:
        if key.may_lack:
            directions.append(key.column.is_(None))
        directions.append(key.column.desc() if key.falls else key.column.asc())
    return directions


def _after(keys: Sequence[_Key], place: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows behind this place."""
    if not any(key.may_lack for key in keys) and len({key.falls for key in keys}) == 1:
        # One comparison of rows, as an index serves it.
        here = sa.tuple_(*(key.column for key in keys))
        there = sa.tuple_(*(key.value(held) for key, held in zip(keys, place, strict=True)))
        return here < there if keys[0].falls else here > there
    steps = []
    for deep, key in enumerate(keys):
        same = [before.equals(held) for before, held in zip(keys[:deep], place, strict=False)]
        steps.append(sa.and_(*same, key.follows(place[deep])))
    return sa.or_(*steps)


def _cursor_behind(row: Any, sort: str, keys: Sequence[_Key]) -> str:
    return cursors.write(sort, [getattr(row, key.column.key) for key in keys])


def _bad_cursor(text: str) -> Invalid:
    return wrong_field(
        "cursor",
        "not_a_cursor",
        zh=f"“{text}” 不是本系统给出的翻页标记，请使用上一页给出的标记，或从第一页开始。",
        en=f"“{text}” is not a cursor of ours; take next_cursor of the last page, "
        "or begin without one.",
    )
