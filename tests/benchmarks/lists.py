"""How long a page of 50 appeals takes over HTTP, everything in one process on SQLite."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import requests

from runtime import clock
from tests.journeys.running import (
    DENGLIANG,
    Running,
    an_appeal,
    everything_in_one_process,
    new_key,
    staff_of,
)
from tests.servers.processes import linli
from tests.servers.waiting import wait_for
from tests.system import FREELY, SECRET

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"
_PAGE = 50
_ROUNDS = 200


def page_of_fifty_ms() -> tuple[float, float]:
    """Median and p99 from the request to the whole answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "LINLI_DATA_DIR": str(folder / "data"),
            "LINLI_SECRET": SECRET,
            "LINLI_RATE_LIMITS": FREELY,
        }
        for command in (("migrate",), ("areas", "import", str(_AREAS))):
            done = linli(*command, settings=settings)
            assert done.returncode == 0, done.stderr
        with everything_in_one_process(folder, settings) as running:
            spent = _asked(running)
    return statistics.median(spent), spent[len(spent) * 99 // 100]


def _asked(running: Running) -> list[float]:
    for _ in range(_PAGE):
        running.answer("POST", "/public/appeals", json=an_appeal(), key=new_key())
    client = requests.Session()
    client.headers["Authorization"] = f"Bearer {running.token(staff_of(DENGLIANG))}"
    address = f"{running.address}/api/v1/appeals?limit={_PAGE}"

    def is_full() -> bool:
        return len(client.get(address, timeout=20).json()["items"]) == _PAGE

    wait_for(is_full, 60, "the page is full")
    return sorted(_once(client, address) for _ in range(_ROUNDS))


def _once(client: requests.Session, address: str) -> float:
    began = clock.monotonic()
    client.get(address, timeout=20).raise_for_status()
    return 1000 * (clock.monotonic() - began)
