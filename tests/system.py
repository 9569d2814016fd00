"""The whole of Linli on PostgreSQL and RabbitMQ, each service a process of its own."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import pika
import psycopg2
import requests

from bus import signing, topology
from bus.naming import DIGESTS_READER, SubscriptionNames
from cli import described
from cli.hosted import SERVICES, databases_of
from contracts import envelope as envelopes
from contracts.appeals.intake import AppealReceived
from gateway.people.identity import operations as identity
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import DATABASES
from tests.servers import leftovers, programs
from tests.servers.databases import Databases
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.processes import Linli, linli
from tests.servers.proxy import Proxy
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from vocabulary import rate_limits
from vocabulary.actors import Actor, Grant, Role

SECRET = "a secret of throw-away test systems"
SIGNING_KEY = "5e" * 32
ENCRYPTION_KEY = "an encryption key of throw-away test systems"
STREET = "440305007000"
#: Loads, faults and journeys all come from this one address, and most without an account. Not
#: off but out of reach, so that counting has its part in what is measured and tried.
FREELY = ",".join(f"{kind}={rate_limits.MOST}/60" for kind in rate_limits.Kind)
#: What others do without; they know the gateway's signatures.
_NOT_THE_GATEWAY = {
    "LINLI_SECRET": "",
    "LINLI_SIGNING_KEY": "",
    "LINLI_SIGNING_PUBLIC_KEY": signing.public_key_of(SIGNING_KEY),
}
#: Tells workstations of new appeals.
_TELLING = SubscriptionNames.of("gateway", "tell_workstation", [AppealReceived], None).queue
_AREAS = Path(__file__).parents[1] / "sample" / "areas.csv"

STAFF = Actor("workstation-of-the-street", (Grant(Role.WORKSTATION_STAFF, STREET),))


class System:
    """Services, each by its name; several of one kind are `gateway`, `gateway-2` and so on."""

    def __init__(
        self,
        postgres: Postgres,
        rabbitmq: RabbitMQ,
        *,
        services: Sequence[str] = tuple(SERVICES),
        settings: Mapping[str, str] | None = None,
        through_the_proxy: bool = False,
        as_deployed: bool = False,
        prepared: Prepared | None = None,
        templates: Databases | None = None,
    ) -> None:
        """With what is prepared and templates of databases, it starts as it does without, but soon.

        As deployed, the broker has policies and a user of few rights for each service, and no
        service declares anything.
        """
        self.postgres = postgres
        self.rabbitmq = rabbitmq
        self.prepared, self._templates = prepared, templates
        self._mark = new_id().hex[-12:]
        self.folder = leftovers.new_folder("system")
        self._vhost = f"v{self._mark}"
        self.proxy = Proxy(rabbitmq.port)
        self._process: dict[str, Linli] = {}
        self._as_deployed = False
        with programs.ended_if_it_fails(self._remove_all_but_logs):
            rabbitmq.add_vhost(self._vhost)
            if as_deployed:
                self._import_definitions()
            self._urls = {name: self._create_database(name) for name in DATABASES}
        self.settings = {
            "LINLI_AMQP_URI": self.proxied_uri if through_the_proxy else self.amqp_uri,
            "LINLI_SECRET": SECRET,
            "LINLI_SIGNING_KEY": SIGNING_KEY,
            # Attachments: not in the folder where the tests run, where other runs left theirs.
            "LINLI_DATA_DIR": str(self.folder / "data"),
            "LINLI_ENCRYPTION_KEYS": ENCRYPTION_KEY,
            "LINLI_AMQP_HEARTBEAT_SECONDS": "4",
            "LINLI_RATE_LIMITS": FREELY,
            **{_address_of(name): url for name, url in self._urls.items()},
            **({"LINLI_AMQP_DECLARE": "false"} if as_deployed else {}),
            **(settings or {}),
        }
        self._as_deployed = as_deployed
        for service in services:
            self.add(service)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove(keep_logs=kind is not None)

    def __getitem__(self, name: str) -> Linli:
        return self._process[name]

    def add(self, service: str) -> Linli:
        """One process more, still to be started."""
        number = sum(name.rstrip("-0123456789") == service for name in self._process) + 1
        name = service if number == 1 else f"{service}-{number}"
        self._process[name] = Linli(
            service,
            folder=self.folder,
            settings=self._settings_of(service),
            prepared=self.prepared,
        )
        return self._process[name]

    def start(self) -> None:
        """Migrate what no template has migrated, bring in the sample areas, start every process and wait until all are ready.

        Where one of it fails, nothing of the system stays but its logs.
        """
        with programs.ended_if_it_fails(self._remove_all_but_logs):
            if self._templates is None:
                self.run("migrate")
            self.run("areas", "import", str(_AREAS))
            for process in self._process.values():
                process.start(wait=False)
            for process in self._process.values():
                process.wait_ready()

    def _settings_of(self, service: str) -> dict[str, str]:
        """What a deployment gives a service: its own database alone, which it does not own."""
        [own] = databases_of([service])
        others = {_address_of(name) for name in DATABASES if name != own}
        found = {name: value for name, value in self.settings.items() if name not in others}
        found[_address_of(own)] = self.postgres.url_of_services(found[_address_of(own)])
        if self._as_deployed:
            found["LINLI_AMQP_URI"] = self.uri_of(service)
        return found if service == "gateway" else found | _NOT_THE_GATEWAY

    def uri_of(self, service: str) -> str:
        """The broker's address for the user of a service, where each has its own."""
        user = self._user(service)
        return self.settings["LINLI_AMQP_URI"].replace("guest:guest", f"{user}:{user}", 1)

    def _user(self, service: str) -> str:
        # Users belong to the whole broker, which others may use.
        return f"{service}-{self._mark}"

    def _import_definitions(self) -> None:
        passwords = {name: self._user(name) for name in (*SERVICES, DIGESTS_READER)}
        found = topology.definitions(described.read(), passwords, vhost=self._vhost)
        for kind, key in (
            ("users", "name"),
            ("permissions", "user"),
            ("topic_permissions", "user"),
        ):
            for one in found.get(kind, ()):
                one[key] = self._user(one[key])
        self.rabbitmq.import_definitions(json.dumps(found))

    def _create_database(self, name: str) -> str:
        made = f"{name}_{self._mark}"
        if self._templates is None:
            return self.postgres.create_database(made)
        return self.postgres.create_database(made, template=self._templates.template(name))

    def _remove_all_but_logs(self) -> None:
        self.remove(keep_logs=True)

    def remove(self, *, keep_logs: bool = False) -> None:
        """End every process and take databases, virtual host and, unless kept, logs away."""
        for process in self._process.values():
            process.kill()
        self.proxy.remove()
        with contextlib.suppress(RuntimeError, subprocess.TimeoutExpired):
            self.rabbitmq.delete_vhost(self._vhost)
            for service in (*SERVICES, DIGESTS_READER) if self._as_deployed else ():
                self.rabbitmq.delete_user(self._user(service))
        for name in DATABASES:
            self.postgres.drop_database(f"{name}_{self._mark}")
        if not keep_logs:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments: str, at: str | None = None, **limits: float) -> str:
        """What a command of `linli` prints on this system, by what is prepared if anything is.

        `at` a service: with no more than what a deployment gives to it.
        """
        settings = self.settings if at is None else self._settings_of(at)
        done = linli(*arguments, settings=settings, prepared=self.prepared, **limits)
        if done.returncode != 0:
            raise RuntimeError(f"linli {' '.join(done.args)}: {done.stderr}")
        return done.stdout

    @property
    def amqp_uri(self) -> str:
        """The broker's address."""
        return self.rabbitmq.uri_of(self._vhost)

    @property
    def proxied_uri(self) -> str:
        """The broker's address through the proxy."""
        return self.rabbitmq.uri_of(self._vhost, port=self.proxy.port)

    def processes(self, service: str | None = None) -> list[Linli]:
        """All processes, or those of one service."""
        return [
            process
            for process in self._process.values()
            if service is None or process.services == (service,)
        ]

    @property
    def vhost(self) -> str:
        """Its virtual host on the broker."""
        return self._vhost

    def database(self, name: str) -> contextlib.closing[Database]:
        """A service's database, for operations of its own."""
        return contextlib.closing(Database(self._urls[name]))

    def rows(self, database: str, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in a service's database."""
        with (
            contextlib.closing(psycopg2.connect(self._urls[database])) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(query)
            found = cursor.fetchall()
            connection.commit()
            return found

    def execute(self, database: str, statement: str) -> None:
        """Change a service's database behind its back."""
        with contextlib.closing(psycopg2.connect(self._urls[database])) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def close_database(self, name: str) -> None:
        """Hang up on everybody in a service's database, and take nobody in."""
        self._let_in(name, is_open=False)
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
        self.rows(_beside(name), query.format(f"{name}_{self._mark}"))

    def open_database(self, name: str) -> None:
        """Take everybody in again."""
        self._let_in(name, is_open=True)

    def _let_in(self, name: str, *, is_open: bool) -> None:
        made = f"{name}_{self._mark}"
        self.execute(_beside(name), f"ALTER DATABASE {made} ALLOW_CONNECTIONS {is_open}")

    def publish(self, queue: str, bodies: Iterable[bytes]) -> None:
        """Put messages into a queue, behind the relays' backs."""
        connection = pika.BlockingConnection(pika.URLParameters(self.amqp_uri))
        channel = connection.channel()
        channel.confirm_delivery()
        properties = pika.BasicProperties(content_type=envelopes.ONE, delivery_mode=2)
        for body in bodies:
            channel.basic_publish("", queue, body, properties, mandatory=True)
        connection.close()

    def registered(self) -> list[UUID]:
        """Every appeal in the register."""
        return [UUID(found) for (found,) in self.rows("appeals", "SELECT id FROM appeal")]

    def stored(self) -> int:
        """How many appeals the register holds."""
        return int(self.rows("appeals", "SELECT count(*) FROM appeal")[0][0])

    def counted(self) -> int:
        """How many appeals the street has counted."""
        return int(self.rows("street", "SELECT count(*) FROM appeal_fact")[0][0])

    def told(self) -> int:
        """Of how many new appeals the gateway has told the workstations."""
        query = "SELECT count(*) FROM inbox WHERE consumer = '{}' AND state = 'done'"
        return int(self.rows("gateway", query.format(_TELLING))[0][0])

    def dead(self) -> int:
        """Dead letters that wait in any database."""
        query = "SELECT count(*) FROM dead_letter WHERE settled IS NULL"
        return sum(int(self.rows(name, query)[0][0]) for name in DATABASES)

    def token(self, actor: Actor = STAFF) -> str:
        """A bearer token of an actor."""
        return identity.issue(SECRET.encode(), actor, lifetime=dt.timedelta(hours=1))

    def totals(self) -> dict[str, Any]:
        """What the street answers over HTTP."""
        address = f"{self['gateway'].address}/api/v1/public/street/totals"
        answer = requests.get(address, timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def settle(self, expected: int, within_seconds: float = 90.0) -> None:
        """Wait until the register and the street have so many appeals, and workstations know."""
        wait_for(lambda: self.stored() >= expected, within_seconds, "all are stored")
        wait_for(lambda: self.counted() >= expected, within_seconds, "the street counted all")
        wait_for(lambda: self.told() >= expected, within_seconds, "the workstations know of all")


def _address_of(database: str) -> str:
    """The setting that says where a database is."""
    return f"LINLI_{database.upper()}_DATABASE_URL"


def _beside(name: str) -> str:
    """A database from which another one can be closed."""
    return next(other for other in DATABASES if other != name)
