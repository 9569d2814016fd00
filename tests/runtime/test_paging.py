from __future__ import annotations

import base64
import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from runtime import cursors, paging
from runtime.database import Moment
from runtime.narrowing import any_of, on_days
from tests.builders import field_of, refused
from tests.servers.fixtures import OpenDatabase


class _Base(DeclarativeBase):
    type_annotation_map: ClassVar[dict[Any, Any]] = {dt.datetime: Moment(), UUID: sa.Uuid()}


class Row(_Base):
    """A row with a column of each kind that lists are sorted by."""

    __tablename__ = "paged_row"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    came_at: Mapped[dt.datetime]
    left_at: Mapped[dt.datetime | None]
    name: Mapped[str]
    size: Mapped[int | None]


@dataclass(frozen=True)
class Asked:
    """What a list request says."""

    sort: str | None = None
    cursor: str | None = None
    limit: int = 50
    total: bool = False


_ORDER = paging.Order(
    {"came_at": Row.came_at, "left_at": Row.left_at, "name": Row.name, "size": Row.size},
    identity=Row.id,
    usual="-came_at",
)
_FIRST = dt.datetime(2013, 5, 1, tzinfo=dt.UTC)
_MOMENTS = some.integers(0, 3).map(lambda days: _FIRST + dt.timedelta(days=days))
_ROWS = some.lists(
    some.tuples(
        _MOMENTS,
        some.none() | _MOMENTS,
        some.sampled_from(["", "甲", "b", "a,b", "-"]),
        some.none() | some.integers(-1, 2),
    ),
    max_size=12,
)
_SORTS = some.permutations(["came_at", "left_at", "name", "size"]).flatmap(
    lambda names: some.integers(1, 4).flatmap(
        lambda many: some.tuples(*(some.sampled_from([name, f"-{name}"]) for name in names[:many]))
    )
)


@pytest.fixture
def keep(migrated_database: OpenDatabase) -> Iterator[Callable[..., Session]]:
    """Puts rows into a table and gives a session on it."""
    engine = migrated_database("street").engine
    _Base.metadata.create_all(engine)
    with Session(engine) as session:

        def put(*rows: tuple[Any, ...]) -> Session:
            session.execute(sa.delete(Row))
            for number, (came_at, left_at, name, size) in enumerate(rows):
                row = {"came_at": came_at, "left_at": left_at, "name": name, "size": size}
                session.add(Row(id=UUID(int=(number * 7) % 13), **row))
            session.flush()
            return session

        yield put


def _everything(session: Session, sort: str | None, limit: int = 50) -> list[list[Row]]:
    """Every page; ends as soon as a row comes twice, as such pages may never end."""
    pages: list[list[Row]] = []
    cursor, seen = None, set[UUID]()
    while not pages or cursor is not None:
        # The cursor alone is enough: it carries the sort.
        asked = Asked(sort if cursor is None else None, cursor, limit)
        found = paging.page(session, sa.select(Row), _ORDER, asked)
        assert seen.isdisjoint(row.id for row in found.rows), "a row comes twice"
        seen.update(row.id for row in found.rows)
        pages.append(list(found.rows))
        cursor = found.next_cursor
    return pages


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ROWS, _SORTS, some.integers(1, 4))
def test_pages_give_every_row_once_in_the_order_asked_for(
    keep: Callable[..., Session], rows: list[Any], sort: tuple[str, ...], limit: int
) -> None:
    """Equal values, missing ones and mixed directions; on both databases."""
    session = keep(*rows)

    pages = _everything(session, ",".join(sort), limit)

    found = [row for page in pages for row in page]
    assert len({row.id for row in found}) == len(found) == len(rows)
    assert all(len(page) == limit for page in pages[:-1])
    for before, after in itertools.pairwise(found):
        assert _stands_before(before, after, sort)


def _stands_before(one: Row, other: Row, sort: tuple[str, ...]) -> bool:
    for key in sort:
        name, falls = key.removeprefix("-"), key.startswith("-")
        first, second = getattr(one, name), getattr(other, name)
        if first == second:
            continue
        if name == "name":  # collations differ in how they order texts
            return True
        if first is None or second is None:
            return second is None
        return bool(first > second) if falls else bool(first < second)
    return True


def test_the_usual_sort_stands_where_none_is_asked_for(keep: Callable[..., Session]) -> None:
    days = [_FIRST + dt.timedelta(days=day) for day in (2, 1, 3)]
    session = keep(*((day, None, "", None) for day in days))

    [page] = _everything(session, None)

    assert [row.came_at for row in page] == sorted(days, reverse=True)


def test_newest_first_needs_no_declaration(keep: Callable[..., Session]) -> None:
    session = keep(*((_FIRST + dt.timedelta(days=day), None, "", None) for day in range(5)))

    first = paging.newest_first(
        session, sa.select(Row), (Row.came_at, Row.id), cursor=None, limit=3, total=True
    )
    second = paging.newest_first(
        session, sa.select(Row), (Row.came_at, Row.id), cursor=first.next_cursor, limit=3
    )

    days = [(row.came_at - _FIRST).days for row in [*first.rows, *second.rows]]
    assert (days, first.total, second.total) == ([4, 3, 2, 1, 0], 5, None)


#: Codes and names: a cursor holds no control characters.
_NAMES = some.text(some.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=3)


@given(some.sets(_NAMES), some.integers(1, 4))
def test_what_is_in_memory_comes_in_the_same_pages(names: set[str], limit: int) -> None:
    found: list[str] = []
    cursor = None
    for _ in range(len(names) + 1):
        page = paging.of_known(names, str, "name", Asked(cursor=cursor, limit=limit, total=True))
        assert page.total == len(names)
        found += page.rows
        cursor = page.next_cursor
        if cursor is None:
            break

    assert (found, cursor) == (sorted(names), None)


def test_a_cursor_of_another_list_is_refused_in_memory_too() -> None:
    cursor = paging.of_known("ab", str, "name", Asked(limit=1)).next_cursor

    problem = refused(paging.of_known, "ab", str, "code", Asked(cursor=cursor))

    assert field_of(problem) == ("cursor", "not_a_cursor")


def test_a_total_counts_what_the_statement_finds_and_no_more(keep: Callable[..., Session]) -> None:
    """The scope and the filters are in the statement, so the total never tells of other rows."""
    session = keep(*((_FIRST, None, name, None) for name in "aabbb"))
    scoped = sa.select(Row).where(Row.name == "b")

    first = paging.page(session, scoped, _ORDER, Asked(limit=2, total=True))
    last = paging.page(
        session, scoped, _ORDER, Asked(cursor=first.next_cursor, limit=2, total=True)
    )

    assert (first.total, len(last.rows), last.total) == (3, 1, 3)


@pytest.mark.parametrize("sort", ["id", "came_at,came_at", "came_at,-came_at", "--came_at", ","])
def test_a_sort_by_what_is_not_declared_is_refused(keep: Callable[..., Session], sort: str) -> None:
    refusal = refused(paging.page, keep(), sa.select(Row), _ORDER, Asked(sort=sort))

    assert field_of(refusal) == ("sort", "not_sortable")
    assert "came_at, left_at, name, size" in refusal.en


def test_a_cursor_keeps_its_sort(keep: Callable[..., Session]) -> None:
    session = keep(*((_FIRST, None, "", size) for size in range(3)))
    cursor = paging.page(session, sa.select(Row), _ORDER, Asked("size", limit=1)).next_cursor

    again = paging.page(session, sa.select(Row), _ORDER, Asked("size", cursor))
    refusal = refused(paging.page, session, sa.select(Row), _ORDER, Asked("-size", cursor))

    assert [row.size for row in again.rows] == [1, 2]
    assert field_of(refusal) == ("cursor", "of_another_sort")


def _as_cursor(found: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(found).encode()).decode()


_ID = "00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "中文",
        "[[[" * 100,
        _as_cursor([]),
        _as_cursor({"sort": "-came_at"}),
        _as_cursor(["-came_at"]),
        _as_cursor([1, 2, _ID]),
        _as_cursor(["elsewhere", 2, _ID]),
        _as_cursor(["-came_at", 2, _ID, 3]),
        _as_cursor(["-came_at", "2013", _ID]),
        _as_cursor(["-came_at", None, _ID]),
        _as_cursor(["-came_at", 10**30, _ID]),
        _as_cursor(["-came_at", -(2**62), _ID]),
        _as_cursor(["-came_at", 2, "no id"]),
        _as_cursor(["-came_at", 2, None]),
        _as_cursor(["size", 2**63, _ID]),
        _as_cursor(["size", 1.5, _ID]),
        _as_cursor(["name", 5, _ID]),
        _as_cursor(["name", "\x00", _ID]),
        _as_cursor(["name", "\ud800", _ID]),
        base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(keep: Callable[..., Session], cursor: str) -> None:
    refusal = refused(paging.page, keep(), sa.select(Row), _ORDER, Asked(cursor=cursor))

    assert field_of(refusal) == ("cursor", "not_a_cursor")


@given(
    some.text(max_size=200)
    | some.binary(max_size=100).map(base64.urlsafe_b64encode).map(bytes.decode)
)
def test_reading_a_cursor_fails_in_one_way_only(text: str) -> None:
    try:
        sort, _values = cursors.read(text)
    except ValueError:
        return
    assert isinstance(sort, str)


def test_conditions_of_days_are_those_of_shanghai(keep: Callable[..., Session]) -> None:
    """R66: 4 May begins at 16:00 UTC of the day before."""
    around = [dt.datetime(2013, 5, day, hour, tzinfo=dt.UTC) for day, hour in
              ((3, 15), (3, 16), (4, 15), (4, 16))]  # fmt: skip
    session = keep(*((moment, None, "", None) for moment in around))
    day = dt.date(2013, 5, 4)

    def found(first: dt.date | None, last: dt.date | None) -> list[dt.datetime]:
        chosen = sa.select(Row.came_at).where(*on_days(Row.came_at, first, last))
        return sorted(session.scalars(chosen))

    assert found(day, day) == around[1:3]
    assert found(day, None) == around[1:]
    assert found(None, day) == around[:3]
    assert found(None, None) == around


def test_a_filter_that_was_not_given_is_no_condition() -> None:
    assert any_of(Row.name, None) == []
    assert len(any_of(Row.name, ["a", "b"])) == 1


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_total_is_counted_to_ten_thousand_and_says_whether_there_are_more(
    keep: Callable[..., Session], beyond: int
) -> None:
    """Counting all of a long list takes as long as the list is."""
    session = keep(*[(_FIRST, None, "a", None)])
    rows = [
        {"id": UUID(int=100 + number), "came_at": _FIRST, "name": "b"}
        for number in range(paging.TOTAL_MOST - 1 + beyond)
    ]
    session.execute(sa.insert(Row), rows)

    found = paging.page(session, sa.select(Row), _ORDER, Asked(limit=1, total=True))

    assert found.besides == {
        "next_cursor": found.next_cursor,
        "total": paging.TOTAL_MOST,
        "more_than_total": beyond == 1,
    }


@pytest.mark.parametrize("sort", ["left_at", "-left_at"])
def test_an_index_over_the_rows_with_a_value_serves_both_ways_of_a_list(
    keep: Callable[..., Session], sort: str
) -> None:
    """Sorting a million rows for a page of fifty takes a second."""
    session = keep(*[(_FIRST, _FIRST, "a", None)] * 5)
    session.execute(
        sa.text("CREATE INDEX left_rows ON paged_row (left_at, id) WHERE left_at IS NOT NULL")
    )
    is_postgres = session.get_bind().dialect.name == "postgresql"
    explain = "EXPLAIN" if is_postgres else "EXPLAIN QUERY PLAN"
    if is_postgres:
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        session.execute(sa.text("SET LOCAL enable_bitmapscan = off"))
    plans: list[str] = []

    @sa.event.listens_for(session.connection(), "before_cursor_execute", retval=True)
    def explained(
        _connection: Any, cursor: Any, statement: str, given: Any, *_: Any
    ) -> tuple[str, Any]:
        if not plans:
            cursor.execute(f"{explain} {statement}", given)
            plans.extend(str(row) for row in cursor.fetchall())
        return statement, given

    paging.page(session, sa.select(Row), _ORDER, Asked(sort, limit=2))

    plan = " ".join(plans)
    assert "left_rows" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
