"""What a newcomer does first: `make demo`, and once more."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from tests.servers import programs
from tests.servers.processes import clean_environment
from tests.servers.waiting import wait_for

_ROOT = Path(__file__).parents[2]
_PLAYED = "Ctrl-C"


def _start(folder: Path, port: int, *arguments: str) -> subprocess.Popen[str]:
    settings = {"LINLI_DATA_DIR": str(folder / "data"), "LINLI_HTTP_PORT": str(port)}
    with (folder / "demo.log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "cli", "demo", *arguments],
            cwd=_ROOT,
            env=clean_environment() | settings,
            stderr=log,
            text=True,
        )


def _figures(port: int, **asked: str) -> tuple[Any, ...]:
    address = f"http://127.0.0.1:{port}/api/v1/public/street/totals"
    found = requests.get(address, params=asked, timeout=20).json()
    rate = found["settled_rate"]
    return (
        found["receptions"],
        found["appeals"],
        found["settled"],
        (rate["numerator"], rate["denominator"], rate["percent"]),
    )


def _appointments(port: int, **asked: str) -> dict[str, Any]:
    address = f"http://127.0.0.1:{port}/api/v1/public/appointments/figures"
    asked = {"to": "2014-10-31", "on": "2014-10-31"} | asked
    found: dict[str, Any] = requests.get(address, params=asked, timeout=20).json()
    return found


def _due_for_cleaning(folder: Path) -> dict[str, int]:
    """What the clock that cleans would clean at its next hour, in all databases."""
    found = subprocess.run(
        [sys.executable, "-m", "cli", "retention", "run", "--dry-run"],
        cwd=_ROOT,
        env=clean_environment() | {"LINLI_DATA_DIR": str(folder / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    counted: dict[str, int] = {}
    for line in found.stdout.splitlines():
        rows, told = line.split(": ")[1].split(" ", 1)
        counted[told] = counted.get(told, 0) + int(rows)
    return counted


def _is_free(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) != 0


def test_the_demo_gives_the_programmes_figures_however_often_it_is_played(tmp_path: Path) -> None:
    """R5, R55, R56: 37 appointed, 1,746 receptions, 460 opinions, 424 settled, 92.17 %."""
    port = programs.free_port()
    assert _start(tmp_path, port, "--once").wait(240) == 0
    assert _is_free(port)
    assert _due_for_cleaning(tmp_path) == {"past their period": 0}

    again = _start(tmp_path, port)
    try:
        wait_for(lambda: _PLAYED in (tmp_path / "demo.log").read_text(), 240, "it was played again")
        assert _figures(port) == (1746, 460, 424, (424, 460, 92.17))
        assert _figures(port, community="440305007003")[1:] != _figures(port)[1:]
        found = _appointments(port)
        assert (found["posts"], found["cumulative"], found["in_office"]) == (37, 37, 20)
        assert found["interim"] == {"numerator": 2, "denominator": 20, "percent": 10.0}
        assert [one["posts"] for one in found["by_community"]] == [8, 8, 7, 7, 7]
        # Without renewals nobody is counted twice, and two years later all terms are over.
        assert _appointments(port, to="2026-01-01", on="2016-01-01")["cumulative"] == 37
        assert _appointments(port, on="2016-01-01")["in_office"] == 0
    finally:
        again.send_signal(signal.SIGTERM)

    assert again.wait(60) == 0
    wait_for(lambda: _is_free(port), 20, "its server has ended too")
