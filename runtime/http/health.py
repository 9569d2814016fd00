"""`/healthz`, `/readyz` and `/metrics` of a process that serves no other HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import eventlet

from runtime import metrics
from runtime.health import HEALTH
from runtime.http.listening import listen
from runtime.http.server import HttpServer

_JSON = "application/json"
_NOT_READY = "503 Service Unavailable"


def start(host: str, port: int) -> None:
    """Listen in the background.

    Raises:
        OSError: the port is taken.
    """
    eventlet.spawn(HttpServer(listen((host, port)), _answer).run)


def _answer(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    status, content_type, body = _page(environ["PATH_INFO"])
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
    if status == _NOT_READY:
        headers.append(("Retry-After", "5"))
    start_response(status, headers)
    return [body]


def _page(path: str) -> tuple[str, str, bytes]:
    if path == "/healthz":
        return "200 OK", _JSON, b'{"status":"alive"}'
    if path == "/readyz":
        report = HEALTH.report()
        found = {"ready": report.ready, "checks": report.checks, "advice": report.advice}
        body = json.dumps(found).encode()
        return ("200 OK" if report.ready else _NOT_READY), _JSON, body
    if path == "/metrics":
        body, content_type = metrics.exposition()
        return "200 OK", content_type, body
    return "404 Not Found", _JSON, b'{"error":"not found"}'
