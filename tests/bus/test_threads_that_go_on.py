"""The threads of the bus go on after any failure, or the process says that they ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from bus.tables import OUTBOX
from runtime import clock
from runtime.identifiers import new_id
from tests.servers.fixtures import OpenDatabase

_HERE = Path(__file__).parent


def _printed(script: str, *arguments: str) -> str:
    found = subprocess.run(
        [sys.executable, "-W", "ignore", str(_HERE / "scripts" / script), *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
        env={**os.environ, "PYTHONPATH": str(_HERE.parent.parent)},
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_a_relay_goes_on_after_a_failure_without_words_and_tells_when_it_ended(
    migrated_database: OpenDatabase,
) -> None:
    database = migrated_database("street")
    with database.writing() as session:
        session.execute(
            sa.insert(OUTBOX).values(
                id=new_id(),
                type="street.figures_changed.v1",
                aggregate="figures/1",
                version=1,
                envelope="{}",
                created_at=clock.now(),
            )
        )

    url = database.engine.url.render_as_string(hide_password=False)

    assert _printed("relay_without_words.py", url) == (
        "True ok\nit has ended; restart this process\n"
    )


def test_a_listener_that_stops_while_the_connection_opens_keeps_nobody_from_ending() -> None:
    assert _printed("leaving_while_connecting.py") == "ended\n"
