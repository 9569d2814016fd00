from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pika
import pytest
import requests
import sqlalchemy as sa

from runtime.database import Database
from runtime.settings import load
from sample.accounts import logins as sample_logins
from tests.journeys.places import place_of
from tests.journeys.running import Running, administrator_of, commissioner_of, staff_of
from tests.servers.processes import linli
from tests.servers.waiting import wait_for

pytestmark = pytest.mark.both_systems(
    "operators find each system after a fault by the same commands"
)

_HERE = place_of(__file__)
#: Sees the events of every area.
_CITY = administrator_of("440300000000")
_ROOT = Path(__file__).parents[2]


def _publish(running: Running, queue: str, body: bytes) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(running.settings["LINLI_AMQP_URI"]))
    connection.channel().basic_publish("", queue, body)
    connection.close()


def _letters(running: Running, *options: str) -> list[str]:
    return running.linli("dead-letters", "list", "--database", "street", *options).splitlines()


def test_an_unreadable_message_is_found_shown_and_discarded_with_a_reason(
    deployed: Running,
) -> None:
    _publish(deployed, "evt-appeals--street.project_appeal", b"rubbish")
    (line,) = wait_for(lambda: _letters(deployed), 20, "the letter is listed")
    letter = line.split()[0]

    shown = deployed.linli("dead-letters", "show", "--database", "street", letter)
    deployed.linli("dead-letters", "discard", "--database", "street", letter, "--why", "a test")

    assert "rubbish" in shown
    assert _letters(deployed) == []
    assert "discarded" in _letters(deployed, "--all")[0]


def test_the_feed_can_be_read_from_its_first_event(deployed: Running) -> None:
    receipt = deployed.submit()
    deployed.stored(receipt)

    def events() -> list[dict[str, object]]:
        lines = deployed.linli("street", "tail", "--from", "first", "--until-idle", "1")
        found = [json.loads(line.split("\t")[1]) for line in lines.splitlines()]
        return [one for one in found if one["subject"] == receipt["id"]]

    (received,) = wait_for(events, 30, "the feed has the appeal")
    assert received["type"] == "linli.appeals.appeal_received"
    assert "text" not in str(received["data"])


def test_a_street_office_can_copy_the_example_and_loses_nothing(
    deployed: Running, tmp_path: Path
) -> None:
    deployed.stored(deployed.submit())
    published = deployed.rows("appeals", "SELECT count(*) FROM outbox WHERE pos IS NOT NULL")
    kept = tmp_path / "feed.db"
    example = subprocess.Popen(
        [sys.executable, str(_ROOT / "examples" / "street_feed.py"),
         deployed.settings["LINLI_AMQP_URI"], str(kept)],
    )  # fmt: skip

    def copied() -> bool:
        connection = sqlite3.connect(kept)
        try:
            return bool(connection.execute("SELECT count(*) FROM event").fetchone() >= published[0])
        finally:
            connection.close()

    try:
        wait_for(copied, 30, "the example has copied everything")
    finally:
        example.kill()
        example.wait()


def test_the_sample_is_not_played_where_people_work(deployed: Running) -> None:
    """Nobody could take it out again."""
    deployed.stored(deployed.submit())
    deployed.counted(deployed.home.community)

    done = linli(
        "demo", "--at", deployed.address, settings=deployed.settings, prepared=deployed.prepared
    )

    assert done.returncode == 1
    assert "play it only into a deployment without data" in done.stderr
    logins = tuple(one.login for one in sample_logins())
    made = deployed.rows("gateway", f"SELECT count(*) FROM account WHERE login IN {logins}")
    assert made == [(0,)]


def test_the_street_office_can_ask_for_events_too(running: Running) -> None:
    """Design §3.12: replay by asking for what comes after a place."""

    def events(after: int, *, page: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        more = True
        while more:
            asked = {"after": after, "limit": page}
            answer = running.answer("GET", "/events", actor=_CITY, params=asked)
            found += answer["items"]
            after, more = answer["last"], answer["more"]
        return found

    earlier = len(events(0, page=100))
    receipt = running.submit()
    running.stored(receipt)

    def received() -> list[dict[str, Any]]:
        return [one for one in events(earlier, page=3) if one["subject"] == receipt["id"]]

    (one,) = wait_for(received, 30, "the log has the appeal")
    assert one["type"] == "linli.appeals.appeal_received"
    places = [int(event["sequence"]) for event in events(0, page=100)]
    assert places == list(range(1, len(places) + 1))


def test_rebuilt_figures_are_the_same_figures(running: Running) -> None:
    """Design §3.12: a projection can be dropped and rebuilt."""
    running.stored(running.submit())
    appeals = running.rows("appeals", "SELECT count(*) FROM appeal")[0][0]

    def totals() -> dict[str, object]:
        found: dict[str, object] = running.answer("GET", "/public/street/totals")
        # How often they were counted is all that changes.
        return {name: value for name, value in found.items() if name != "generation"}

    wait_for(lambda: totals()["appeals"] == appeals, 20, "the street has counted all")
    before = totals()

    running.linli("replay", "rebuild-street")

    wait_for(lambda: totals() == before, 30, "the same figures again")


def test_the_register_reads_first_days_of_before_from_recruitments_log(running: Running) -> None:
    """A row from before the register kept them gets its day; who came later is refused on paper."""
    commissioner = commissioner_of(_HERE.community)
    early = {"on": "2009-12-31"}
    path = f"/communities/{_HERE.community}/commissioners"

    def in_office() -> list[str]:
        found = running.answer("GET", path, actor=staff_of(_HERE.community), params=early)
        return [one["commissioner"] for one in found["items"]]

    forget = sa.text("UPDATE term SET began_on = NULL WHERE commissioner = :who")
    url = load(running.settings).database_url("appeals")
    with contextlib.closing(Database(url)) as register, register.writing() as session:
        session.execute(forget, {"who": commissioner.account})
    assert in_office() == [commissioner.account]

    assert int(running.linli("replay", "commissioners").split()[0]) > 0

    wait_for(lambda: in_office() == [], 30, "the first day is known again")


def test_events_can_be_delivered_again_to_one_queue(deployed: Running) -> None:
    deployed.stored(deployed.submit())
    before = deployed.counted(_HERE.community)

    printed = deployed.linli(
        "replay", "to", "evt-appeals--street.project_appeal", "--source", "appeals"
    )

    assert int(printed.split()[0]) > 0
    assert before == deployed.answer(
        "GET", "/public/street/totals", params={"area": _HERE.community}
    )


def test_one_correlation_id_leads_through_the_logs_of_every_service(deployed: Running) -> None:
    """Design §3: an operator follows one piece of work across all hops."""
    receipt = deployed.submit()
    deployed.stored(receipt)
    ((event,),) = deployed.rows(
        "appeals", f"SELECT envelope FROM outbox WHERE aggregate = '{receipt['id']}'"
    )
    correlation_id = json.loads(event)["correlationid"]

    def services_that_know() -> set[str]:
        found = set()
        for log in deployed.logs():
            lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
            found |= {
                line["consumer"]
                for line in lines
                if line.get("correlation_id") == correlation_id and "consumer" in line
            }
        return found

    wait_for(
        lambda: services_that_know() >= {"appeals.intake", "evt-appeals--street.project_appeal"},
        20,
        "intake and street log the correlation id",
    )


def _metric(text: str, name: str) -> bool:
    return any(line.startswith(name) for line in text.splitlines())


def test_every_process_tells_how_it_is(running: Running) -> None:
    ready = requests.get(f"{running.address}/readyz", timeout=10)
    metrics = requests.get(f"{running.address}/metrics", timeout=10).text

    assert ready.json()["ready"]
    assert _metric(metrics, "linli_rpc_seconds_count")


@pytest.mark.parametrize("document", ["asyncapi", "openapi", "settings"])
def test_the_contracts_can_be_printed(embedded: Running, document: str) -> None:
    assert embedded.linli("contracts", document)
