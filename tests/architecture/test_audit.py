"""Every table says whether its rows are audited, and nothing goes past those who write it down."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from audit.declaring import EVERYWHERE, Audited, Exempt, declared
from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from gateway.api.audit import OF_SERVICE
from runtime.settings import DATABASES
from tests.architecture.sources import sources

#: The bus's own tables hold no facts of the field; where it settles a dead letter, it notes it.
_WITHOUT_FACTS = {*BUS.tables, *AUDIT.tables}
#: Calls that reach the database without a session that is watched.
_PAST_THE_SESSION = {
    "connection",
    "exec_driver_sql",
    "writing_connection",
    "bulk_save_objects",
    "bulk_insert_mappings",
    "bulk_update_mappings",
}


def _tables() -> dict[str, sa.Table]:
    """Every table of services and gateway, by its home."""
    found: dict[str, sa.Table] = {}
    for package in ("services", "gateway"):
        for module in _modules(package):
            for thing in vars(importlib.import_module(module)).values():
                table = getattr(thing, "__table__", thing)
                if isinstance(table, sa.Table) and table.name not in _WITHOUT_FACTS:
                    service = module.split(".")[1 if package == "services" else 0]
                    found[f"{service}.{table.name}"] = table
    return found


def _modules(package: str) -> Iterator[str]:
    home = importlib.import_module(package)
    for found in pkgutil.walk_packages(home.__path__, f"{package}."):
        if ".migrations" not in found.name:
            yield found.name


_TABLES = _tables()


def test_the_tables_are_found() -> None:
    assert {"appeals.appeal", "street.appeal_fact", "gateway.area"} <= set(_TABLES)


@pytest.mark.parametrize("name", sorted(_TABLES))
def test_every_table_is_audited_or_says_why_not(name: str) -> None:
    """Say `AUDIT = Audited(…)` or `Exempt("why")` in the class, or in the table's `info`."""
    said = declared(_TABLES[name])

    assert said is not None
    if isinstance(said, Exempt):
        assert said.reason.count(" ") > 2


@pytest.mark.parametrize("name", sorted(_TABLES))
def test_an_audited_table_names_columns_that_it_has(name: str) -> None:
    said, columns = declared(_TABLES[name]), set(_TABLES[name].columns.keys())

    if isinstance(said, Audited):
        assert set(said.identity.split(",")) <= columns
        assert said.area in {None, EVERYWHERE, *columns}


def test_every_service_answers_for_its_audit() -> None:
    assert set(OF_SERVICE) == set(DATABASES)


@pytest.mark.parametrize("package", ["services", "gateway"])
def test_nobody_writes_past_the_audit(package: str) -> None:
    """`runtime.storing` is for the tables of bus and audit and for migrations; the rest is heard."""
    users = [
        source.name
        for source in sources(package)
        if "runtime.storing" in source.imported and "migrations" not in source.path.parts
    ]

    assert users == []


@pytest.mark.parametrize("package", ["services", "gateway"])
def test_nothing_goes_past_the_session(package: str) -> None:
    """What is executed on a bare connection would not be written down."""
    found = [
        f"{source.name}:{line}"
        for source in sources(package)
        if "migrations" not in source.path.parts
        for called, line in source.calls
        if called in _PAST_THE_SESSION
    ]

    assert found == []
