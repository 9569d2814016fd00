"""What the machine can do at best: the same rows by pgbench, the same bytes by pika, a core."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pika

from runtime import clock
from tests.servers.postgres import Postgres
from tests.system import System

_SECONDS = 10
_CLIENTS = 8
_QUEUE = "reference"

#: What one appeal leaves in the register's database: inbox, appeal, history and outbox rows.
_ROWS = """
INSERT INTO reference_inbox SELECT gen_random_uuid(), 'appeals.intake', 'done', now()
FROM generate_series(1, {rows});
INSERT INTO reference_appeal SELECT gen_random_uuid(), repeat('诉', 30), repeat('x', 200), now()
FROM generate_series(1, {rows});
INSERT INTO reference_history SELECT gen_random_uuid(), 'received', 'resident', now()
FROM generate_series(1, {rows});
INSERT INTO reference_outbox SELECT gen_random_uuid(), repeat('e', 900), now()
FROM generate_series(1, {rows});
"""
_TABLES = """
CREATE TABLE IF NOT EXISTS reference_inbox (id uuid PRIMARY KEY, a text, b text, c timestamptz);
CREATE TABLE IF NOT EXISTS reference_appeal (id uuid PRIMARY KEY, a text, b text, c timestamptz);
CREATE TABLE IF NOT EXISTS reference_history (id uuid PRIMARY KEY, a text, b text, c timestamptz);
CREATE TABLE IF NOT EXISTS reference_outbox (id uuid PRIMARY KEY, a text, c timestamptz);
"""


def pgbench(postgres: Postgres, *, appeals_each: int) -> float:
    """Appeals a second that PostgreSQL stores when nothing else happens."""
    postgres.execute(_TABLES)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        script = Path(folder) / "rows.sql"
        script.write_text(f"BEGIN;{_ROWS.format(rows=appeals_each)}COMMIT;")
        script.chmod(0o644)
        command = [
            postgres.program("pgbench"), "-n", "-f", str(script), "-c", str(_CLIENTS), "-j", "2",
            "-T", str(_SECONDS), postgres.url("postgres"),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found.group(1)) * appeals_each


def core_share() -> float:
    """How much of one core a program gets that always has work, while others want it too; 1: all."""
    began, used = time.perf_counter(), time.thread_time()
    while (passed := time.perf_counter() - began) < _SECONDS:
        pass
    return (time.thread_time() - used) / passed


def pika_confirms(system: System) -> float:
    """Messages a second of an appeal's size that pika publishes, each with its confirmation."""
    parameters = pika.URLParameters(system.amqp_uri)
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.queue_declare(_QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
    channel.confirm_delivery()
    sent, began = 0, clock.monotonic()
    for body in _bodies():
        channel.basic_publish(
            "", _QUEUE, body, pika.BasicProperties(delivery_mode=2), mandatory=True
        )
        sent += 1
    seconds = clock.monotonic() - began
    channel.queue_delete(_QUEUE)
    connection.close()
    return sent / seconds


def _bodies() -> Iterator[bytes]:
    began = clock.monotonic()
    while clock.monotonic() - began < _SECONDS:
        yield b"x" * 900
