"""The service under test."""

from __future__ import annotations

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from runtime.database import Database
from services.recruitment.areas import operations as areas
from tests.builders import DENGLIANG, LILIN, STREET, YUELIANGWAN
from tests.servers.fixtures import OpenDatabase
from vocabulary.areas import level_of

NAMES = {
    STREET: ("南山街道", "Nanshan Street"),
    LILIN: ("荔林社区", "Lilin Community"),
    YUELIANGWAN: ("月亮湾社区", "Yueliangwan Community"),
    DENGLIANG: ("登良社区", "Dengliang Community"),
}


@pytest.fixture
def recruitment(migrated_database: OpenDatabase) -> Database:
    """Nothing but a street and its communities, as a deployment begins with them."""
    database = migrated_database("recruitment")
    with database.writing() as session:
        areas.keep(session, [an_area(code) for code in NAMES])
    return database


def an_area(code: str, **changed: object) -> AreaPublished:
    """What the gateway tells of an area."""
    zh, en = NAMES.get(code, (code, code))
    usual: dict[str, object] = {
        "code": code,
        "level": level_of(code),
        "names": [AreaName(name_zh=zh, name_en=en)],
        "is_sample": True,
        "version": 1,
    }
    return AreaPublished(**usual | changed)  # type: ignore[arg-type]  # any field may be changed
