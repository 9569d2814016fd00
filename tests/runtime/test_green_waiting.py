"""How databases behave in a process that eventlet has patched, as our services are.

Each runs in a process of its own, because pytest's must never be patched.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.servers.postgres import Postgres

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent


def _printed(script: str, url: str) -> str:
    found = subprocess.run(
        [sys.executable, "-W", "ignore", str(_HERE / "scripts" / script), url],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_ten_slow_queries_run_side_by_side(postgres: Postgres) -> None:
    """One after the other they would take three seconds."""
    seconds = float(_printed("slow_queries.py", postgres.url("postgres")))

    assert 0.3 <= seconds < 1.0


def test_a_server_that_says_nothing_does_not_hold_a_connection_for_ever() -> None:
    """Libpq's own limit does not count in a green process."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = _printed(
            "silent_server.py", f"postgresql://linli@127.0.0.1:{silent.getsockname()[1]}/linli"
        )

    assert found.splitlines() == 2 * ["True no answer from the database within 0.5 s"]


def test_an_answer_that_does_not_come_ends_the_connection(postgres: Postgres) -> None:
    """A network that swallows packets looks like this."""
    found = _printed("silent_server.py", postgres.url("postgres"))

    assert found.splitlines() == 2 * ["True no answer from the database within 0.5 s"]
