"""Marks made anew after a reading has changed, many at once and on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from runtime import encryption, prints
from runtime.database import Database
from runtime.encryption import Keyring
from tests.keys import KEY
from vocabulary.erasure import MARKS
from vocabulary.phones import same_phone

_METADATA = sa.MetaData()
_ROWS = sa.Table(
    "caller",
    _METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("phone", sa.Text()),
    sa.Column("phone_print", sa.String(43)),
    sa.Column("place", sa.Integer()),
    sa.Index("uq_caller", "place", "phone_print", unique=True),
)
_OLD_KEY = "b" * 44


@pytest.fixture
def database(migrated_database: Any) -> Iterator[Database]:
    """Both kinds, with a table of their own and two keys."""
    found: Database = migrated_database("appeals")
    before = encryption._Current.keyring
    encryption.use([KEY, _OLD_KEY])
    with found.writing_connection() as connection:
        _METADATA.create_all(connection)
    yield found
    encryption._Current.keyring = before


def _made_anew(database: Database, *rows: dict[str, Any]) -> list[str | None]:
    rows_ = [{"id": UUID(int=place), "place": place} | row for place, row in enumerate(rows)]
    with database.writing_connection() as connection:
        for row in rows_:
            connection.execute(sa.insert(_ROWS).values(row))
    with database.writing_connection() as connection:
        prints.make_anew(connection, "caller", "phone", "phone_print", same_phone)
    with database.reading() as session:
        found = {row.id: row.phone_print for row in session.execute(sa.select(_ROWS))}
    return [found[row["id"]] for row in rows_]


def _caller(phone: str, known_as: str, place: int) -> dict[str, Any]:
    ring = encryption.keyring()
    return {"place": place, "phone": ring.seal(phone), "phone_print": ring.fingerprint(known_as)}


def test_a_mark_is_brought_to_the_reading_of_today(database: Database) -> None:
    ring, mark = encryption.keyring(), encryption.keyring().fingerprint
    written = {"phone": ring.seal("+86 755 2656 1234"), "phone_print": mark("8675526561234")}

    assert _made_anew(database, written) == [mark("075526561234")]


def test_a_mark_of_an_older_key_that_still_fits_is_left_to_the_change_of_keys(
    database: Database,
) -> None:
    older = Keyring([_OLD_KEY])
    row = {"phone": older.seal("13800138000"), "phone_print": older.fingerprint("13800138000")}

    assert _made_anew(database, row) == [row["phone_print"]]


def test_what_no_key_opens_or_was_erased_is_left(database: Database) -> None:
    rows: list[dict[str, Any]] = [
        {"phone": Keyring(["c" * 44]).seal("013800138000"), "phone_print": "of a lost key"},
        {"phone": next(iter(MARKS)), "phone_print": None},
        {"phone": None, "phone_print": None},
    ]

    assert _made_anew(database, *rows) == ["of a lost key", None, None]


def test_two_that_become_one_do_not_end_the_migration(database: Database) -> None:
    mark = encryption.keyring().fingerprint
    one = _caller("13800138000", "13800138000", 1)
    other = _caller("013800138000", "013800138000", 1)

    assert _made_anew(database, one, other) == [mark("13800138000"), mark("013800138000")]


def test_doubles_among_many_keep_their_marks_and_hold_up_no_other(database: Database) -> None:
    """Of two that become one, the first by id changes, and everybody beside them does."""
    mark = encryption.keyring().fingerprint
    rows = [_caller(f"0138001380{n:02}", f"old {n}", n) for n in range(40)]
    for double, first in {7: 3, 8: 3, 21: 20, 39: 0}.items():
        rows[double] = _caller(f"0138001380{first:02}", f"old {double}", first)

    made = _made_anew(database, *rows)

    kept = {n: mark(f"old {n}") for n in (7, 8, 21, 39)}
    assert made == [kept.get(n, mark(f"138001380{n:02}")) for n in range(40)]


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_a_mark_that_another_gives_up_later_is_still_taken(
    database: Database, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """What comes out does not depend on which rows come at once: each by its id."""
    monkeypatch.setattr(prints, "_AT_ONCE", at_once)
    mark = encryption.keyring().fingerprint
    rows = [
        _caller("013800138001", "old", 1),
        _caller("013800138002", "13800138001", 1),
        _caller("013800138003", "old too", 1),
        _caller("013800138004", "13800138002", 2),
        _caller("013800138002", "old", 2),
    ]

    assert _made_anew(database, *rows) == [
        mark("old"),
        mark("13800138002"),
        mark("13800138003"),
        mark("13800138004"),
        mark("13800138002"),
    ]


def test_a_portion_takes_one_statement(database: Database) -> None:
    """One for each row took minutes where a register has a million."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", hear)
    _made_anew(database, *(_caller(f"0138001380{n:02}", "old", n) for n in range(40)))

    assert [one.split()[0] for one in said if one.startswith("UPDATE")] == ["UPDATE"]


def test_every_row_is_reached(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "_AT_ONCE", 2)
    ring, mark = encryption.keyring(), encryption.keyring().fingerprint
    rows = [{"phone": ring.seal(f"0138001380{n:02}"), "phone_print": "old"} for n in range(7)]

    assert _made_anew(database, *rows) == [mark(f"138001380{n:02}") for n in range(7)]
