from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime import clock, encryption
from runtime.database import Database
from tests.gateway.answers import answering_gateway
from tests.gateway.doubles import Gateway
from tests.gateway.house import House, Time
from tests.keys import KEY
from tests.servers.fixtures import OpenDatabase


@pytest.fixture
def gateway() -> Gateway:
    """A gateway behind which everything answers."""
    return answering_gateway()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A clock that the test turns."""
    turned = Time()
    monkeypatch.setattr(clock, "now", lambda: turned.now)
    monkeypatch.setattr(clock, "monotonic", lambda: turned.monotonic)
    return turned


@pytest.fixture
def house(migrated_database: OpenDatabase, time: Time) -> House:
    """The gateway on its own database, PostgreSQL and SQLite."""
    encryption.use([KEY])
    return House(migrated_database("gateway"), time)


@pytest.fixture
def quick_house(
    tmp_path: Path, _sqlite_templates: Callable[[str], Path], time: Time
) -> Iterator[House]:
    """The same on SQLite alone, where the database does not matter."""
    encryption.use([KEY])
    path = shutil.copy(_sqlite_templates("gateway"), tmp_path / "gateway.db")
    with contextlib.closing(Database(f"sqlite:///{path}")) as database:
        yield House(database, time)
