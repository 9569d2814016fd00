"""While a database takes nothing its messages lie with the broker, however long it takes."""

from __future__ import annotations

from collections.abc import Iterator

import pika
import pytest
import requests

from tests.journeys.running import an_appeal
from tests.servers.fixtures import NewSystem
from tests.servers.waiting import wait_for
from tests.system import System

_APPEALS = 5


@pytest.fixture(scope="module")
def system(new_system: NewSystem) -> Iterator[System]:
    """What takes appeals in, and nothing more."""
    with new_system(services=("gateway", "appeals-intake")) as started:
        yield started


def _raise_appeals(system: System) -> None:
    address = f"{system['gateway'].address}/api/v1/public/appeals"
    for _ in range(_APPEALS):
        requests.post(address, json=an_appeal(), timeout=10).raise_for_status()


def _die(
    system: System,
    body: bytes,
    *,
    queue: str = "appeals.intake",
    message_id: str = "one",
    times: int = 1,
) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(system.amqp_uri))
    properties = pika.BasicProperties(
        delivery_mode=2,
        message_id=message_id,
        headers={"x-death": [{"queue": queue, "reason": "delivery_limit"}]},
    )
    channel = connection.channel()
    for _ in range(times):
        channel.basic_publish("", "dead.appeals-intake", body, properties)
    connection.close()


def _wait_for_state(system: System, queue: str, *, messages: int) -> None:
    wait_for(
        lambda: system.rabbitmq.queue(system.vhost, queue) == (messages, 0, 0),
        30,
        f"{queue} has no consumer and all its messages",
    )


def test_no_message_is_in_hand_while_the_database_is_away_and_all_are_stored_afterwards(
    system: System,
) -> None:
    """Held messages come again, and count as delivered once more each time, until they are dead."""
    system.close_database("appeals")
    try:
        intake = system["appeals-intake"]
        wait_for(
            lambda: "nothing can be written" in intake.readiness()["checks"]["writing appeals"],
            30,
            "readiness says that nothing can be written",
        )
        _raise_appeals(system)
        # A letter that the broker delivers twice, as after a broken connection.
        _die(system, b"not an event", times=2)

        _wait_for_state(system, "appeals.intake", messages=_APPEALS)
        _wait_for_state(system, "dead.appeals-intake", messages=2)
    finally:
        system.open_database("appeals")

    wait_for(lambda: system.stored() == _APPEALS, 30, "all are stored")
    wait_for(lambda: system.dead() == 1, 30, "one message is one letter")
    wait_for(lambda: intake.readiness()["checks"]["writing appeals"] == "ok", 20, "it is ready")
    assert 'linli_oldest_in_hand_seconds{consumer="appeals.intake"} 0.0' in intake.metrics()
    wait_for(lambda: 'linli_dead_waiting{database="appeals"} 1.0' in intake.metrics(), 20, "shown")


def test_many_letters_of_a_queue_are_counted_and_redriven_at_once(system: System) -> None:
    _raise_appeals(system)
    event = wait_for(
        lambda: system.rows("appeals", "SELECT envelope FROM outbox LIMIT 1"), 30, "an event"
    )[0][0].encode()
    before = system.dead()
    for number in range(3):
        _die(system, event, queue="evt-of-this-test", message_id=str(number))
    _die(system, b"rubbish", queue="evt-of-this-test")
    wait_for(lambda: system.dead() == before + 4, 30, "they are dead")
    chosen = ("--database", "appeals", "--queue", "evt-of-this-test")

    said = system.run("dead-letters", "redrive", *chosen, "--why", "mended", "--yes")

    assert "4  evt-of-this-test  delivery_limit" in said
    assert "3 events will be tried again" in said
    # What still cannot be read waits for a decision.
    assert system.dead() == before + 1
