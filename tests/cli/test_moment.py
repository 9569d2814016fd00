"""All databases stand still for an instant, together, and nobody else waits longer."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click
import pytest
import sqlalchemy as sa

from cli.backups import moment
from cli.backups.moment import Source, one_moment
from runtime.database import Database
from tests.builders import an_appeal
from tests.servers.fixtures import OpenDatabase

_APPEALS = "SELECT count(*) FROM appeal"


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """A register with one appeal."""
    found = migrated_database("appeals")
    an_appeal(found)
    return found


@pytest.fixture
def sources(register: Database, migrated_database: OpenDatabase) -> list[Source]:
    """The register and the street."""
    named = {"appeals": register, "street": migrated_database("street")}
    return [moment.source(name, _address(one)) for name, one in named.items()]


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_what_is_written_later_is_not_in_it_and_need_not_wait(
    register: Database, sources: list[Source]
) -> None:
    with one_moment(sources):
        an_appeal(register)

        assert [tuple(row) for row in sources[0].rows(_APPEALS)] == [(1,)]
    with register.reading() as session:
        assert session.scalar(sa.text(_APPEALS)) == 2


def test_all_are_let_go_while_one_of_them_is_written_to(
    register: Database,
    migrated_database: OpenDatabase,
    sources: list[Source],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(moment, "_TRIES_SECONDS", (0.05,))
    with migrated_database("street").writing_connection() as connection:
        connection.execute(sa.text("DELETE FROM appeal_fact"))

        with pytest.raises(click.ClickException, match="street"), one_moment(sources):
            pass
        an_appeal(register)


def test_it_waits_for_who_writes_at_the_moment(
    migrated_database: OpenDatabase, sources: list[Source]
) -> None:
    with contextlib.ExitStack() as writing:
        connection = writing.enter_context(migrated_database("street").writing_connection())
        connection.execute(sa.text("DELETE FROM appeal_fact"))
        with pytest.raises(moment.Busy):
            sources[1].stand_still(0.05)
        sources[1].go_on()

    sources[1].stand_still(0.05)
    sources[1].close()
    sources[0].close()


def test_the_newest_program_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As text 9.6 is above 17, and an older pg_dump refuses a newer server."""
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "pg_dump").touch()
    monkeypatch.setattr(moment, "_PLACES", str(tmp_path))

    assert moment._tool("pg_dump") == str(tmp_path / "17" / "bin" / "pg_dump")
