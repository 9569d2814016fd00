"""The two set-ups on which every journey runs."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.running import Running
from tests.servers.processes import Linli, linli
from tests.system import SECRET, System

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"


@pytest.fixture(scope="module")
def deployed(request: pytest.FixtureRequest) -> Iterator[Running]:
    """Each service a process, on PostgreSQL and RabbitMQ."""
    postgres, rabbitmq = (request.getfixturevalue(name) for name in ("postgres", "rabbitmq"))
    with System(postgres, rabbitmq) as system:
        yield Running(
            system["gateway"].address,
            SECRET,
            system.settings,
            system.rows,
            lambda: [process.logs for process in system.processes()],
        )


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Everything in one process, as at a first look."""
    folder = tmp_path_factory.mktemp("embedded")
    settings = {"LINLI_DATA_DIR": str(folder / "data"), "LINLI_SECRET": SECRET}
    assert linli("migrate", settings=settings).returncode == 0
    assert linli("areas", "import", str(_AREAS), settings=settings).returncode == 0

    def rows(database: str, query: str) -> list[tuple[Any, ...]]:
        path = folder / "data" / f"{database}.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return list(connection.execute(query))

    process = Linli(folder=folder, settings=settings)
    process.start()
    yield Running(process.address, SECRET, settings, rows, lambda: [process.logs])
    code = process.stop()
    assert code == 0, process.logs[-3000:]


@pytest.fixture(params=["embedded", "deployed"])
def running(request: pytest.FixtureRequest) -> Running:
    """A running system; a journey that uses it is made on both."""
    found: Running = request.getfixturevalue(request.param)
    return found
