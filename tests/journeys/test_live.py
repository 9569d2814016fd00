"""Figures that move while somebody follows them, in a running system."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import orjson
import requests

from runtime import clock
from tests.journeys.people import administrator_of_the_street, somebody_made_by
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_PUBLIC = "/public/street/live"
_STREAM = {"Accept": "text/event-stream"}


@contextlib.contextmanager
def _followed(running: Running, path: str = _PUBLIC, **headers: str) -> Iterator[requests.Response]:
    answer = running.call(
        "GET",
        path,
        headers=_STREAM | headers,
        params={"area": _HERE.community},
        stream=True,
    )
    with contextlib.closing(answer):
        yield answer


def _events(answer: requests.Response) -> Iterator[tuple[str, Json]]:
    """The id and the figures of each event; nothing of heartbeats."""
    told: dict[str, str] = {}
    for line in answer.iter_lines(chunk_size=1, decode_unicode=True):
        name, colon, value = line.partition(": ")
        if name and colon:
            told[name] = value
        if not line and "data" in told:
            yield told["id"], orjson.loads(told["data"])
            told = {}


def _ever(figures: Json) -> tuple[int, int]:
    [ever] = [one for one in figures["periods"] if one["span"] == "ever"]
    return ever["appeals"], ever["closed"]


def test_an_appeal_moves_the_figures_of_those_who_follow(running: Running) -> None:
    """The newest state comes at once, and each state once only."""
    with _followed(running) as answer:
        events = _events(answer)
        first, figures = next(events)
        appeals, closed = _ever(figures)
        for _ in range(3):
            running.stored(running.submit())
        seen = [next(events)]
        while _ever(seen[-1][1])[0] < appeals + 3:
            seen.append(next(events))
    newest, figures = seen[-1]
    assert _ever(figures) == (appeals + 3, closed)
    assert len({first, *(name for name, _ in seen)}) == len(seen) + 1

    plain = running.call(
        "GET",
        _PUBLIC,
        params={"area": _HERE.community},
        headers={"If-None-Match": f'"{newest}"'},
    )
    assert plain.status_code == 304
    with _followed(running, **{"Last-Event-ID": newest}) as answer:
        running.stored(running.submit())
        name, figures = next(_events(answer))
    assert name != newest
    assert _ever(figures)[0] == appeals + 4


def test_a_role_that_ends_closes_its_stream(running: Running) -> None:
    administrator = administrator_of_the_street(running)
    clerk = somebody_made_by(administrator, "workstation_staff")
    account = clerk.answer("GET", "/accounts/me")
    token = {"Authorization": f"Bearer {clerk.token}"}
    with _followed(running, "/street/live", **token) as answer:
        assert next(_events(answer))
        [role] = administrator.answer("GET", f"/accounts/{account['id']}")["roles"]
        administrator.answer("POST", f"/accounts/{account['id']}/roles/{role['id']}/ending", {})
        ended = clock.monotonic()
        for _ in _events(answer):
            pass
        seconds = clock.monotonic() - ended
    assert seconds < 8, "within five seconds, and what a busy machine takes"
    with _followed(running, "/street/live", **token) as answer:
        assert answer.status_code == 401


def test_one_address_has_a_share_of_the_streams(running: Running) -> None:
    """A fifth of its 200 connections; the others are told when to come back, and go on asking.

    It stands last, as the places that it took are free only after some seconds.
    """
    with contextlib.ExitStack() as held:
        for _ in range(41):
            # Clients that left a moment ago may have a place still.
            answer = held.enter_context(_followed(running))
            if not answer.ok:
                break
            assert next(_events(answer))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert running.call("GET", _PUBLIC).ok
    # The place of a client that is gone is free once something was written to it.
    wait_for(lambda: _is_open(running), 60, "there is room for a stream again")


def _is_open(running: Running) -> bool:
    with _followed(running) as answer:
        return answer.ok
