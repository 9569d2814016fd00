"""A backup under load, put onto a new machine by the commands of the documents."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from bus.epochs import PLACES
from runtime.settings import DATABASES
from tests.deployment.composed import ROOT, Deployment, as_people_meet_it
from tests.gateway.files.media import files
from tests.journeys.running import DENGLIANG, Running, staff_of
from tests.load import Load
from tests.servers.postgres import Postgres
from tests.servers.processes import linli
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import FREELY, STREET
from vocabulary.actors import Actor, Grant, Role

pytestmark = [
    pytest.mark.thorough("it starts a deployment twice, each on a server of its own"),
    pytest.mark.timeout(900),
]

_RUNNING = (ROOT / "docs" / "operations" / "running.md").read_text()
_COUNTS = {
    "appeals": "SELECT count(*) FROM appeal",
    "street": "SELECT count(*) FROM appeal_fact",
    "gateway": "SELECT count(*) FROM inbox WHERE state = 'done' "
    "AND consumer = 'evt-appeals--gateway.tell_workstation'",
}
_AT_THE_MOMENT = (
    "SELECT count(*) FROM outbox WHERE type = 'linli.appeals.appeal_received' AND seq <= {}"
)


def _commands(heading: str) -> list[str]:
    """The commands of the first block below a heading."""
    block = re.search(rf"^#+ {heading}\n.*?```sh\n(.*?)```", _RUNNING, re.DOTALL | re.MULTILINE)
    assert block is not None
    return [line for line in block[1].splitlines() if line.startswith("docker")]


@pytest.fixture
def two_servers() -> Iterator[tuple[Postgres, Postgres]]:
    """Of the old machine and the new one; roles belong to a whole server."""
    with contextlib.ExitStack() as stack:
        servers = (Postgres(), Postgres())
        for one in servers:
            stack.callback(one.remove)
            one.start()
        yield servers


def test_what_was_saved_under_load_goes_on_elsewhere(
    two_servers: tuple[Postgres, Postgres], rabbitmq: RabbitMQ, tmp_path: Path
) -> None:
    """All figures are those of one moment, and every listener goes on or is told to begin again."""
    old, new = tmp_path / "old", tmp_path / "new"
    saved, receipt, ended = _saved_under_load(two_servers[0], rabbitmq, old)
    manifest = json.loads((saved / "manifest.json").read_text())
    [restore] = [line for line in _commands("Restoring") if " restore " in line]
    shutil.copytree(old / "secrets", new / "secrets")
    shutil.copytree(saved, new / "backups" / Path(restore.split()[-1]).name)

    deployment = Deployment(two_servers[1], rabbitmq, new, LINLI_RATE_LIMITS=FREELY)
    with contextlib.closing(_Removed(deployment)):
        said = "".join(deployment.carry_out(line) for line in _commands("Restoring"))

        assert "begin again" in said
        assert said.count(": holds") == len(DATABASES)
        running = as_people_meet_it(deployment)
        at_the_moment = ended[manifest["databases"]["appeals"]["last_seq"]]
        for name, query in _COUNTS.items():
            _wait_until(deployment, name, query, at_the_moment)
        content = running.call("GET", f"/attachments/{receipt['file']}", actor=_STAFF)
        assert content.status_code == 200
        _goes_on(running, deployment, manifest["databases"]["appeals"]["last_place"])


_STAFF = staff_of(DENGLIANG)


def _saved_under_load(
    postgres: Postgres, rabbitmq: RabbitMQ, folder: Path
) -> tuple[Path, dict[str, Any], dict[int, int]]:
    """The backup, a receipt with its attachment, and how many appeals the register had by `seq`."""
    folder.mkdir()
    deployment = Deployment(postgres, rabbitmq, folder, LINLI_RATE_LIMITS=FREELY)
    with contextlib.closing(_Removed(deployment)):
        deployment.start()
        running = as_people_meet_it(deployment)
        receipt = running.submit(community=DENGLIANG)
        running.stored(receipt)
        sent = running.call(
            "POST",
            f"/public/appeals/{receipt['tracking_code']}/attachments",
            files={"file": ("a.jpg", files.a_picture())},
        )
        assert sent.status_code == 201, sent.text
        kept = "SELECT count(*) FROM attachment WHERE state = 'kept'"
        wait_for(lambda: _rows(deployment, "gateway", kept) == 1, 30, "the attachment is kept")
        port = int(deployment["gateway"].address.rpartition(":")[2])
        load = Load([port], rate=100, seconds=12, connections=8, insists=True, name="restoring")
        load.start()
        wait_for(lambda: _rows(deployment, "appeals", _COUNTS["appeals"]) > 100, 30, "it flows")
        [backup] = _commands("Backups")
        saved = Path(deployment.carry_out(backup).strip())
        promised = len(load.finish(120).promises)
        wait_for(
            lambda: _rows(deployment, "appeals", _COUNTS["appeals"]) == promised + 1,
            60,
            "all are stored",
        )
        last = json.loads((saved / "manifest.json").read_text())["databases"]["appeals"]["last_seq"]
        counted = _rows(deployment, "appeals", _AT_THE_MOMENT.format(last))
        assert 100 < counted < promised
        return saved, receipt | {"file": sent.json()["id"]}, {last: counted}


def _goes_on(running: Running, deployment: Deployment, last_place: int) -> None:
    numbers = "SELECT max(split_part(number, '〕', 2)::int) FROM appeal"
    before = _rows(deployment, "appeals", numbers)
    receipt = running.submit(community=DENGLIANG)
    running.stored(receipt)
    assert _rows(deployment, "appeals", numbers) > before + 500
    lost = running.call("GET", f"/events?source=appeals&after={last_place + 3}", actor=_OFFICER)
    assert (lost.status_code, lost.json()["code"]) == (409, "wrong_state")
    feed = deployment.settings("street") | {
        "LINLI_AMQP_URI_FILE": "",
        "LINLI_AMQP_URI": f"amqp://guest:guest@127.0.0.1:{deployment.rabbitmq.port}/linli",
    }
    deployment.rabbitmq.allow("guest", "linli", ".*", ".*", ".*")
    owed = "SELECT count(*) FROM owed"
    for name in DATABASES:
        _wait_until(deployment, name, owed, 0)
    tail = ("street", "tail", "--until-idle", "2", "--from")
    lines = linli(*tail, "first", settings=feed).stdout.splitlines()
    places = {
        int(one["sequence"])
        for one in (json.loads(line.split("\t")[1]) for line in lines)
        if one["source"] == "/linli/appeals"
    }
    assert set(range(1, last_place + 1)) <= places
    assert max(places) > 1000 * PLACES
    beyond = linli(*tail, str(len(lines) + 1000), settings=feed)
    assert beyond.returncode == 1
    assert "begin again with --from first" in beyond.stderr


_OFFICER = Actor("office", (Grant(Role.STREET_OFFICER, STREET),))


class _Removed:
    def __init__(self, deployment: Deployment) -> None:
        self.close = deployment.remove


def _wait_until(deployment: Deployment, name: str, query: str, number: int) -> None:
    wait_for(lambda: _rows(deployment, name, query) == number, 60, f"{name}: {query} is {number}")


def _rows(deployment: Deployment, database: str, query: str) -> int:
    """The one number that a query gives."""
    address = deployment.secret(database, f"LINLI_{database.upper()}_DATABASE_URL")
    with (
        contextlib.closing(psycopg2.connect(address)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(query)
        return int((cursor.fetchone() or (0,))[0])
