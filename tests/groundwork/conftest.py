from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.database import Database
from tests.servers.databases import Databases
from tests.services.recruitment.conftest import keep_areas


@pytest.fixture
def recruitment(databases: Databases) -> Database:
    """A service's database with every room of the groundwork; a street and its communities."""
    database, _ = databases.arranged("recruitment", "areas", keep_areas)
    return database


@pytest.fixture
def register(migrated_database: Callable[[str], Database]) -> Database:
    """A register without anything in it."""
    return migrated_database("appeals")
