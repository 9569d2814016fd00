"""Slow and broken clients against the server of every process."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator

import pytest

from runtime import clock, waiting
from runtime.http.limits import Limits
from tests.servers.http_server import Server, heard
from tests.servers.waiting import wait_for

_SOON = 0.5
_DRIP_SECONDS = 0.1
#: Much longer than the limits of these tests, also on a slow machine.
_PATIENCE_SECONDS = 60.0
_HEAD = b"GET /here HTTP/1.1\r\nHost: linli\r\n"
_JSON = b"POST / HTTP/1.1\r\nHost: linli\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def impatient() -> Iterator[Server]:
    """It gives heads, bodies and idle connections half a second."""
    with Server(head_seconds=_SOON, body_seconds=_SOON, keepalive_seconds=_SOON) as server:
        yield server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """It has the limits of every process."""
    with Server() as server:
        yield server


def test_the_limits_are_those_of_the_guide() -> None:
    limits = Limits()

    assert (limits.head_seconds, limits.body_seconds, limits.keepalive_seconds) == (10, 20, 5)
    assert (limits.from_one_place, limits.at_once) == (200, 1000)


def test_a_head_that_drips_is_refused(impatient: Server) -> None:
    """Each byte in time is not enough: a thousand such connections stopped the gateway."""
    with impatient.connected() as connection:
        answer = _dripped(connection, _HEAD, b"x")

    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_never_asks_is_ended(impatient: Server) -> None:
    with impatient.connected() as connection:
        assert heard(connection) == b""


def test_a_body_that_drips_is_refused(impatient: Server) -> None:
    with impatient.connected() as connection:
        answer = _dripped(connection, _JSON + b"Content-Length: 60000\r\n\r\n", b" ")

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"Connection: close" in answer


def test_a_chunked_body_that_drips_is_refused(impatient: Server) -> None:
    with impatient.connected() as connection:
        answer = _dripped(connection, _JSON + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n")

    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_file_may_take_longer_than_json(impatient: Server) -> None:
    head = b"PUT / HTTP/1.1\r\nHost: linli\r\nContent-Type: text/csv\r\nConnection: close\r\n"
    with impatient.connected() as connection:
        connection.sendall(head + b"Content-Length: 30\r\n\r\n")
        for _ in range(30):
            waiting.pause(_DRIP_SECONDS)
            connection.sendall(b"x")

        assert heard(connection).startswith(b"HTTP/1.1 200 ")


def test_an_idle_connection_is_ended_after_its_answer(impatient: Server) -> None:
    with impatient.connected() as connection:
        connection.sendall(_HEAD + b"\r\n")

        answer = heard(connection)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_one_address_has_a_share_of_the_connections() -> None:
    with Server(from_one_place=3) as server, contextlib.ExitStack() as held:
        others = [held.enter_context(server.connected()) for _ in range(3)]
        with server.connected() as one_more:
            assert heard(one_more).startswith(b"HTTP/1.1 503 ")

        # A place that is given back is there for the next one.
        others.pop().close()
        wait_for(lambda: _asked(server, _HEAD)[0] == 200, 60, "another is served")


def test_a_proxy_of_ours_has_no_share() -> None:
    with Server(from_one_place=3, counts_places=False) as server, contextlib.ExitStack() as held:
        for _ in range(10):
            held.enter_context(server.connected())

        assert _asked(server, _HEAD)[0] == 200


def test_the_health_server_sees_again_after_running_out_of_files() -> None:
    """It was blind for ever after one such second."""
    with Server(files=40) as health:
        with contextlib.ExitStack() as held:
            for _ in range(60):
                held.enter_context(health.connected())
        wait_for(lambda: _asked(health, _HEAD)[0] == 404, 60, "it answers again")


def test_a_stream_ends_when_its_client_vanished_without_a_word(server: Server) -> None:
    """Linux would send again for a quarter of an hour, and the place be held so long."""
    status, answer = _asked(server, b"GET /stream HTTP/1.1\r\nHost: linli\r\n")

    assert (status, answer["unacknowledged_ms"]) == (200, 30_000)


@pytest.mark.parametrize(
    "target", ["http://elsewhere.example/here?a=1", "HTTP://elsewhere.example/here"]
)
def test_a_whole_address_is_answered_as_its_path(server: Server, target: str) -> None:
    """RFC 9112: its host is the one that counts."""
    status, read = _asked(server, f"GET {target} HTTP/1.1\r\nHost: linli\r\n".encode())

    assert (status, read) == (200, {"path": "/here", "host": "elsewhere.example"})


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        b"GET http://a/ HTTP/1.1\r\n",
        b"GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For : 1.2.3.4\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\n two\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\rX-Two: 2\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n",
        b"get / HTTP/1.1\r\nHost: a\r\n",
        b"Get / HTTP/1.1\r\nHost: a\r\n",
        b"GET here HTTP/1.1\r\nHost: a\r\n",
        b"GET /\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n",
    ],
)
def test_what_two_servers_could_read_differently_is_refused(server: Server, head: bytes) -> None:
    with server.connected() as connection:
        connection.sendall(head + b"\r\n")

        assert heard(connection).startswith(b"HTTP/1.1 400 ")


def test_a_head_that_breaks_off_is_no_request(server: Server) -> None:
    with server.connected() as connection:
        connection.sendall(_HEAD)
        connection.shutdown(socket.SHUT_WR)

        assert heard(connection).startswith(b"HTTP/1.1 400 ")


def test_a_balancer_that_speaks_http_1_0_needs_no_host(server: Server) -> None:
    status, _ = _asked(server, b"GET / HTTP/1.0\r\n")

    assert status == 200


def _dripped(connection: socket.socket, first: bytes, again: bytes) -> bytes:
    """What the server says to a client that sends a little at a time, for ever."""
    connection.sendall(first)
    connection.settimeout(_DRIP_SECONDS)
    until = clock.monotonic() + _PATIENCE_SECONDS
    while clock.monotonic() < until:
        try:
            answer = connection.recv(65536)
        except TimeoutError:
            connection.sendall(again)
        else:
            return answer
    raise AssertionError("the server waits for ever")


def _asked(server: Server, head: bytes) -> tuple[int, dict[str, object]]:
    with server.connected() as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        told, _, body = heard(connection).partition(b"\r\n\r\n")
    return int(told.split()[1]), json.loads(body)
