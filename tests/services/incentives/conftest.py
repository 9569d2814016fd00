"""The service under test."""

from __future__ import annotations

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from groundwork import areas
from runtime.database import Database
from tests.builders import LILIN, STREET, YUELIANGWAN
from tests.servers.databases import Databases
from tests.services.incentives.events import a_year, keep
from vocabulary.areas import level_of

_NAMES = {
    STREET: ("南山街道", "Nanshan Street"),
    LILIN: ("荔林社区", "Lilin Community"),
    YUELIANGWAN: ("月亮湾社区", "Yueliangwan Community"),
}


@pytest.fixture
def incentives(databases: Databases) -> Database:
    """A street with two communities, of which nothing was heard yet."""
    database, _ = databases.arranged("incentives", "areas", _keep_areas)
    return database


@pytest.fixture
def after_a_year(databases: Databases) -> Database:
    """The same after the year of one commissioner."""
    database, _ = databases.arranged("incentives", "a year", _keep_a_year)
    return database


def _keep_a_year(database: Database) -> None:
    _keep_areas(database)
    keep(database, a_year())


def _keep_areas(database: Database) -> None:
    told = [
        AreaPublished(
            code=code,
            level=level_of(code),
            names=[AreaName(name_zh=zh, name_en=en)],
            is_sample=True,
            version=1,
        )
        for code, (zh, en) in _NAMES.items()
    ]
    with database.writing() as session:
        areas.keep(session, told)
