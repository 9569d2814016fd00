"""The demo as a newcomer starts it, with people who sign in to it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from cli.demo import OTHERS_WORKED
from runtime.settings import load
from sample.accounts import Login
from tests.journeys.people import Person, ready
from tests.journeys.running import Running
from tests.servers import programs
from tests.servers.processes import clean_environment
from tests.servers.waiting import wait_for
from tests.system import FREELY

_ROOT = Path(__file__).parents[1]
_PLAYED_SECONDS = 600


@contextmanager
def playing(folder: Path) -> Iterator[Running]:
    """The demo in this folder, once everything was played."""
    settings = {
        "LINLI_DATA_DIR": str(folder / "data"),
        "LINLI_HTTP_PORT": str(programs.free_port()),
        "LINLI_RATE_LIMITS": FREELY,
    }
    log = folder / "demo.log"
    with log.open("w") as written:
        demo = subprocess.Popen(
            [sys.executable, "-m", "cli", "demo"],
            cwd=_ROOT,
            env=clean_environment() | settings,
            stderr=written,
        )
    try:
        wait_for(
            lambda: demo.poll() is not None or "The sample is whole" in log.read_text(),
            _PLAYED_SECONDS,
            "the demo was played",
        )
        assert demo.poll() is None, log.read_text()
        assert OTHERS_WORKED not in log.read_text(), log.read_text()
        address = f"http://127.0.0.1:{settings['LINLI_HTTP_PORT']}"
        secret = load(settings).secret.decode()
        yield Running(address, secret, settings, lambda _database, _query: [], list)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


def person_of(running: Running, login: Login) -> Person:
    """The owner of an account of the demo, with a password of their own."""
    password = running.linli("account", "reset", login.login, "--second-factor").strip()
    return ready(Person(running, login.login, password))


def session_of(running: Running, person: Person) -> requests.Session:
    """The same signed in as with a browser."""
    client = requests.Session()
    client.headers["Origin"] = running.address
    door = f"{running.address}/api/v1/sessions"
    # A code counts once: the next one may be half a minute away.
    wait_for(
        lambda: client.post(door, json=person.proof, timeout=20).ok,
        60,
        f"{person.login} is signed in",
    )
    return client
