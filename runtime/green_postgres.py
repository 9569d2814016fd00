"""How long a green process waits for PostgreSQL to answer.

psycopg2 waits through a callback that eventlet replaces, and then libpq's `connect_timeout` no
longer ends the wait for a server that accepts the connection but never answers: the green thread
and its place in the pool would be lost for good.
"""

from __future__ import annotations

from typing import Any

import psycopg2
from psycopg2 import extensions

CONNECT_SECONDS = 5.0
#: Longer than the longest statement that the server lets run.
SILENCE_SECONDS = 25.0


def limit_silence() -> None:
    """Give every wait of this process an end; does nothing where eventlet has not patched."""
    if extensions.get_wait_callback() is not None:
        extensions.set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    connecting = connection.status == extensions.STATUS_SETUP
    seconds = CONNECT_SECONDS if connecting else SILENCE_SECONDS
    while (state := connection.poll()) != extensions.POLL_OK:
        _until_ready(connection.fileno(), reads=state == extensions.POLL_READ, seconds=seconds)


def _until_ready(descriptor: int, *, reads: bool, seconds: float) -> None:
    # Only here, so that a process without green threads does not load them.
    import eventlet  # noqa: PLC0415
    from eventlet.hubs import trampoline  # noqa: PLC0415

    silence = psycopg2.OperationalError(f"no answer from the database within {seconds:g} s")
    with eventlet.Timeout(seconds, silence):
        trampoline(descriptor, read=reads, write=not reads)
