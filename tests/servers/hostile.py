"""A web server that answers as no decent one does, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import requests

from runtime import waiting
from tests.servers import programs
from tests.servers.waiting import wait_for

_DISCOVERY = "/.well-known/openid-configuration"
_A_MOMENT = 0.05


class HostileServer:
    """Listens on a free port; the first part of a path says how it misbehaves."""

    def __init__(self) -> None:
        self.port = programs.free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.hostile", str(self.port)]
        )
        with programs.ended_if_it_fails(self.__exit__):
            wait_for(lambda: programs.listens(self.port), 30, "the hostile server listens")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def issuer(self, manner: str) -> str:
        """The name of a provider that misbehaves so."""
        return f"http://127.0.0.1:{self.port}/{manner}"

    @property
    def asked(self) -> list[str]:
        """Every path that was asked for, oldest first."""
        found: list[str] = requests.get(f"{self.issuer('')}asked", timeout=10).json()
        return found


class _Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one for the process

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Misbehave."""
        manner, _, rest = self.path.removeprefix("/").partition("/")
        if manner == "asked":
            self._answer(self.asked)
            return
        self.asked.append(self.path)
        issuer = f"http://{self.headers['Host']}/{manner}"
        document = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }
        if manner == "foreign":
            document["issuer"] = "https://another.example.cn"
        if manner == "redirect":
            self.send_response(302)
            self.send_header("Location", issuer.removesuffix("redirect") + f"good/{rest}")
            self.end_headers()
        elif manner == "large":
            self._drip([b"HTTP/1.1 200 OK\r\n\r\n"], b"x" * 64 * 1024, pause=0)
        elif manner == "slow_head":
            self._drip([b"HTTP/1.1 200 OK\r\n"], b"X", pause=_A_MOMENT)
        elif manner == "slow_body":
            self._drip([b"HTTP/1.1 200 OK\r\n\r\n"], b" ", pause=_A_MOMENT)
        elif rest == "keys":
            self._answer({"keys": []})
        else:
            self._answer(document)

    do_POST = do_GET  # noqa: N815 - the library's own names

    def _answer(self, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, first: list[bytes], again: bytes, *, pause: float) -> None:
        try:
            for part in first:
                self.wfile.write(part)
            while True:
                self.wfile.write(again)
                if pause:
                    waiting.pause(pause)
        except OSError:
            self.close_connection = True


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler).serve_forever()
