"""The deployment that docker-compose.yml describes works, with the least rights."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pika
import psycopg2
import pytest

from cli.hosted import SERVICES
from runtime.settings import DATABASES
from tests.deployment import console
from tests.deployment.composed import VHOST, Deployment, as_people_meet_it, started
from tests.journeys.people import administrator_above
from tests.journeys.running import DENGLIANG, Running, new_key, staff_of
from tests.servers.processes import linli
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for


@pytest.fixture(scope="module")
def deployment(
    rabbitmq: RabbitMQ, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    with started(rabbitmq, tmp_path_factory.mktemp("deployment")) as made:
        yield made


@pytest.fixture
def running(deployment: Deployment) -> Running:
    return as_people_meet_it(deployment)


def test_an_appeal_goes_its_whole_way(running: Running) -> None:
    """Design §3.11: nobody may declare anything, and nothing is missing."""
    receipt = running.submit()
    running.stored(receipt)

    path, staff = f"/appeals/{receipt['id']}", staff_of(DENGLIANG)
    running.answer("POST", f"{path}/acceptance", actor=staff, key=new_key(), json={})
    shown = running.answer("GET", path, actor=staff)

    assert shown["state"] == "accepted"
    assert running.settled_at(DENGLIANG, appeals=1)


def test_people_use_its_console(running: Running) -> None:
    """The way that `compose-test` goes with real containers."""
    assert console.is_used(running, administrator_above(running))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_loads_nothing_of_the_gateway(deployment: Deployment, service: str) -> None:
    """Only the gateway hashes passwords; to load what it has takes longer than a service itself."""
    hashes = any("argon2" in name for name in deployment[service].libraries)

    assert hashes == (service == "gateway")


@pytest.fixture
def account(deployment: Deployment) -> Iterator[Callable[[str, str, str, str], str]]:
    """Makes a user of the broker: name, configure, write, read; gives its address."""
    broker, made = deployment.rabbitmq, []

    def make(name: str, configure: str, write: str, read: str) -> str:
        broker.add_user(name, name)
        made.append(name)
        broker.allow(name, VHOST, configure, write, read)
        return f"amqp://{name}:{name}@127.0.0.1:{broker.port}/{VHOST}"

    yield make
    for name in made:
        broker.delete_user(name)


def test_an_office_reads_the_street_feed_with_one_right(
    running: Running, deployment: Deployment, account: Callable[[str, str, str, str], str]
) -> None:
    """docs/guides/events.md: it can change nothing and read nothing else."""
    receipt = running.submit()
    running.stored(receipt)
    reader = account("office", "^$", "^$", r"^street\.feed$")
    settings = deployment.settings("street") | _as_user(reader)

    def told() -> bool:
        command = ["street", "tail", "--from", "first", "--until-idle", "1"]
        return receipt["id"] in linli(*command, settings=settings).stdout

    assert wait_for(told, 30, "the feed tells of the appeal")


def test_an_office_gets_old_events_once_more(
    running: Running, deployment: Deployment, account: Callable[[str, str, str, str], str]
) -> None:
    """docs/guides/events.md: the rights that it names are enough, for the office and the operator."""
    running.stored(running.submit())
    office = account("office", r"^office\.", r"^office\.", r"^(public\.events|office\..*)$")
    operator = account("operator", "^$", r"^amq\.default$", "^$")
    with _channel_at(office) as channel:
        channel.queue_declare("office.copy", durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind("office.copy", "public.events", "appeal_closed")

        settings = deployment.settings("appeals") | _as_user(operator)
        command = ["replay", "to", "office.copy", "--source", "appeals", "--to-pos", "3"]
        done = linli(*command, settings=settings)

        assert done.stdout == "3 events\n", done.stderr
        found = [wait_for(lambda: channel.basic_get("office.copy")[2]) for _ in range(3)]
    assert [json.loads(body)["sequence"] for body in found] == [f"{n:020}" for n in (1, 2, 3)]


@pytest.mark.parametrize("role", [*DATABASES, *(f"{name}_service" for name in DATABASES)])
def test_a_role_enters_its_own_database_only(deployment: Deployment, role: str) -> None:
    for database in DATABASES:
        address = f"postgresql://{role}@127.0.0.1:{deployment.postgres.port}/{database}"
        if database == role.removesuffix("_service"):
            psycopg2.connect(address).close()
        else:
            with pytest.raises(psycopg2.OperationalError, match="permission denied"):
                psycopg2.connect(address)


def test_a_service_that_comes_later_gets_its_database_beside_the_others(
    deployment: Deployment, tmp_path: Path
) -> None:
    """Docker runs the script on an empty volume alone; after an upgrade it is run again."""
    password = tmp_path / "password"
    password.write_text("later")

    for _ in range(2):
        deployment.make_databases(LATER_DATABASE_PASSWORD_FILE=str(password))

    owners = "SELECT datname, rolname FROM pg_database JOIN pg_roles ON datdba = pg_roles.oid"
    address = f"postgresql://later@127.0.0.1:{deployment.postgres.port}/later"
    with contextlib.closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute(owners)
        found = dict(cursor.fetchall())
    assert {name: name for name in (*DATABASES, "later")}.items() <= found.items()


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


def _as_user(uri: str) -> dict[str, str]:
    """The guides say it: another user's address in the place of the file with the service's."""
    return {"LINLI_AMQP_URI_FILE": "", "LINLI_AMQP_URI": uri}


@contextlib.contextmanager
def _channel(deployment: Deployment, service: str) -> Iterator[Any]:
    with _channel_at(deployment.secret(service, "LINLI_AMQP_URI")) as channel:
        yield channel


@contextlib.contextmanager
def _channel_at(uri: str) -> Iterator[Any]:
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
