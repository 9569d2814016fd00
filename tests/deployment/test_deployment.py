"""The deployment that docker-compose.yml describes works, with the least rights."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pika
import psycopg2
import pytest

from tests.deployment.composed import SERVICES, Deployment
from tests.journeys.running import DENGLIANG, Running, new_key, staff_of
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for

_OWN = {"appeals": "appeals", "street": "street", "gateway": "gateway"}


@pytest.fixture(scope="module")
def deployment(
    rabbitmq: RabbitMQ, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """Everything up, on a PostgreSQL of its own, because roles belong to a whole server."""
    postgres = Postgres()
    try:
        postgres.start()
        made = Deployment(postgres, rabbitmq, tmp_path_factory.mktemp("deployment"))
        try:
            made.start()
            yield made
        finally:
            made.remove()
    finally:
        postgres.remove()


@pytest.fixture
def running(deployment: Deployment) -> Running:
    """The same as people meet it."""
    settings = deployment.settings("gateway")
    return Running(
        address=deployment["gateway"].address,
        secret=settings["LINLI_SECRET"],
        settings=settings,
        rows=lambda _database, _query: [],
        logs=lambda: [deployment[name].logs for name in SERVICES],
    )


def test_an_appeal_goes_its_whole_way(running: Running) -> None:
    """Design §3.11: nobody may declare anything, and nothing is missing."""
    receipt = running.submit()
    running.stored(receipt)

    path, staff = f"/appeals/{receipt['id']}", staff_of(DENGLIANG)
    running.answer("POST", f"{path}/acceptance", actor=staff, key=new_key(), json={})
    shown = running.answer("GET", path, actor=staff)

    assert shown["state"] == "accepted"
    assert running.settled_at(DENGLIANG, appeals=1)


def test_every_event_reaches_the_street_feed(running: Running, deployment: Deployment) -> None:
    """An office's own reader needs no right but to read the stream."""
    running.stored(running.submit())
    rabbitmq = deployment.rabbitmq

    def kept() -> int:
        lines = rabbitmq.ctl("list_queues", "-p", "linli", "name", "messages").splitlines()
        found = dict(line.split("\t") for line in lines)
        return int(found["street.feed"])

    assert wait_for(kept, 30, "the feed has events")


@pytest.mark.parametrize("service", sorted(_OWN))
def test_a_role_enters_its_own_database_only(deployment: Deployment, service: str) -> None:
    for database in _OWN.values():
        address = f"postgresql://{service}@127.0.0.1:{deployment.postgres.port}/{database}"
        if database == _OWN[service]:
            psycopg2.connect(address).close()
        else:
            with pytest.raises(psycopg2.OperationalError, match="permission denied"):
                psycopg2.connect(address)


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_may_declare_on_the_broker(deployment: Deployment, service: str) -> None:
    with _channel(deployment, service) as channel:
        assert "ACCESS_REFUSED" in _refusal(channel.queue_declare, "evt-anything")


@pytest.mark.parametrize("service", ["street", "gateway"])
def test_nobody_speaks_for_the_register(deployment: Deployment, service: str) -> None:
    """An event is as true as the user that may publish it."""
    with _channel(deployment, service) as channel:
        refused = _refused_publishing(channel, "appeals.events", "appeal_closed")

    assert "ACCESS_REFUSED" in refused


@pytest.mark.parametrize("service", ["street", "appeals", "appeals-intake"])
def test_only_the_gateway_fills_the_intake_queue(deployment: Deployment, service: str) -> None:
    with _channel(deployment, service) as channel:
        assert "ACCESS_REFUSED" in _refused_publishing(channel, "", "appeals.intake")


@pytest.mark.parametrize("service", ["street", "gateway", "appeals"])
def test_only_intake_reads_what_residents_submit(deployment: Deployment, service: str) -> None:
    with _channel(deployment, service) as channel:
        assert "ACCESS_REFUSED" in _refusal(channel.basic_get, "appeals.intake")


@contextlib.contextmanager
def _channel(deployment: Deployment, service: str) -> Iterator[Any]:
    uri = deployment.settings(service)["LINLI_AMQP_URI"]
    connection = pika.BlockingConnection(pika.URLParameters(uri))
    try:
        yield connection.channel()
    finally:
        connection.close()


def _refused_publishing(channel: Any, exchange: str, routing_key: str) -> str:
    def publish() -> None:
        channel.basic_publish(exchange, routing_key, b"{}")
        # Publishing is not answered; the refusal shows at the next thing asked.
        channel.queue_declare("street.feed", passive=True)

    return _refusal(publish)


def _refusal(attempt: Any, *arguments: Any) -> str:
    with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refused:
        attempt(*arguments)
    return str(refused.value)
