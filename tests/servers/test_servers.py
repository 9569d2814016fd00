"""Tests of faults mean something only if the servers die and come back as promised here."""

from __future__ import annotations

import contextlib
import shutil
import socket
import socketserver
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pika
import psycopg2
import pytest

from runtime.identifiers import new_id
from tests.servers import programs
from tests.servers.fixtures import Fill
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.processes import Linli, linli
from tests.servers.proxy import Proxy
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import HasEnded, wait_for
from tests.system import System

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"
_QUORUM = {"x-queue-type": "quorum"}


def test_waiting_gives_what_it_waited_for() -> None:
    found = iter([None, 0, "there"])

    assert wait_for(lambda: next(found), 5) == "there"


def test_waiting_in_vain_says_for_what_and_why() -> None:
    def broken() -> bool:
        raise LookupError("nothing here")

    with pytest.raises(TimeoutError, match=r"the appeal is stored within 0 s.*nothing here"):
        wait_for(broken, 0, "the appeal is stored")


def test_waiting_goes_on_while_something_moves() -> None:
    """A busy machine is not a fault: systems that logged line after line were given up."""
    found = iter([None, None, "there"])

    assert wait_for(lambda: next(found), 0, progress=count().__next__) == "there"


def test_waiting_ends_however_much_moves() -> None:
    with pytest.raises(TimeoutError, match="within 0 s"):
        wait_for(lambda: None, 60, progress=count().__next__, at_most_seconds=0)


def test_nobody_waits_for_what_has_ended() -> None:
    def ended() -> bool:
        raise HasEnded("it said goodbye")

    with pytest.raises(HasEnded, match="goodbye"):
        wait_for(ended, 60)


def test_a_missing_server_names_what_installs_it() -> None:
    with pytest.raises(programs.ServerMissing, match=r"no-such-server.*\.ci/install-servers"):
        programs.find("no-such-server", "/usr/lib/no-such-place/*/bin")


def test_postgres_keeps_what_was_committed_through_a_power_cut(durable_postgres: Postgres) -> None:
    url = durable_postgres.create_database(f"kept_{new_id().hex}")
    _execute(url, "CREATE TABLE kept AS SELECT 17 AS number")

    durable_postgres.kill()
    assert not programs.listens(durable_postgres.port)
    durable_postgres.start()

    assert _execute(url, "SELECT number FROM kept") == [(17,)]
    durable_postgres.drop_database(url.rpartition("/")[2])


_DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


def test_postgres_writes_to_disk_before_it_answers(durable_postgres: Postgres) -> None:
    """A server that cheats at this would make every figure of ours worthless."""
    assert _settings(durable_postgres, *_DURABILITY) == ["on", "on", "on"]


def test_postgres_of_usual_tests_waits_for_no_disk(postgres: Postgres) -> None:
    """Hundreds of databases a run are made and dropped on it."""
    assert _settings(postgres, *_DURABILITY) == ["off", "off", "off"]


def _settings(server: Postgres, *names: str) -> list[str]:
    return [str(_execute(server.url("postgres"), f"SHOW {name}")[0][0]) for name in names]


@pytest.mark.parametrize("has_strategies_from", [0, 1_000_000])
def test_a_copied_database_has_what_its_template_has(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch, has_strategies_from: int
) -> None:
    """Also where the version is too old to ask for a way of copying."""
    monkeypatch.setattr("tests.servers.postgres._HAS_STRATEGIES", has_strategies_from)
    name = f"template_{new_id().hex}"
    _execute(postgres.create_database(name), "CREATE TABLE kept AS SELECT 17 AS number")

    copy = postgres.create_database(f"copy_{new_id().hex}", template=name)

    assert _execute(copy, "SELECT number FROM kept") == [(17,)]


def test_rabbitmq_keeps_what_it_confirmed_through_a_power_cut(rabbitmq: RabbitMQ) -> None:
    queue = f"kept-{new_id().hex}"
    with _channel(rabbitmq) as channel:
        channel.queue_declare(queue, durable=True, arguments=_QUORUM)
        rabbitmq.write_down_queues()
        channel.basic_publish("", queue, b"kept", pika.BasicProperties(delivery_mode=2))

    rabbitmq.kill()
    assert not programs.listens(rabbitmq.port)
    rabbitmq.start()

    assert wait_for(lambda: _take(rabbitmq, queue), 30, "the message is there") == b"kept"


def test_rabbitmq_takes_nothing_while_its_memory_is_full(rabbitmq: RabbitMQ) -> None:
    queue = f"blocked-{new_id().hex}"
    with _channel(rabbitmq) as channel:
        channel.queue_declare(queue, exclusive=True)
        rabbitmq.raise_memory_alarm()
        try:
            with pytest.raises(pika.exceptions.ConnectionBlockedTimeout):
                channel.basic_publish("", queue, b"refused")
        finally:
            rabbitmq.clear_memory_alarm()

    with _channel(rabbitmq) as channel:
        channel.queue_declare(queue, exclusive=True)
        channel.basic_publish("", queue, b"taken")


def test_a_virtual_host_of_ones_own_is_empty_and_goes_away(rabbitmq: RabbitMQ) -> None:
    name = f"v{new_id().hex}"

    rabbitmq.add_vhost(name)
    assert rabbitmq.ctl("list_queues", "-p", name, "name").splitlines()[1:] == []
    rabbitmq.delete_vhost(name)

    assert name not in rabbitmq.ctl("list_vhosts").split()


def test_a_refused_command_says_what_the_broker_said(rabbitmq: RabbitMQ) -> None:
    with pytest.raises(RuntimeError, match=r"nobodys.*no_such_vhost"):
        rabbitmq.delete_vhost("nobodys")


@pytest.mark.thorough("starts a second broker, which takes a dozen seconds to see its port taken")
def test_an_open_port_is_no_running_broker(rabbitmq: RabbitMQ) -> None:
    second = RabbitMQ(rabbitmq.port)
    try:
        with pytest.raises(HasEnded, match="did not start"):
            second.start()
    finally:
        second.remove()


def test_a_process_that_does_not_become_ready_is_ended(tmp_path: Path) -> None:
    """Left running, it made tests fail that had nothing to do with it."""
    process = Linli(folder=tmp_path, settings={"LINLI_DATA_DIR": str(tmp_path / "not migrated")})
    process.start(wait=False)

    with pytest.raises(TimeoutError, match="everything is ready within 0 s"):
        process.wait_ready(at_most_seconds=0)

    assert not process.is_running


def test_a_system_that_does_not_start_leaves_nothing(
    postgres: Postgres, rabbitmq: RabbitMQ
) -> None:
    """Left running, it made tests fail that had nothing to do with it."""
    databases = "SELECT datname FROM pg_database ORDER BY datname"
    before = _execute(postgres.url("postgres"), databases)
    system = System(postgres, rabbitmq, services=("street",))
    system["street"].start(wait=False)
    system.settings["LINLI_GATEWAY_DATABASE_URL"] = "nowhere"

    with pytest.raises(RuntimeError, match="LINLI_GATEWAY_DATABASE_URL"):
        system.start()

    assert not system["street"].is_running
    assert _execute(postgres.url("postgres"), databases) == before
    with pytest.raises(pika.exceptions.AMQPError):
        pika.BlockingConnection(pika.URLParameters(system.amqp_uri))
    assert not programs.listens(system.proxy.port)
    shutil.rmtree(system.folder)


@pytest.fixture
def process(fill: Fill, tmp_path: Path, prepared: Prepared) -> Iterator[Linli]:
    """Everything in one process, with the sample areas; it starts as operators start it."""
    settings = {"LINLI_DATA_DIR": str(tmp_path / "data")}
    fill(tmp_path / "data")
    brought = linli("areas", "import", str(_AREAS), settings=settings, prepared=prepared)
    assert brought.returncode == 0, brought.stderr
    made = Linli(folder=tmp_path, settings=settings)
    yield made
    made.kill()


def test_everything_in_one_process_starts_dies_and_comes_back(process: Linli) -> None:
    process.start()
    process.kill()
    assert not process.is_running
    process.start()

    assert process.readiness()["ready"] is True
    assert process.stop() == 0
    assert "process_stopped" in process.logs


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that says everything back."""

    class Echo(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                while said := self.request.recv(1024):
                    self.request.sendall(said)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def proxy(echo: int) -> Iterator[Proxy]:
    """A proxy before that server."""
    made = Proxy(echo)
    yield made
    made.remove()


def test_a_proxy_passes_everything_on(proxy: Proxy) -> None:
    with _connected(proxy) as connection:
        assert _echoed(connection) == b"hello"


def test_a_cut_ends_what_is_open_and_lets_new_connections_pass(proxy: Proxy) -> None:
    with _connected(proxy) as connection:
        _echoed(connection)
        proxy.cut()
        assert _ended(connection)

    with _connected(proxy) as connection:
        assert _echoed(connection) == b"hello"


def test_what_is_swallowed_looks_like_silence_until_it_heals(proxy: Proxy) -> None:
    with _connected(proxy) as connection:
        _echoed(connection)
        proxy.swallow()
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            _echoed(connection)
        connection.settimeout(5)
        proxy.heal()
        assert _ended(connection)

    with _connected(proxy) as connection:
        assert _echoed(connection) == b"hello"


def test_a_proxy_that_was_removed_lets_nobody_in(proxy: Proxy) -> None:
    proxy.remove()

    assert not programs.listens(proxy.port)


def _execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def _channel(broker: RabbitMQ) -> Iterator[pika.adapters.blocking_connection.BlockingChannel]:
    parameters = pika.URLParameters(broker.uri)
    parameters.blocked_connection_timeout = 1
    connection = pika.BlockingConnection(parameters)
    try:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel
    finally:
        if connection.is_open:
            connection.close()


def _take(broker: RabbitMQ, queue: str) -> bytes | None:
    with _channel(broker) as channel:
        _, _, body = channel.basic_get(queue, auto_ack=True)
        found: bytes | None = body
        return found


def _connected(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), 5)


def _echoed(connection: socket.socket) -> bytes:
    connection.sendall(b"hello")
    return connection.recv(1024)


def _ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(1024) == b""
    except ConnectionResetError:
        return True
