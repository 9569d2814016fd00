"""A table of 5,000 volunteers with 37 faulty lines, imported twice, everything in one process.

    python -m tests.benchmarks.volunteer_table

It ends with 1 where an aim is missed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import requests

from gateway.files.spreadsheets import CSV_TYPE
from runtime import clock
from tests.journeys.registers import a_table
from tests.journeys.running import (
    DENGLIANG,
    Running,
    everything_in_one_process,
    new_key,
    staff_of,
)
from tests.servers.processes import linli
from tests.system import FREELY, SECRET

_AREAS = Path(__file__).parents[3] / "sample" / "areas.csv"
_PEOPLE, _FAULTY = 5_000, 37
_FIRST_SECONDS, _AGAIN_SECONDS, _MORE_MB = 20.0, 10.0, 200.0


def main() -> int:
    """Measure, print, and say whether an aim is missed."""
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
            found = _measured(running)
    for what, value, limit in found:
        print(f"{what:30} {value:7.1f}  ≤ {limit:5.1f}  {'MISSED' if value > limit else 'reached'}")
    return int(any(value > limit for _, value, limit in found))


def _measured(running: Running) -> list[tuple[str, float, float]]:
    assert running.door is not None
    table, _ = a_table(_PEOPLE, _FAULTY)
    before = running.door.memory_mb
    first, done = _imported(running, table)
    after = running.door.memory_mb
    again, same = _imported(running, table)
    assert (done["added"], done["faulty"]) == (_PEOPLE - _FAULTY, _FAULTY), done
    assert (same["added"], same["unchanged"]) == (0, _PEOPLE - _FAULTY), same
    return [
        ("first time, seconds", first, _FIRST_SECONDS),
        ("second time, seconds", again, _AGAIN_SECONDS),
        ("more memory, MB", max(after, running.door.memory_mb) - before, _MORE_MB),
    ]


def _imported(running: Running, table: bytes) -> tuple[float, dict[str, Any]]:
    began = clock.monotonic()
    answer = requests.post(
        f"{running.address}/api/v1/volunteers/imports?community={DENGLIANG}",
        data=table,
        headers={
            "Authorization": f"Bearer {running.token(staff_of(DENGLIANG))}",
            "Content-Type": CSV_TYPE,
            "Idempotency-Key": new_key(),
        },
        timeout=300,
    )
    answer.raise_for_status()
    body: dict[str, Any] = answer.json()
    return clock.monotonic() - began, body


if __name__ == "__main__":
    sys.exit(main())
