"""A developer's first hour: the recording, a broker of their own, and the examples; by TLS as from outside."""

from __future__ import annotations

import os
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pika
import pytest
from pika.exceptions import AMQPError

from bus import signing
from tests.examples import guide
from tests.servers import leftovers, programs
from tests.servers.processes import linli
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import ENCRYPTION_KEY, SIGNING_KEY

_ROOT = Path(__file__).parents[2]
_EXAMPLES = _ROOT / "examples"
_NAME = "localhost"


@pytest.fixture(scope="module")
def certificates() -> Iterator[Path]:
    """Made as an operator makes them."""
    folder = leftovers.new_folder("tls")
    subprocess.run(
        [str(_ROOT / "deploy" / "new-certificates"), _NAME],
        env={"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(folder)},
        check=True,
        capture_output=True,
    )
    for one in (folder, folder / "tls"):
        programs.own(one, "rabbitmq")
    yield folder / "tls"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def port(certificates: Path) -> Iterator[int]:
    """Of a broker's door for TLS, opened by the lines of a deployment."""
    lines = (_ROOT / "deploy" / "rabbitmq-tls.conf").read_text()
    door = programs.free_port()
    here = lines.replace("/etc/rabbitmq/tls", str(certificates))
    broker = RabbitMQ(durable=False, more=here.replace("default = 5671", f"1 = {door}"))
    try:
        broker.start()
        yield door
    finally:
        broker.remove()


@pytest.fixture(scope="module")
def uri(certificates: Path, port: int) -> str:
    """The same with the recording played into it."""
    address = f"amqps://guest:guest@{_NAME}:{port}/%2F"
    played = subprocess.run(
        [sys.executable, str(_EXAMPLES / "play_feed.py"), address, str(guide.RECORDING)],
        env=_knowing(certificates),
        check=True,
        capture_output=True,
        text=True,
    )
    assert played.stdout == f"events played: {len(guide.recording(guide.RECORDING))}\n"
    return address


@pytest.fixture
def memory() -> Iterator[Path]:
    """For copies: each event is a transaction, for which a disk takes its time."""
    folder = leftovers.new_folder("copies", in_memory=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _knowing(certificates: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "SSL_CERT_FILE": str(certificates / "ca.pem")}


def _copied(
    example: str, uri: str, certificates: Path, copy: Path, is_whole: Callable[[Path], bool]
) -> dict[str, Any]:
    """Let an example read until its copy is whole; gives the example."""
    path = _EXAMPLES / example
    reading = subprocess.Popen(
        [sys.executable, str(path), uri, str(copy)],
        env=_knowing(certificates),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(
            lambda: is_whole(copy),
            60,
            "the copy is whole",
            progress=lambda: _counted(copy, "SELECT max(next_offset) FROM place"),
            at_most_seconds=240,
        )
    finally:
        reading.kill()
        reading.wait()
    return runpy.run_path(str(path))


def _counted(copy: Path, query: str) -> int:
    if not copy.exists():
        return 0
    with closing(sqlite3.connect(copy, timeout=10)) as database:
        try:
            [found] = database.execute(query).fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(found or 0)


def test_a_consumer_copies_the_whole_recording_by_tls(
    uri: str, certificates: Path, memory: Path
) -> None:
    events = guide.recording(guide.RECORDING)

    _copied(
        "street_feed.py",
        uri,
        certificates,
        memory / "events.db",
        lambda copy: _counted(copy, "SELECT count(*) FROM event") == len(events),
    )


def test_a_reader_of_digests_has_the_figures_of_the_recording(
    uri: str, certificates: Path, memory: Path
) -> None:
    digests = [one for one in guide.recording(guide.RECORDING) if one["type"] == guide.DIGESTED]
    copy = memory / "digests.db"

    example = _copied(
        "street_digests.py",
        uri,
        certificates,
        copy,
        lambda copy: _counted(copy, "SELECT max(next_offset) FROM place") == len(digests),
    )

    with closing(sqlite3.connect(copy)) as database:
        shown = {area: tuple(figures) for area, _, *figures, _ in example["table"](database)}
    assert shown["440300000000"] == guide.counted(guide.recording(guide.RECORDING))


def test_an_operator_looks_by_tls_too(uri: str, certificates: Path) -> None:
    settings = {
        "LINLI_AMQP_URI": uri,
        "LINLI_AMQP_SSL_CA": str(certificates / "ca.pem"),
        "LINLI_ENCRYPTION_KEYS": ENCRYPTION_KEY,
        "LINLI_SIGNING_PUBLIC_KEY": signing.public_key_of(SIGNING_KEY),
    }

    digests = [one for one in guide.recording(guide.RECORDING) if one["type"] == guide.DIGESTED]

    def shows_all() -> bool:
        done = linli(
            "street", "tail", "--digests", "--from", "first", "--until-idle", "1", settings=settings
        )
        assert done.returncode == 0, done.stderr
        return len(done.stdout.splitlines()) == len(digests)

    # On a busy machine a second of silence may pass before the first line.
    wait_for(shows_all, 60, "a look shows all digests")


@pytest.mark.parametrize(("name", "knows"), [(_NAME, False), ("127.0.0.1", True)])
def test_a_broker_that_cannot_be_proved_is_not_given_the_password(
    port: int, certificates: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, knows: bool
) -> None:
    """Of an authority that the consumer does not know, or under another name."""
    if knows:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    else:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    parameters = pika.URLParameters(f"amqps://guest:guest@{name}:{port}/%2F?connection_attempts=1")

    with pytest.raises((AMQPError, OSError)) as refused:
        pika.BlockingConnection(parameters)

    assert "CERTIFICATE_VERIFY_FAILED" in repr(refused.value)
