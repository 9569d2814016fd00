"""The demo's past: written while people look around already."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import requests
from rich.console import Console
from rich.progress import Progress

from cli import demo
from contracts.appeals.words import ApplicantGroup
from contracts.recruitment.words import DataOf
from runtime import waiting
from sample import honouring
from sample.accounts import logins
from sample.programme import programme
from sample.recruiting import NAMES, Deed
from vocabulary.actors import Actor
from vocabulary.problems import Forbidden, Invalid, NotFound, Problem, WrongState


class _Registers:
    """Takes everything, but for the steps of one appeal; knows each appeal by its key."""

    def __init__(self, taken_up: str = "", settled: int = 0, refused: int = 0) -> None:
        self.taken_up = taken_up
        self.refused = refused
        self.settled = settled
        self.items: dict[str, list[dict[str, Any]]] = {}
        self.steps: dict[str, list[str]] = {}
        self.receptions = 0
        self.open_most = 0
        #: The requests under each key: who repeats one is answered from memory, if it is the same.
        self.under: dict[str, list[tuple[str, str, str]]] = {}
        self._left = {case.key: len(case.steps) for case in programme().cases}
        self._lock = threading.Lock()

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        path = urlsplit(url).path.removeprefix("/api/v1")
        answer = requests.Response()
        body = self._shown(path)
        answer.status_code = 200
        if method == "POST":
            key = given["headers"]["Idempotency-Key"]
            with self._lock:
                self.under.setdefault(key, []).append((method, path, json.dumps(given["json"])))
                answer.status_code, body = self._posted(path, key)
        answer._content = json.dumps(body).encode()
        return answer

    def _shown(self, path: str) -> dict[str, Any]:
        figures = programme().figures
        rate = {"numerator": self.settled, "denominator": figures.appeals, "percent": 0}
        return {
            "items": self.items.get(path, []),
            "known_from": DataOf.DECLARED,
            "stored": True,
            "by_applicant_group": [
                {
                    "key": ApplicantGroup.MIGRANT_WORKER,
                    "appeals": figures.workers_appeals,
                    "settled": figures.workers_settled,
                    "settled_rate": rate,
                }
            ],
            "receptions": figures.receptions,
            "appeals": figures.appeals,
            "settled": self.settled,
            "settled_rate": rate,
            "in_office": 0,
            "posts": 37,
            "cumulative": 37,
        }

    def _posted(self, path: str, key: str) -> tuple[int, dict[str, Any]]:
        match path.split("/")[1:]:
            case ["receptions"]:
                self.receptions += 1
            case ["appeals"]:
                self.steps[key] = []
            case ["appeals", appeal, _] if appeal == self.taken_up:
                return self.refused, {}
            case ["appeals", appeal, step]:
                self.steps.setdefault(appeal, []).append(step)
        unfinished = [
            one for one, steps in self.steps.items() if len(steps) < self._left.get(one, 0)
        ]
        self.open_most = max(self.open_most, len(unfinished))
        return 200, {"id": key, "tracking_code": key}


def _answered_by(
    registers: _Registers, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, Callable[[Actor], str], Progress, dict[str, UUID]]:
    """What a player is made with."""
    monkeypatch.setattr(
        requests.Session, "request", lambda _self, *a, **b: registers.request(*a, **b)
    )
    accounts = {one.login: one.person for one in logins()}
    terminal = Console(file=StringIO(), record=True)
    return "http://here", lambda _actor: "", Progress(console=terminal, disable=True), accounts


@pytest.mark.parametrize("refusal", [Forbidden, NotFound, WrongState, Invalid])
def test_an_appeal_of_then_that_somebody_takes_up_is_theirs(
    monkeypatch: pytest.MonkeyPatch, refusal: type[Problem]
) -> None:
    """All others are played to their end, few at a time, each step after the one before it."""
    cases, figures = programme().cases, programme().figures
    taken = next(case for case in cases if case.steps)
    registers = _Registers(taken.key, refused=refusal.status)
    player = demo._Player(*_answered_by(registers, monkeypatch))

    player.play_past()

    told = {case.key: [step.route for step in case.steps] for case in cases}
    assert registers.steps == told | {taken.key: []}
    assert registers.receptions == len(programme().meetings)
    assert registers.open_most <= 41
    least = player.least(figures)
    assert (least.settled, least.appeals) == (figures.settled - 1, figures.appeals)


@pytest.mark.parametrize("is_alone", [True, False])
def test_lower_figures_are_a_fault_only_where_nobody_else_works(
    monkeypatch: pytest.MonkeyPatch, *, is_alone: bool
) -> None:
    """Else the server would be stopped under those who reopened an appeal of then."""
    monkeypatch.setattr(demo, "_FIGURES_SECONDS", 0)
    registers = _Registers(settled=programme().figures.settled - 1)
    given = _answered_by(registers, monkeypatch)
    console = given[2].console
    fails = pytest.raises(demo.DemoFailed, match="settled 423 < 424") if is_alone else nullcontext()

    with fails:
        demo._await_figures(demo._Player(*given), console, is_alone=is_alone)

    note = f"{demo.OTHERS_WORKED}: settled 423 < 424"
    assert (note in console.export_text()) is not is_alone


def test_a_sample_that_is_whole_is_shown_at_once_whatever_became_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registers = _Registers(settled=300)
    registers.items["/committee-elections"] = [{}]
    monkeypatch.setattr(waiting, "pause", pytest.fail)
    given = _answered_by(registers, monkeypatch)
    usable: list[bool] = []
    whole: list[bool] = []

    demo.play(*given, usable.append, whole.append)

    assert usable == whole == [True]
    assert "300/460" in given[2].console.export_text()


def test_what_was_broken_off_is_finished_and_the_last_deed_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A selection of then is drafted first of all honours; all after it is sent again."""
    registers = _Registers()
    registers.items["/selections"] = [{"year": honouring.YEAR}]
    player = demo._Player(*_answered_by(registers, monkeypatch))
    player._of_then = {community: {} for community in NAMES}
    sent: list[Deed] = []
    monkeypatch.setattr(player, "_do", lambda deed, _given: sent.append(deed))
    assert not player.was_played()

    player.honour_then()

    for community in NAMES:
        keys = f"-{community[-3:]}/"
        first, *_, last = [one.path for one in sent if keys in one.key]
        assert first == f"/communities/{community}/selections"
        assert last == f"/communities/{community}/committee-elections"


def test_a_later_play_of_the_day_repeats_requests_and_sends_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So nothing is there twice: a gateway answers the same request under its key from memory."""
    registers = _Registers()
    given = _answered_by(registers, monkeypatch)
    first = demo._Player(*given)
    first._live(lambda: None)
    first.play_past()
    once = {key: len(sent) for key, sent in registers.under.items()}
    assert set(once.values()) == {1}

    demo._Player(*given).play_past()
    demo._Player(*given).go_on()

    assert registers.under.keys() == once.keys()
    assert {len(set(sent)) for sent in registers.under.values()} == {1}
    # What came in over the last quarter is of the first day alone.
    assert {len(sent) for sent in registers.under.values()} == {1, 2}
