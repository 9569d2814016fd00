"""One machine that loses power again and again, while residents write."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from runtime import waiting
from tests.load import Load
from tests.servers.processes import Linli, linli
from tests.servers.waiting import wait_for
from tests.system import FREELY, SECRET

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"
_KILLS = 20
_RATE, _SECONDS = 60.0, 4.0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "data"


@pytest.fixture
def everything(data: Path, tmp_path: Path) -> Iterator[Linli]:
    """All services in one process, on the embedded broker."""
    settings = {
        "LINLI_DATA_DIR": str(data),
        "LINLI_SECRET": SECRET,
        "LINLI_RATE_LIMITS": FREELY,
        "LINLI_RETRY_SECONDS": "0.2,0.5",
    }
    for command in (["migrate"], ["areas", "import", str(_AREAS)]):
        done = linli(*command, settings=settings)
        assert done.returncode == 0, done.stderr
    process = Linli(folder=tmp_path, settings=settings)
    process.start()
    yield process
    process.kill()


def _found(data: Path, database: str, column: str, table: str) -> list[UUID]:
    address = f"file:{data / database}.db?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as opened:
        query = f"SELECT {column} FROM {table}"  # noqa: S608 - names of ours
        return [UUID(hex=found) for (found,) in opened.execute(query)]


@pytest.mark.thorough("starts everything twenty times")
def test_after_each_of_twenty_kills_every_receipt_is_one_appeal(
    everything: Linli, data: Path
) -> None:
    """Every 202 is stored once and counted once, whenever the process was ended."""
    chance = random.Random()  # noqa: S311 - moments, not secrets
    promised: set[UUID] = set()
    for kill in range(_KILLS):
        load = Load(
            [everything.port],
            rate=_RATE,
            seconds=_SECONDS,
            connections=8,
            insists=True,
            name=f"kill {kill}",
        )
        load.start()
        moment = chance.uniform(0.1, _SECONDS)
        waiting.pause(moment)
        everything.kill()
        everything.start()
        promised |= {one.appeal for one in load.finish(180).promises}
        _settles(data, promised, f"kill {kill} after {moment:.2f} s")


def _settles(data: Path, promised: set[UUID], said: str) -> None:
    wait_for(lambda: len(_found(data, "appeals", "id", "appeal")) >= len(promised), 60, said)
    stored = _found(data, "appeals", "id", "appeal")
    assert (len(stored), set(stored)) == (len(promised), promised), said
    wait_for(lambda: set(_found(data, "street", "appeal_id", "appeal_fact")) == promised, 60, said)
