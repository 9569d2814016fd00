"""The HTTP server of every process with limits of a test's own, in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any, Self

from tests.servers import programs
from tests.servers.waiting import wait_for

_HOST = "127.0.0.1"


class Server:
    """Answers on a free port; what it answers says what it read."""

    def __init__(
        self, *, counts_places: bool = True, files: int | None = None, **limits: float
    ) -> None:
        self.port = programs.free_port()
        self._given = {"counts_places": counts_places, "files": files, "limits": limits}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.servers.http_server",
                str(self.port),
                json.dumps(self._given),
            ]
        )
        with programs.ended_if_it_fails(self.__exit__):
            wait_for(lambda: programs.listens(self.port), 60, "the server listens")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def connected(self) -> socket.socket:
        """A connection of a patient client."""
        return socket.create_connection((_HOST, self.port), timeout=60)


def heard(connection: socket.socket) -> bytes:
    """Everything until the server hangs up."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def _serve(port: int, given: dict[str, Any]) -> None:
    import eventlet  # noqa: PLC0415 - patches this process, and no process of tests

    eventlet.monkey_patch()

    from runtime.http import health  # noqa: PLC0415 - after the patch
    from runtime.http.limits import Limits  # noqa: PLC0415
    from runtime.http.listening import listen  # noqa: PLC0415
    from runtime.http.server import HttpServer  # noqa: PLC0415

    if given["files"] is not None:
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_NOFILE, (given["files"], given["files"]))
        health.start(_HOST, port)
        eventlet.sleep(3600)
    place_of: Callable[[str], str | None] = str if given["counts_places"] else _nowhere
    limits = Limits(**given["limits"])
    HttpServer(listen((_HOST, port)), _answer, limits=limits, place_of=place_of).run()


def _nowhere(_address: str) -> None:
    return None


def _answer(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    from gateway.http import incoming  # noqa: PLC0415 - after the patch
    from runtime.http.streams import begun  # noqa: PLC0415
    from vocabulary.problems import Problem  # noqa: PLC0415

    read: dict[str, Any] = {"path": environ["PATH_INFO"], "host": environ.get("HTTP_HOST")}
    status = "200 OK"
    try:
        if environ["PATH_INFO"] == "/stream":
            begun(environ).close()
            connection = environ["wsgi.input"].get_socket()
            read["unacknowledged_ms"] = connection.getsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT
            )
        if environ["REQUEST_METHOD"] == "POST":
            read["body"] = incoming.json_body(environ)
        if environ["REQUEST_METHOD"] == "PUT":
            text = incoming.file_body(environ, types=("text/csv",), largest_bytes=100_000)
            read["body"] = text.decode()
    except Problem as problem:
        status, read = f"{problem.status} Refused", problem.as_dict()
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(read).encode()]


if __name__ == "__main__":
    _serve(int(sys.argv[1]), json.loads(sys.argv[2]))
