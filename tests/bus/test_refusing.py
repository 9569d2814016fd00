"""One queue that refuses holds back nothing but itself, and nobody gets an event over and over."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pika
import pytest
import requests
import sqlalchemy as sa

from bus import bells
from bus.naming import STREET_DIGESTS
from bus.tables import OUTBOX
from runtime import clock
from runtime.database import afterwards
from runtime.identifiers import new_id
from tests.journeys.running import an_appeal
from tests.servers.fixtures import NewSystem
from tests.servers.processes import linli
from tests.servers.waiting import wait_for
from tests.system import System

_APPEALS = 30
_QUEUE = "evt-appeals--street.project_appeal"
_FULL = '{"max-length": 1, "overflow": "reject-publish"}'
#: What arrives at most, however often the broker refuses.
_COPIES = 3


@pytest.fixture
def system(new_system: NewSystem) -> Iterator[System]:
    """What takes appeals in, and who counts them."""
    with new_system(services=("gateway", "appeals-intake", "appeals", "street")) as started:
        yield started


def _waiting(system: System) -> int:
    found = system.rows("appeals", "SELECT count(*) FROM outbox WHERE pos IS NULL")
    return int(found[0][0])


def _copies_in_feed(system: System) -> Counter[str]:
    lines = system.run("street", "tail", "--from", "first", "--until-idle", "3").splitlines()
    return Counter(json.loads(line.split("\t")[1])["id"] for line in lines)


def test_what_one_queue_refuses_all_others_have_soon_and_it_has_later(system: System) -> None:
    system["street"].stop()
    system.rabbitmq.set_policy(system.vhost, "full", f"^{_QUEUE}$", _FULL)
    address = f"{system['gateway'].address}/api/v1/public/appeals"

    for _ in range(_APPEALS):
        requests.post(address, json=an_appeal(), timeout=10).raise_for_status()

    wait_for(lambda: system.told() == _APPEALS, 60, "the gateway's queue has all of them")
    wait_for(lambda: _waiting(system) == 0, 30, "all is noted as published")
    wait_for(lambda: _QUEUE in _complaints(system), 30, "readiness names the queue")
    asked = [f"--process={process.health_address}" for process in system.processes()[:2]]
    doctor = linli("doctor", *asked, settings=system.settings)
    assert (doctor.returncode, f"owed to {_QUEUE}" in doctor.stdout) == (1, True), doctor
    # Nothing else waits for it, so these processes go on serving.
    assert all(system[name].readiness()["ready"] for name in ("appeals", "appeals-intake"))
    copies = _copies_in_feed(system)
    assert len(copies) >= _APPEALS
    assert max(copies.values()) <= _COPIES
    places = system.rows("appeals", "SELECT pos FROM outbox ORDER BY seq")
    assert [place for (place,) in places] == list(range(1, len(places) + 1))

    system.rabbitmq.clear_policy(system.vhost, "full")
    system["street"].start()

    wait_for(lambda: system.counted() == _APPEALS, 90, "the street has them, too")
    owed = "SELECT count(*) FROM owed"
    wait_for(lambda: system.rows("appeals", owed) == [(0,)], 30, "nothing is owed")
    wait_for(lambda: _complaints(system) == "", 30, "readiness says so")
    asked = [f"--process={process.health_address}" for process in system.processes()]
    doctor = linli("doctor", *asked, settings=system.settings)
    assert (doctor.returncode, doctor.stdout) == (0, "✓ nothing is wrong\n"), doctor
    assert max(_copies_in_feed(system).values()) <= _COPIES


def _complaints(system: System) -> str:
    found = [
        system[name].readiness().get("advice", {}).get("owed appeals", "")
        for name in ("appeals", "appeals-intake")
    ]
    return "".join(found)


def test_what_the_stream_of_digests_refuses_is_offered_to_it_again(system: System) -> None:
    """It is one of ours, as the feed is: nobody else would deliver to it what it missed."""
    with contextlib.closing(pika.BlockingConnection(pika.URLParameters(system.amqp_uri))) as opened:
        channel = opened.channel()
        # A stream refuses where it has no majority; a queue does so at its limit.
        channel.queue_delete(STREET_DIGESTS)
        channel.queue_declare(STREET_DIGESTS, durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(STREET_DIGESTS, "public.events", "totals_digested")
        channel.queue_bind(STREET_DIGESTS, "again", STREET_DIGESTS)
        system.rabbitmq.set_policy(system.vhost, "full", f"^{STREET_DIGESTS}$", _FULL)
        for _ in range(3):
            channel.basic_publish("", STREET_DIGESTS, b"it is full")

        event_id = _told_digest(system)

        owed = f"SELECT count(*) FROM owed WHERE target = '{STREET_DIGESTS}'"  # noqa: S608 - a name of ours
        wait_for(lambda: system.rows("street", owed) == [(1,)], 30, "it is kept for it")
        system.rabbitmq.clear_policy(system.vhost, "full")
        wait_for(lambda: system.rows("street", owed) == [(0,)], 60, "it has it")
        found = []
        while (body := channel.basic_get(STREET_DIGESTS, auto_ack=True)[2]) is not None:
            found.append(body)
        assert sum(event_id.encode() in body for body in found) == 1


def _told_digest(system: System) -> str:
    sample = Path(__file__).parents[1] / "contracts/samples/linli.street.totals_digested.v1.json"
    envelope = json.loads(sample.read_text())
    envelope.pop("sequence", None)
    envelope["id"] = str(new_id())
    with system.database("street") as street, street.writing() as session:
        row = {
            "id": UUID(envelope["id"]),
            "type": envelope["type"],
            "aggregate": envelope["subject"],
            "version": 1,
            "envelope": json.dumps(envelope),
            "created_at": clock.now(),
        }
        session.execute(sa.insert(OUTBOX).values(row))
        afterwards(session, bells.ring)
    return str(envelope["id"])
