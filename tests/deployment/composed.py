"""docker-compose.yml carried out without Docker: the same commands, settings and scripts."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cli.hosted import SERVICES
from tests.journeys.running import Running
from tests.servers import programs
from tests.servers.postgres import Postgres
from tests.servers.processes import Linli, linli
from tests.servers.rabbitmq import RabbitMQ

ROOT = Path(__file__).parents[2]
VHOST = "linli"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def read_compose(variables: Mapping[str, str], file: str = "docker-compose.yml") -> dict[str, Any]:
    """The file with its variables filled in.

    Raises:
        KeyError: one that is asked for is not among them, or empty.
    """

    def value(found: re.Match[str]) -> str:
        name, sign, default = found.groups()
        if variables.get(name):
            return variables[name]
        if sign == "?":
            raise KeyError(default)
        return default or ""

    text = (ROOT / file).read_text()
    document: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(value, text))
    return document


def new_variables(secrets: Path) -> dict[str, str]:
    """What `deploy/new-env` writes into `.env` where no proxy stands before the gateway.

    The files with secrets come into the folder `secrets`.
    """
    made = subprocess.run(
        [str(ROOT / "deploy" / "new-env"), "0"],
        env={"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(secrets)},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line for line in made.stdout.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


class Deployment:
    """The services of the file as processes, on a PostgreSQL and a RabbitMQ of the tests."""

    def __init__(
        self, postgres: Postgres, rabbitmq: RabbitMQ, folder: Path, **variables: str
    ) -> None:
        """`variables`: of its `.env`; secrets that lie in the folder already are used."""
        self.postgres = postgres
        self.rabbitmq = rabbitmq
        self._folder = folder
        self._secrets = folder / "secrets"
        given = new_variables(self._secrets) | variables
        self._services: dict[str, Any] = read_compose(given)["services"]
        self._bring_addresses_here()
        self._process = {
            name: Linli(name, folder=folder, settings=self.settings(name)) for name in SERVICES
        }

    def __getitem__(self, service: str) -> Linli:
        return self._process[service]

    def settings(self, service: str) -> dict[str, str]:
        """What the file gives a service, with its secrets where they lie in the tests."""
        given = self._environment(service)
        given["LINLI_DATA_DIR"] = str(self._folder / "data")
        if service == "gateway":
            given["LINLI_HEALTH_PORT"] = str(programs.free_port())
        return given

    def secret(self, service: str, variable: str) -> str:
        """What the file holds that the service reads for this variable."""
        return Path(self.settings(service)[f"{variable}_FILE"]).read_text().strip()

    def start(self) -> None:
        """Do what Compose does, in its order, and wait until every service is ready."""
        self.make_databases()
        self._define_topology()
        for once in ("migrate", "areas"):
            self._run(once, *self._command(once))
        for process in self._process.values():
            process.start(wait=False)
        for process in self._process.values():
            process.wait_ready()

    def give_keys(self, keys: str) -> None:
        """Write what the services' keys are made from, and make them; they read them at a start."""
        (self._secrets / "LINLI_ENCRYPTION_KEYS").write_text(f"{keys}\n")
        new_variables(self._secrets)
        self._bring_addresses_here()

    def carry_out(self, line: str) -> str:
        """Do what a line of the documents says, which starts with `docker compose`; what it prints."""
        match shlex.split(line, comments=True)[2:]:
            case ["build"]:
                return ""
            case ["up", "-d", "--wait", "postgres"]:
                self.make_databases()
                return ""
            case ["up", "-d"]:
                self.start()
                return ""
            case ["run", "--rm", service, *arguments]:
                words = arguments or self._services[service]["command"]
                backups = str(self._folder / "backups")
                here = [re.sub("^/backups", backups, word) for word in words]
                return self._run(service, *here)
        raise ValueError(f"{line} is nothing that this knows")

    def remove(self) -> None:
        """End the services and take away what they had on the shared broker."""
        for process in self._process.values():
            process.kill()
        # They are not there when the start failed early.
        with contextlib.suppress(RuntimeError):
            self.rabbitmq.delete_vhost(VHOST)
            for name in SERVICES:
                self.rabbitmq.delete_user(name)

    def make_databases(self, **more: str) -> None:
        """What stands in the volume of PostgreSQL after its start; `more` of its variables.

        Run as `docker compose exec` does, where nothing names the superuser.
        """
        script = ROOT / "deploy" / "postgres" / "10-databases.sh"
        programs_of_postgres = Path(self.postgres.program("psql")).parent
        environment = {
            "PATH": f"{programs_of_postgres}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.postgres.port),
        }
        subprocess.run(
            ["bash", script],
            env=environment | self._environment("postgres") | more,
            check=True,
            capture_output=True,
        )

    def _define_topology(self) -> None:
        definitions = self._run("topology", "contracts", "topology", "--vhost", VHOST)
        # The broker runs as a user of its own and must be able to read it.
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write(definitions)
            file.flush()
            Path(file.name).chmod(0o644)
            self.rabbitmq.ctl("import_definitions", file.name)

    def _command(self, service: str) -> list[str]:
        """The command, with files of this machine where it names mounted ones."""
        mounts = dict(
            reversed(volume.split(":")[:2]) for volume in self._services[service].get("volumes", ())
        )
        return [
            str(ROOT / mounts[word]) if word in mounts else word
            for word in self._services[service]["command"]
        ]

    def _run(self, service: str, *arguments: str) -> str:
        done = linli(*arguments, settings=self.settings(service))
        if done.returncode != 0:
            raise RuntimeError(f"{service}: {done.stderr}")
        return done.stdout

    def _environment(self, service: str) -> dict[str, str]:
        given: dict[str, str] = self._services[service]["environment"]
        return {
            name: value.replace("/run/secrets", str(self._secrets)) for name, value in given.items()
        }

    def _bring_addresses_here(self) -> None:
        """Lead from the names of Compose to the servers of the tests."""
        for file in self._secrets.iterdir():
            text = file.read_text()
            here = text.replace("@rabbitmq/", f"@127.0.0.1:{self.rabbitmq.port}/")
            here = here.replace("@postgres/", f"@127.0.0.1:{self.postgres.port}/")
            if here != text:
                file.write_text(here)


@contextlib.contextmanager
def started(rabbitmq: RabbitMQ, folder: Path) -> Iterator[Deployment]:
    """Everything up, on a PostgreSQL of its own, because roles belong to a whole server."""
    with contextlib.ExitStack() as stack:
        postgres = Postgres()
        stack.callback(postgres.remove)
        postgres.start()
        made = Deployment(postgres, rabbitmq, folder)
        stack.callback(made.remove)
        made.start()
        yield made


def as_people_meet_it(deployment: Deployment) -> Running:
    """Over HTTP alone: its databases are asked as its operators ask them."""
    return Running(
        address=deployment["gateway"].address,
        secret=deployment.secret("gateway", "LINLI_SECRET"),
        settings=deployment.settings("gateway"),
        rows=lambda _database, _query: [],
        logs=lambda: [deployment[name].logs for name in SERVICES],
    )
