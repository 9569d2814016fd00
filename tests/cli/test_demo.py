"""The demo's past: written while people look around already."""

from __future__ import annotations

import json
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from rich.progress import Progress

from cli import demo
from sample.accounts import logins
from sample.programme import programme
from vocabulary.problems import WrongState


class _Registers:
    """Takes everything, but for the steps of one appeal; knows each appeal by its key."""

    def __init__(self, taken_up: str) -> None:
        self.taken_up = taken_up
        self.steps: dict[str, list[str]] = {}
        self.receptions = 0
        self.open_most = 0
        self._left = {case.key: len(case.steps) for case in programme().cases}
        self._lock = threading.Lock()

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        path = urlsplit(url).path.removeprefix("/api/v1")
        answer = requests.Response()
        body: dict[str, Any] = {"items": []}
        answer.status_code = 200
        if method == "POST":
            with self._lock:
                answer.status_code, body = self._posted(path, given["headers"]["Idempotency-Key"])
        answer._content = json.dumps(body).encode()
        return answer

    def _posted(self, path: str, key: str) -> tuple[int, dict[str, Any]]:
        match path.split("/")[1:]:
            case ["receptions"]:
                self.receptions += 1
            case ["appeals"]:
                self.steps[key] = []
            case ["appeals", appeal, _] if appeal == self.taken_up:
                return WrongState.status, {}
            case ["appeals", appeal, step]:
                self.steps[appeal].append(step)
        unfinished = [one for one, steps in self.steps.items() if len(steps) < self._left[one]]
        self.open_most = max(self.open_most, len(unfinished))
        return 200, {"id": key, "tracking_code": key}


def test_an_appeal_of_then_that_somebody_takes_up_is_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All others are played to their end, few at a time, each step after the one before it."""
    cases, figures = programme().cases, programme().figures
    taken = next(case for case in cases if case.steps)
    registers = _Registers(taken.key)
    monkeypatch.setattr(
        requests.Session, "request", lambda _self, *a, **b: registers.request(*a, **b)
    )
    accounts = {one.login: one.person for one in logins()}
    player = demo._Player("http://here", lambda _actor: "", Progress(disable=True), accounts)

    player.play_past()

    told = {case.key: [step.route for step in case.steps] for case in cases}
    assert registers.steps == told | {taken.key: []}
    assert registers.receptions == len(programme().meetings)
    assert registers.open_most <= 41
    least = player.least(figures)
    assert (least.settled, least.appeals) == (figures.settled - 1, figures.appeals)
