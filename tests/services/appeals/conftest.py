"""The register under test."""

from __future__ import annotations

import pytest

from runtime.database import Database
from tests.servers.fixtures import OpenDatabase


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    """An empty register, as a deployment begins with it."""
    return migrated_database("appeals")
