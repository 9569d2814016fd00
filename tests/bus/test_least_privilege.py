"""A right that is missing shows where operators look: the service is not ready.

`tests/deployment` shows that the rights of `linli contracts topology` are enough.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pika
import pytest
import requests

from runtime.identifiers import new_id
from tests.journeys.running import an_appeal
from tests.servers.fixtures import NewSystem
from tests.servers.postgres import Postgres
from tests.servers.processes import Linli
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import System
from vocabulary.actors import Actor, Grant, Role, to_text

_USER, _PASSWORD = "somebody", "secret"
_ALL = ".*"
_OWN_ANSWERS = r"^rpc\.reply-"

Restart = Callable[..., Linli]


@pytest.fixture(scope="module")
def system(new_system: NewSystem) -> Iterator[System]:
    """Everything that publishes, asks and listens; all queues stand."""
    with new_system(services=("gateway", "appeals-intake", "street")) as started:
        yield started


@pytest.fixture
def restarted_with(system: System) -> Iterator[Restart]:
    """Starts a service again as a user who may write to and read from what these say."""
    broker = system.rabbitmq
    with_less: list[Linli] = []

    def restart(service: str, *, write: str, read: str) -> Linli:
        broker.add_user(_USER, _PASSWORD)
        vhost = urlsplit(system.amqp_uri).path.removeprefix("/")
        broker.allow(_USER, vhost, _OWN_ANSWERS, write, read)
        uri = system.amqp_uri.replace("guest:guest", f"{_USER}:{_PASSWORD}")
        process = system[service]
        process.stop()
        process.start(wait=False, LINLI_AMQP_URI=uri, LINLI_AMQP_DECLARE="false")
        with_less.append(process)
        return process

    yield restart
    for process in with_less:
        process.kill()
        process.start()
    broker.delete_user(_USER)


def test_a_service_that_may_not_read_its_queue_is_not_ready(restarted_with: Restart) -> None:
    """Design §3.10: a wrong permission must show there."""
    street = restarted_with("street", write=_ALL, read="^(dead|rpc-|nameko-rpc)")

    assert "not connected" in _complaint(street, "consumer street")


def test_a_gateway_that_may_not_receive_answers_is_not_ready(restarted_with: Restart) -> None:
    gateway = restarted_with("gateway", write=r"^amq\.default$", read=_ALL)

    assert "not connected" in _complaint(gateway, "consumer gateway")


def test_a_register_that_may_not_publish_is_not_ready_and_loses_nothing(
    system: System, restarted_with: Restart
) -> None:
    intake = restarted_with("appeals-intake", write="^nameko-rpc$", read=_ALL)
    address = f"{system['gateway'].address}/api/v1/public/appeals"
    requests.post(address, json=an_appeal(), timeout=10).raise_for_status()
    wait_for(system.registered, 30, "the appeal is stored")
    # As if the seconds had passed after which readiness complains.
    system.execute("appeals", "UPDATE outbox SET created_at = created_at - interval '1 minute'")

    complaint = _complaint(intake, "relay appeals")
    intake.kill()
    intake.start()

    assert "has waited" in complaint
    wait_for(system.counted, 30, "what was held back is published")


def test_rights_of_the_version_before_hold_back_only_what_they_refuse(
    system: System, restarted_with: Restart
) -> None:
    """A queue refused, and the broker closed the channel on which others were told: all stood still."""
    queue, before = "evt-appeals--street.project_appeal", len(system.registered())
    # The exchange `again` is younger.
    restarted_with("appeals-intake", write=r"^(appeals\.events|nameko-rpc|rpc\.reply)", read=_ALL)
    system["street"].stop()
    full = '{"max-length": 1, "overflow": "reject-publish"}'
    system.rabbitmq.set_policy(system.vhost, "full", f"^{queue}$", full)
    address = f"{system['gateway'].address}/api/v1/public/appeals"
    waits = "SELECT count(*) FROM outbox WHERE pos IS NULL"
    # A full queue takes what arrives at the same moment, and refuses what comes afterwards.
    for stored in (2, 5):
        for _ in range(len(system.registered()), before + stored):
            requests.post(address, json=an_appeal(), timeout=10).raise_for_status()
        wait_for(lambda: len(system.registered()) == before + stored, 30, "they are stored")  # noqa: B023 - waited for at once
        wait_for(lambda: system.rows("appeals", waits) == [(0,)], 60, "all is noted")

    def owing() -> bool:
        return queue in system["appeals-intake"].readiness()["advice"].get("owed appeals", "")

    wait_for(owing, 30, "readiness names the queue")
    # Each refusal closes the connection for a moment.
    wait_for(lambda: system["appeals-intake"].readiness()["ready"], 5, "it serves all the same")

    system.rabbitmq.clear_policy(system.vhost, "full")
    system["street"].start()
    system["appeals-intake"].stop()
    system["appeals-intake"].start()
    wait_for(lambda: system.counted() == before + 5, 90, "the street has them, too")


@pytest.fixture(scope="module")
def deployed(postgres: Postgres, rabbitmq: RabbitMQ) -> Iterator[System]:
    """What a deployment has on the broker; no service runs."""
    system = System(postgres, rabbitmq, services=(), as_deployed=True)
    yield system
    system.remove()


def _channel(deployed: System, user: str) -> pika.adapters.blocking_connection.BlockingChannel:
    uri = deployed.uri_of(user)
    return pika.BlockingConnection(pika.URLParameters(uri)).channel()


def _may_say(deployed: System, user: str, exchange: str, key: str) -> bool:
    channel = _channel(deployed, user)
    channel.confirm_delivery()
    with contextlib.suppress(pika.exceptions.ChannelClosedByBroker):
        channel.basic_publish(exchange, key, b"{}")
    is_allowed = bool(channel.is_open)
    channel.connection.close()
    return is_allowed


@pytest.mark.parametrize(
    ("user", "exchange", "key", "may"),
    [
        ("gateway", "nameko-rpc", "appeals.show_appeal", True),
        ("street", "nameko-rpc", "gateway.create_account", False),
        ("street", "nameko-rpc", "appeals.show_appeal", False),
        ("street", "nameko-rpc", "6d3f4f0e-8f0c-5b53-9f0a-2f6d7a3c9b10", True),
        ("appeals-intake", "nameko-rpc", "6d3f4f0e-8f0c-5b53-9f0a-2f6d7a3c9b10", False),
        ("appeals", "public.events", "appeal_closed", True),
        ("street", "public.events", "appeal_closed", False),
        ("appeals", "again", "evt-appeals--street.project_appeal", True),
        ("appeals", "again", "evt-recruitment--appeals.hand_over", False),
        ("street", "again", "evt-appeals--street.project_appeal", False),
    ],
)
def test_a_service_says_only_what_its_code_says(
    deployed: System, user: str, exchange: str, key: str, *, may: bool
) -> None:
    """Or one that was broken into could make itself an account, or tell of what never was."""
    assert _may_say(deployed, user, exchange, key) is may


def test_who_reaches_the_exchange_is_nobody_all_the_same(system: System) -> None:
    """The administrator of the broker made itself an administrator of Linli."""
    made_up = to_text(Actor("mallory", (Grant(Role.ADMINISTRATOR, "440305007000"),)))
    with pika.BlockingConnection(pika.URLParameters(system.amqp_uri)) as connection:
        channel = connection.channel()
        answers = channel.queue_declare("", exclusive=True).method.queue
        address = str(new_id())
        channel.queue_bind(answers, "nameko-rpc", address)
        for method, signature in (
            ("gateway.read_gateway_audit", {}),
            ("street.read_street_audit", {"nameko.signature": 7}),
            ("street.tell_published", {}),
        ):
            headers = {"nameko.actor": made_up, **signature}
            channel.basic_publish(
                "nameko-rpc",
                method,
                b'{"args": [{}], "kwargs": {}}',
                pika.BasicProperties(reply_to=address, headers=headers, content_encoding="utf-8"),
                mandatory=True,
            )

        def said() -> str | None:
            return (channel.basic_get(answers, auto_ack=True)[2] or b"").decode() or None

        told = [wait_for(said, 30, "an answer") or "" for _ in range(3)]

    codes = {json.loads(one)["result"]["problem"]["code"] for one in told}
    # The last one is what services tell each other: it is read, and lacks its fields.
    assert codes == {"unavailable", "invalid"}, told
    assert system["street"].readiness()["ready"]


@pytest.mark.parametrize("user", ["street", "appeals", "gateway"])
def test_nobody_overhears_the_requests_of_others(deployed: System, user: str) -> None:
    channel = _channel(deployed, user)
    queue = f"rpc.reply-{user}-of-mine"

    with (
        contextlib.closing(channel.connection),
        pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"),
    ):
        _listen(channel, queue, "gateway.#")


def _listen(
    channel: pika.adapters.blocking_connection.BlockingChannel, queue: str, key: str
) -> None:
    channel.queue_declare(queue, durable=True)
    channel.queue_bind(queue, "nameko-rpc", key)


def _complaint(process: Linli, check: str) -> str:
    """What `/readyz` says about a check once it is no longer well."""

    def found() -> str | None:
        answer = requests.get(f"{process.address}/readyz", timeout=10)
        body: dict[str, Any] = answer.json()
        finding = str(body["checks"].get(check, "ok"))
        return finding if not answer.ok and finding != "ok" else None

    return wait_for(found, 60, f"{process.name} complains of {check}") or ""
