from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from bus import relay
from bus.tables import OUTBOX
from runtime import clock, migrating
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.postgres import Postgres

_HERE = Path(__file__).parent


def test_who_stands_by_tells_that_the_leader_hangs_and_stays_ready(postgres: Postgres) -> None:
    """Only the leader can mend it; if all others gave up too, no process would answer."""
    url = postgres.create_database("standing_by").replace("postgresql:", "postgresql+psycopg2:", 1)
    migrating.upgrade("street", url)
    database = Database(url)
    with database.writing() as session:
        session.execute(sa.insert(OUTBOX).values(_waiting_for(dt.timedelta(seconds=90))))
    database.close()

    found = subprocess.run(
        [sys.executable, "-W", "ignore", str(_HERE / "scripts" / "standing_by.py"), url],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(_HERE.parent.parent)},
    )

    assert found.returncode == 0, found.stderr
    assert found.stdout == "True ok\n"


def test_a_leader_that_could_not_beat_has_its_time_once_it_can_again() -> None:
    """A database that came back after 18 seconds cost a healthy leader its session."""
    silence, looks = relay._Silence(), relay._SILENT_LOOKS

    while_away = [silence.is_long(7, is_away=True) for _ in range(2 * looks)]
    afterwards = [silence.is_long(7, is_away=False) for _ in range(looks)]

    assert not any(while_away)
    assert afterwards == [False] * (looks - 1) + [True]
    assert not silence.is_long(8, is_away=False)


def _waiting_for(age: dt.timedelta) -> dict[str, object]:
    return {
        "id": new_id(),
        "type": "street.figures_changed.v1",
        "aggregate": "figures/1",
        "version": 1,
        "envelope": "{}",
        "created_at": clock.now() - age,
    }
