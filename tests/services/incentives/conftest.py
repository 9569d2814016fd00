"""The service under test."""

from __future__ import annotations

import pytest

from runtime.database import Database
from tests.servers.databases import Databases
from tests.services.incentives.events import a_year, keep, keep_areas


@pytest.fixture
def incentives(databases: Databases) -> Database:
    """A street with two communities, of which nothing was heard yet."""
    database, _ = databases.arranged("incentives", "areas", keep_areas)
    return database


@pytest.fixture
def after_a_year(databases: Databases) -> Database:
    """The same after the year of one commissioner."""
    database, _ = databases.arranged("incentives", "a year", _keep_a_year)
    return database


def _keep_a_year(database: Database) -> None:
    keep_areas(database)
    keep(database, a_year())
