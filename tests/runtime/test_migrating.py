from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime import migrating
from runtime.database import Database
from tests.servers.postgres import Postgres

_ROOT = Path(migrating.__file__).parent.parent
_ENV = """
import sqlalchemy as sa
from runtime.migrating import run_migrations
run_migrations([sa.MetaData()])
"""
_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = {this!r}, {before!r}
def upgrade():
    {body}
"""
_FIRST = 'op.create_table("first", sa.Column("id", sa.Integer(), primary_key=True))'


class Toy:
    """A service with no more than migrations."""

    def __init__(self, home: Path) -> None:
        self._versions = home / "versions"
        self._versions.mkdir(parents=True)
        (home / "env.py").write_text(_ENV)
        self._last: str | None = None

    def step(self, name: str, body: str) -> None:
        """Add a migration after the last one."""
        text = _STEP.format(this=name, before=self._last, body=body)
        (self._versions / f"{name}.py").write_text(text)
        self._last = name


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """A service named `toy`."""
    home = tmp_path / "toy"
    monkeypatch.setitem(migrating._HOMES, "toy", str(home))
    return Toy(home)


def _tables(url: str) -> set[str]:
    with contextlib.closing(Database(url)) as database:
        return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_a_new_database_gets_every_step(toy: Toy, database_url: str) -> None:
    toy.step("0001_first", _FIRST)
    toy.step("0002_second", _FIRST.replace("first", "second"))

    migrating.upgrade("toy", database_url)

    assert _tables(database_url) == {"first", "second"}


def test_a_second_run_changes_nothing_and_a_new_step_is_taken(toy: Toy, database_url: str) -> None:
    toy.step("0001_first", _FIRST)
    migrating.upgrade("toy", database_url)
    migrating.upgrade("toy", database_url)
    toy.step("0002_second", _FIRST.replace("first", "second"))

    migrating.upgrade("toy", database_url)

    assert _tables(database_url) == {"first", "second"}


def test_a_step_that_fails_leaves_the_database_as_it_was(toy: Toy, database_url: str) -> None:
    """Half a migration would fit neither the old code nor the new."""
    toy.step("0001_first", _FIRST)
    toy.step("0002_broken", f"{_FIRST.replace('first', 'second')}; raise ZeroDivisionError")

    with pytest.raises(ZeroDivisionError):
        migrating.upgrade("toy", database_url)

    assert _tables(database_url) == set()


@pytest.mark.parametrize("service", ["gateway", "street"])
def test_processes_that_migrate_at_once_wait_for_each_other(
    service: str, database_url: str
) -> None:
    """As when several containers start together."""
    # With the keys, as `linli migrate` has them: some steps read what is sealed.
    command = (
        "from runtime import encryption, migrating; from tests.keys import KEY; "
        f"encryption.use([KEY]); migrating.upgrade({service!r}, {database_url!r})"
    )
    together = [
        subprocess.Popen(
            [sys.executable, "-c", command], cwd=_ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]

    complaints = [process.communicate(timeout=60)[1] for process in together]

    assert [process.returncode for process in together] == [0, 0, 0], complaints


def test_a_step_may_take_longer_than_a_statement_of_a_service(toy: Toy, postgres: Postgres) -> None:
    toy.step(
        "0001_unlimited", 'assert op.get_bind().scalar(sa.text("SHOW statement_timeout")) == "0"'
    )

    migrating.upgrade("toy", postgres.create_database("patient"))
