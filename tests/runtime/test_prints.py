"""Marks made anew after a reading has changed, row by row and on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from runtime import encryption, prints
from runtime.database import Database
from runtime.encryption import Keyring
from runtime.identifiers import new_id
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
    rows_ = [{"id": new_id(), "place": place} | row for place, row in enumerate(rows)]
    with database.writing_connection() as connection:
        for row in rows_:
            connection.execute(sa.insert(_ROWS).values(row))
    with database.writing_connection() as connection:
        prints.make_anew(connection, "caller", "phone", "phone_print", same_phone)
    with database.reading() as session:
        found = {row.id: row.phone_print for row in session.execute(sa.select(_ROWS))}
    return [found[row["id"]] for row in rows_]


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
    ring, mark = encryption.keyring(), encryption.keyring().fingerprint
    one = {"place": 1, "phone": ring.seal("13800138000"), "phone_print": mark("13800138000")}
    other = {"place": 1, "phone": ring.seal("013800138000"), "phone_print": mark("013800138000")}

    assert _made_anew(database, one, other) == [mark("13800138000"), mark("013800138000")]


def test_every_row_is_reached(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "_AT_ONCE", 2)
    ring, mark = encryption.keyring(), encryption.keyring().fingerprint
    rows = [{"phone": ring.seal(f"0138001380{n:02}"), "phone_print": "old"} for n in range(7)]

    assert _made_anew(database, *rows) == [mark(f"138001380{n:02}") for n in range(7)]
