from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import exc
from sqlalchemy.orm import Session

from runtime.database import Database, WroteWhileReading, insert_new, upsert_newer
from tests.runtime.conftest import NOON, NOTES, PAIRS

_OFFSETS = some.integers(-12 * 60, 14 * 60).map(
    lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
)
_MOMENTS = some.datetimes(
    dt.datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis adds the offset
    dt.datetime(2200, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    timezones=_OFFSETS,
)


def _add(session: Session, name: str) -> None:
    session.execute(sa.insert(NOTES).values(name=name))


def _names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(sa.select(NOTES.c.name).order_by(NOTES.c.name)))


def test_what_is_written_is_there_for_the_next_reader(database: Database) -> None:
    with database.writing() as session:
        _add(session, "a")
        _add(session, "b")

    assert _names(database) == ["a", "b"]


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        _add(session, "a")
        raise ZeroDivisionError


def test_a_failure_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)

    assert _names(database) == []


def test_after_a_failure_the_next_writer_gets_its_turn(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)

    with database.writing() as session:
        _add(session, "b")

    assert _names(database) == ["b"]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    """A list and its total in one answer must fit each other."""
    count = sa.select(sa.func.count()).select_from(NOTES)
    with database.reading() as session:
        before = session.scalar(count)
        with database.writing() as other:
            _add(other, "a")

        assert (before, session.scalar(count)) == (0, 0)

    assert _names(database) == ["a"]


def _write_while_reading(database: Database) -> None:
    with database.reading() as session:
        _add(session, "a")


def test_a_reading_session_that_writes_is_a_bug_and_told(database: Database) -> None:
    """It would be lost without a word otherwise."""
    with pytest.raises(WroteWhileReading):
        _write_while_reading(database)

    with database.writing() as session:
        _add(session, "b")
    assert _names(database) == ["b"]


def test_writers_of_one_process_all_get_through(database: Database) -> None:
    """On SQLite they wait for each other instead of failing with `database is locked`."""

    def write(name: str) -> None:
        with database.writing() as session:
            session.scalar(sa.select(sa.func.count()).select_from(NOTES))
            _add(session, name)

    names = [f"note {number:02}" for number in range(24)]
    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _names(database) == names


def test_a_connection_can_write_without_a_session(database: Database) -> None:
    with database.writing_connection() as connection:
        connection.execute(sa.insert(NOTES).values(name="a"))

    assert _names(database) == ["a"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(moment=_MOMENTS)
def test_a_moment_comes_back_the_same_and_in_utc(database: Database, moment: dt.datetime) -> None:
    with database.writing() as session:
        session.execute(sa.delete(NOTES))
        session.execute(sa.insert(NOTES).values(name="a", at=moment))
    with database.reading() as session:
        found = session.scalar(sa.select(NOTES.c.at).where(NOTES.c.at == moment))

    assert found == moment
    assert found is not None
    assert found.utcoffset() == dt.timedelta(0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(moments=some.lists(_MOMENTS, unique=True, min_size=2, max_size=8))
def test_moments_are_sorted_by_time_whatever_their_offsets(
    database: Database, moments: list[dt.datetime]
) -> None:
    with database.writing() as session:
        session.execute(sa.delete(NOTES))
        for number, moment in enumerate(moments):
            session.execute(sa.insert(NOTES).values(name=str(number), at=moment))
    with database.reading() as session:
        found = list(session.scalars(sa.select(NOTES.c.at).order_by(NOTES.c.at)))

    assert found == sorted(moments)


def _write_a_moment_without_offset(database: Database) -> None:
    with database.writing() as session:
        naive = dt.datetime(2013, 5, 4)  # noqa: DTZ001 - the mistake under test
        session.execute(sa.insert(NOTES).values(name="a", at=naive))


def test_a_moment_without_offset_is_not_stored(database: Database) -> None:
    with pytest.raises(exc.StatementError, match="has no offset"):
        _write_a_moment_without_offset(database)


def test_only_new_rows_are_inserted_and_named(database: Database) -> None:
    """Many at once: more than one statement holds."""
    with database.writing() as session:
        _insert(session, [f"{number:05}" for number in range(0, 3000, 4)])
    with database.writing() as session:
        new = _insert(session, [f"{number:05}" for number in range(3000)])

    assert sorted(new) == [f"{number:05}" for number in range(3000) if number % 4]
    assert len(_names(database)) == 3000


def test_a_row_that_comes_twice_in_one_batch_is_new_once(database: Database) -> None:
    with database.writing() as session:
        assert _insert(session, ["a", "b", "a"]) == ["a", "b"]
        assert _insert(session, []) == []


@pytest.mark.parametrize("again", [{"id": 1, "name": "b"}, {"id": 2, "name": "a"}])
def test_a_row_that_is_there_by_any_constraint_is_not_new(
    database: Database, again: dict[str, Any]
) -> None:
    """Two who write the first draft of a regulation at once meet by its name or by its id."""
    with database.writing() as session:
        assert insert_new(session, PAIRS, [{"id": 1, "name": "a"}], returning="id") == [1]
        assert insert_new(session, PAIRS, [again], returning="id") == []


def _insert(session: Session, names: list[str]) -> list[str]:
    rows = [{"name": name, "at": NOON} for name in names]
    return insert_new(session, NOTES, rows, unique=("name",), returning="name")


def _upsert(database: Database, *rows: tuple[str, int, str]) -> None:
    with database.writing() as session:
        upsert_newer(
            session,
            NOTES,
            [{"name": name, "version": version, "text": text} for name, version, text in rows],
            key="name",
        )


def _texts(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.name: row.text for row in session.execute(sa.select(NOTES))}


def test_newer_states_replace_older_ones_and_never_the_other_way_round(database: Database) -> None:
    _upsert(database, ("a", 2, "second"), ("b", 1, "first"))
    _upsert(database, ("a", 1, "first"), ("b", 3, "third"), ("c", 1, "first"))
    _upsert(database, ("b", 3, "third again"))

    assert _texts(database) == {"a": "second", "b": "third", "c": "first"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=some.data())
def test_states_in_any_order_and_any_number_of_times_end_at_the_newest(
    database: Database, data: some.DataObject
) -> None:
    """Duplicates and disorder heal."""
    states = [(name, version, f"{name}{version}") for name in "abc" for version in (1, 2, 3)]
    arriving = data.draw(some.permutations(states * 2))
    size = data.draw(some.integers(1, len(arriving)))
    with database.writing() as session:
        session.execute(sa.delete(NOTES))

    for start in range(0, len(arriving), size):
        _upsert(database, *arriving[start : start + size])

    assert _texts(database) == {"a": "a3", "b": "b3", "c": "c3"}


def test_nothing_to_update_is_fine(database: Database) -> None:
    _upsert(database)

    assert _texts(database) == {}


def test_an_error_does_not_list_the_values_of_its_statement(database: Database) -> None:
    """Errors are logged, and personal data never is."""
    row = {"name": "13800138000", "text": None}

    with pytest.raises(sa.exc.IntegrityError) as failure, database.writing() as session:
        session.execute(sa.insert(NOTES).values(row))

    assert "13800138000" not in str(failure.value).split("[SQL", 1)[1]
