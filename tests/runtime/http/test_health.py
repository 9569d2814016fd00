"""The small server beside services that serve no other HTTP."""

from __future__ import annotations

import json

from runtime.health import HEALTH
from runtime.http.health import _answer


def _asked(path: str) -> tuple[str, dict[str, str], dict[str, object]]:
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        told.append((status, dict(headers)))

    body = b"".join(_answer({"PATH_INFO": path}, start))
    [(status, headers)] = told
    return status, headers, json.loads(body)


def test_a_process_that_is_not_ready_says_when_to_ask_again() -> None:
    HEALTH.watch("a test", lambda: "not yet")
    try:
        status, headers, body = _asked("/readyz")
    finally:
        HEALTH.forget("a test")

    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "5"
    assert body["ready"] is False
