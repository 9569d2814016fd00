"""What the code expects of its databases is what the migrations make."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import pkgutil
import re
import runpy
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from alembic import autogenerate
from alembic.migration import MigrationContext

from runtime import migrating, settings
from runtime.database import Database
from runtime.encryption import Sealed
from tests.servers.fixtures import OpenDatabase

_ROOT = Path(__file__).parent.parent.parent
#: Service → package with its models, found by their migrations.
_HOMES = {
    home.parent.name: ".".join(home.parent.relative_to(_ROOT).parts)
    for home in [*_ROOT.glob("services/*/migrations"), *_ROOT.glob("*/migrations")]
}


@pytest.fixture(params=sorted(_HOMES))
def service(request: pytest.FixtureRequest) -> str:
    """Each service that owns a database."""
    name: str = request.param
    return name


@pytest.fixture
def declared(service: str) -> list[sa.MetaData]:
    """The metadata that the service's `env.py` names."""
    found: list[sa.MetaData] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "run_migrations", found.extend)
        runpy.run_path(str(_ROOT.joinpath(*_HOMES[service].split("."), "migrations", "env.py")))
    return found


def test_every_database_of_the_settings_has_its_migrations() -> None:
    assert sorted(_HOMES) == sorted(settings.DATABASES)


# SQLite cannot tell what such an index holds; the ones we have are for PostgreSQL alone.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
def test_the_models_are_the_migrated_schema(
    service: str, declared: list[sa.MetaData], migrated_database: OpenDatabase
) -> None:
    assert _differences(migrated_database(service), declared) == []


def test_the_checks_are_those_of_the_models(
    service: str, declared: list[sa.MetaData], migrated_database: OpenDatabase
) -> None:
    """Comparing schemas leaves them out, and a rule that must hold lies in them."""
    inspector = sa.inspect(migrated_database(service).engine)
    for table in _tables(declared):
        made = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert made == _checks(table), table.name


def test_codes_that_open_a_persons_thing_lie_sealed(declared: list[sa.MetaData]) -> None:
    """A copied database opens nothing: what is found by a code is found by its print."""
    codes = [
        column
        for table in _tables(declared)
        for column in table.columns
        if column.info.get("secret") and column.name.endswith("code")
    ]
    assert [str(column) for column in codes if not isinstance(column.type, Sealed)] == []


#: Columns that became mandatory without a default. A print, a time, a place in the line or a shift
#: is no one's before it is known; the names of areas at the street come by events, again if need be.
_NO_DEFAULT_IS_TRUE = {
    "appeal": {"code_print"},
    "application": {"code_print"},
    "area": {"names"},
    "certificate": {"code_print"},
    "hours": {"shift_id", "began_at", "ended_at"},
    "objection": {"code_print"},
    "sign_up": {"turn"},
}


def test_a_column_that_was_added_later_has_a_default(service: str, tmp_path: Path) -> None:
    """While an installation is upgraded, a process of the version before still writes rows.

    It knows nothing of the column, so the database fills it; a default that the migration takes
    away again does not help.
    """
    steps: list[_Columns] = []
    with _after_each_step(lambda connection: steps.append(_columns(connection))):
        migrating.upgrade(service, f"sqlite:///{tmp_path / 'kept.db'}")

    assert len(steps) == len(migrating.revisions(service))
    became = {
        (table, name)
        for before, after in itertools.pairwise([{}, *steps])
        for table, columns in before.items()
        for name, column in after.get(table, {}).items()
        if column.is_mandatory and not (name in columns and columns[name].is_mandatory)
    }
    without = {
        (table, name)
        for table, columns in steps[-1].items()
        for name, column in columns.items()
        if not column.has_default
    }
    assert (
        sorted(
            f"{table}.{name}"
            for table, name in became & without
            if name not in _NO_DEFAULT_IS_TRUE.get(table, ())
        )
        == []
    )


class _Column(NamedTuple):
    is_mandatory: bool
    has_default: bool


_Columns = dict[str, dict[str, _Column]]


@contextlib.contextmanager
def _after_each_step(tell: Callable[[sa.Connection], object]) -> Iterator[None]:
    """Tell of the database when a step notes that it is done: to begin anew at each takes long."""

    def executed(connection: sa.Connection, _: object, statement: str, *_more: object) -> None:
        if re.match(r"(INSERT INTO|UPDATE) alembic_version\b", statement):
            tell(connection)

    sa.event.listen(sa.Engine, "after_cursor_execute", executed)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", executed)


def _columns(connection: sa.Connection) -> _Columns:
    """Table → column → what it demands."""
    words = (
        'SELECT kept.name, found.name, found."notnull", found.dflt_value IS NOT NULL'
        " FROM sqlite_schema AS kept, pragma_table_info(kept.name) AS found"
        " WHERE kept.type = 'table'"
    )
    columns: _Columns = {}
    for table, name, *said in connection.exec_driver_sql(words):
        columns.setdefault(table, {})[name] = _Column(*map(bool, said))
    return columns


def test_the_migrations_know_every_table(service: str, declared: list[sa.MetaData]) -> None:
    """A model that `env.py` does not bring in would never be compared."""
    known = {table.name for table in _tables(declared)}

    assert set(_tables_in(_HOMES[service])) <= known


def _differences(database: Database, declared: Sequence[sa.MetaData]) -> list[Any]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": _differ}
        )
        found: list[Any] = autogenerate.compare_metadata(
            context,
            declared,  # type: ignore[arg-type]  # takes several too
        )
        return found


def _differ(
    _context: object,
    _kept: object,
    column: sa.Column[Any],
    kept: str | None,
    _default: object,
    declared: str | None,
) -> bool | None:
    """Whether two defaults differ; PostgreSQL cannot compare JSON, so its text is."""
    if not isinstance(column.type, sa.JSON) or kept is None or declared is None:
        return None
    return kept.removesuffix("::json").strip("'") != declared.strip("'")


def _tables(declared: Sequence[sa.MetaData]) -> list[sa.Table]:
    return [table for metadata in declared for table in metadata.sorted_tables]


def _checks(table: sa.Table) -> set[str]:
    return {
        str(constraint.name)
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }


def _tables_in(package: str) -> Iterator[str]:
    home = importlib.import_module(package)
    for found in pkgutil.walk_packages(home.__path__, f"{package}."):
        module = importlib.import_module(found.name)
        for thing in vars(module).values():
            table = getattr(thing, "__table__", thing)
            if isinstance(table, sa.Table):
                yield table.name
