"""The service under test: areas, posts and a commissioner in office are known."""

from __future__ import annotations

import pytest

from groundwork import areas
from runtime.database import Database
from tests.builders import DENGLIANG, LILIN, STREET, YUELIANGWAN
from tests.servers.databases import Databases
from tests.services.volunteers.serving import an_area, keep_post


@pytest.fixture
def volunteers(databases: Databases) -> Database:
    """A street with its communities, and a post of 荔林 with its commissioner."""
    database, _ = databases.arranged("volunteers", "areas and a post", known)
    return database


def known(database: Database) -> None:
    """Areas, a post and its commissioner."""
    with database.writing() as session:
        areas.keep(session, [an_area(one) for one in (STREET, LILIN, YUELIANGWAN, DENGLIANG)])
    keep_post(database)
