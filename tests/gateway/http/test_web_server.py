from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
import requests

from runtime import clock
from tests.servers.prepared import Prepared
from tests.servers.processes import Linli
from tests.servers.waiting import wait_for

_BODY = b'{"community": "440305007003", "category": "pets", "text": "\xe7\x8b\x97\xe5\x8f\xab"}'
_HEAD = (
    "POST /api/v1/public/appeals HTTP/1.1\r\nHost: linli\r\nContent-Type: application/json\r\n"
    "Connection: keep-alive\r\n"
)


@pytest.fixture(scope="module")
def linli(tmp_path_factory: pytest.TempPathFactory, prepared: Prepared) -> Iterator[Linli]:
    """The whole system in one process; without areas it is alive, and never ready."""
    folder = tmp_path_factory.mktemp("web")
    process = _started(folder, prepared)
    yield process
    process.stop()


def test_ten_megabytes_are_refused_at_once_and_the_answer_arrives(linli: Linli) -> None:
    began = clock.monotonic()

    answer = requests.post(
        f"{linli.address}/api/v1/public/appeals",
        data=b"x" * 10_000_000,
        headers={"Content-Type": "application/json"},
        timeout=10,
    )

    assert (answer.status_code, answer.headers["Connection"]) == (413, "close")
    assert clock.monotonic() - began < 2


def test_a_body_without_an_end_is_refused_at_the_limit(linli: Linli) -> None:
    with _connected(linli) as connection:
        connection.sendall(f"{_HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
        for _ in range(65):
            connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")

        assert b" 413 " in _heard(connection)


def test_bytes_are_not_awaited_that_nobody_will_read(linli: Linli) -> None:
    with _connected(linli) as connection:
        connection.sendall(f"{_HEAD}Content-Length: 10000000000\r\n\r\n".encode())

        assert b" 413 " in _heard(connection)


def test_a_connection_serves_one_request_after_the_other(linli: Linli) -> None:
    request = f"{_HEAD}Content-Length: {len(_BODY)}\r\n\r\n".encode() + _BODY
    with _connected(linli) as connection:
        for _ in range(3):
            connection.sendall(request)
            assert b" 503 " in connection.recv(65536)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"X-Many: x\r\n" * 10_000 + b"\r\n",
    ],
)
def test_one_bad_connection_ends_nothing(linli: Linli, rubbish: bytes) -> None:
    with _connected(linli) as connection:
        try:
            connection.sendall(rubbish)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(65536)
        except OSError:
            pass  # The server may hang up first.

    assert requests.get(f"{linli.address}/healthz", timeout=5).ok
    assert "http_connection_broke" not in linli.logs


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        (b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "target_too_long"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 9_000 + b"\r\n", 431, "head_too_large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: x\r\n" * 200 + b"\r\n", 431, "head_too_large"),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "unknown_version"),
        (b"GET / HTTP/x\r\nHost: a\r\n\r\n", 400, "malformed"),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "malformed"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400, "malformed"),
    ],
)
def test_an_early_refusal_is_a_problem_document_that_names_no_software(
    linli: Linli, head: bytes, status: int, code: str
) -> None:
    with _connected(linli) as connection:
        connection.sendall(head)
        answer = HTTPResponse(connection)
        answer.begin()
        problem = json.loads(answer.read())

    assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-Id"] == problem["request_id"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Server"] is None


@pytest.mark.parametrize("path", ["/api/v1/public/appeals", "/api/v1/sessions"])
def test_a_doubled_member_is_refused_on_every_way_in(linli: Linli, path: str) -> None:
    answer = requests.post(
        f"{linli.address}{path}",
        data=b'{"text": "a", "text": "b"}',
        headers={"Content-Type": "application/json"},
        timeout=10,
    )

    assert answer.status_code == 400
    assert [field["code"] for field in answer.json()["errors"]] == ["doubled"]


def test_stopping_waits_for_the_request_in_flight(tmp_path: Path, prepared: Prepared) -> None:
    linli = _started(tmp_path, prepared)
    with _connected(linli) as idle, _connected(linli) as busy:
        busy.sendall(
            f"{_HEAD}Expect: 100-continue\r\nContent-Length: {len(_BODY)}\r\n\r\n".encode()
        )
        assert b" 100 " in busy.recv(65536)

        stopping = threading.Thread(target=linli.stop)
        stopping.start()
        assert idle.recv(1) == b""
        wait_for(lambda: not _listens(linli), what="nobody listens any more")
        busy.sendall(_BODY)

        assert b" 503 " in _heard(busy)
        stopping.join(30)
    assert "Traceback" not in linli.logs


def _started(folder: Path, prepared: Prepared) -> Linli:
    settings = {"LINLI_DATA_DIR": str(folder / "data")}
    process = Linli(folder=folder, settings=settings, prepared=prepared)
    process.start(wait=False)
    process.wait_alive()
    return process


def _connected(linli: Linli) -> socket.socket:
    return socket.create_connection(("127.0.0.1", linli.port), timeout=10)


def _heard(connection: socket.socket) -> bytes:
    """Everything until the server hangs up."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def _listens(linli: Linli) -> bool:
    try:
        _connected(linli).close()
    except ConnectionRefusedError:
        return False
    return True
