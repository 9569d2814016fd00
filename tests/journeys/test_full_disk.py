"""One machine whose disk is full: nothing is promised that is not kept, and readiness says so."""

from __future__ import annotations

from uuid import UUID

import pytest
import requests

from tests.journeys.conftest import InOneProcess
from tests.journeys.running import Running, an_appeal
from tests.servers.waiting import wait_for

_ACCEPTED, _AWAY = 202, 503
_TRIES = 15


@pytest.mark.thorough("it starts a system of its own, to fill its disk")
def test_a_full_disk_is_told_and_what_was_promised_is_there_afterwards(
    in_one_process: InOneProcess,
) -> None:
    with in_one_process() as running:
        running.stored(running.submit())
        before = _appeals(running)
        door = running.door
        assert door is not None
        with door.full_disk():
            answers = [_submitted(running) for _ in range(_TRIES)]
            wait_for(lambda: not door.readiness()["ready"], 30, "readiness says that it is full")
        wait_for(lambda: door.readiness()["ready"], 60, "it is ready again")

        promised = {one.json()["id"] for one in answers if one.status_code == _ACCEPTED}
        assert {one.status_code for one in answers} <= {_ACCEPTED, _AWAY}, answers[-1].text
        wait_for(lambda: promised <= _ids(running), 60, "every promise is kept")
        running.stored(running.submit())
        assert _appeals(running) == before + len(promised) + 1


def _submitted(running: Running) -> requests.Response:
    address = f"{running.address}/api/v1/public/appeals"
    return requests.post(address, json=an_appeal(), timeout=30)


def _ids(running: Running) -> set[str]:
    return {str(UUID(found)) for (found,) in running.rows("appeals", "SELECT id FROM appeal")}


def _appeals(running: Running) -> int:
    return int(running.rows("appeals", "SELECT count(*) FROM appeal")[0][0])
