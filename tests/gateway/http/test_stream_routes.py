"""The pieces of a stream: when each is due, and when it ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from contracts.street.live import LiveFigures
from gateway.http import stream_routes
from gateway.http.stream_routes import _Events
from gateway.wire.watch import Follower, State
from runtime import clock
from runtime.http.streams import Stream
from tests.gateway.cases.case import an_answer

_SOON = 0.2


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything comes sooner than in a gateway."""
    monkeypatch.setattr(stream_routes, "_APART_SECONDS", _SOON)
    monkeypatch.setattr(stream_routes, "_HEARTBEAT_SECONDS", 3 * _SOON)
    monkeypatch.setattr(stream_routes, "_CHECK_SECONDS", _SOON)


class _Area:
    """An area that is followed, and its newest state."""

    def __init__(self) -> None:
        self.name = "0" * 16
        self.is_left = False

    def newest(self) -> State:
        figures = cast("Any", an_answer(LiveFigures))
        return State(self.name, figures)

    def close(self) -> None:
        self.is_left = True


@pytest.fixture
def area() -> _Area:
    return _Area()


def _pieces(
    area: _Area, stream: Stream, *, seen: str | None = None, rights: Iterator[bool] | None = None
) -> _Events:
    def holds() -> bool:
        return True if rights is None else next(rights)

    made = _Events(stream, cast("Follower", area), seen, holds)
    assert next(made).startswith(b"retry: ")
    return made


def _id(piece: bytes) -> str:
    return piece.decode().splitlines()[1].removeprefix("id: ")


def test_the_newest_state_comes_at_once_and_the_next_one_after_a_while(area: _Area) -> None:
    """What was in between is never sent: each event is whole."""
    stream = Stream()
    pieces = _pieces(area, stream)
    began = clock.monotonic()
    assert _id(next(pieces)) == "0" * 16
    for name in ("1" * 16, "2" * 16):
        area.name = name
        stream.wake()

    assert _id(next(pieces)) == "2" * 16
    assert clock.monotonic() - began >= _SOON


def test_a_sign_of_life_comes_where_nothing_changes(area: _Area) -> None:
    """Also to a client that has the newest state already."""
    pieces = _pieces(area, Stream(), seen="0" * 16)

    assert [next(pieces), next(pieces)] == [b":\n\n", b":\n\n"]


def test_it_ends_once_the_caller_may_no_longer(area: _Area) -> None:
    pieces = _pieces(area, Stream(), seen="0" * 16, rights=iter([True, True, False]))

    assert list(pieces) in ([], [b":\n\n"])


def test_it_ends_with_the_server_and_gives_its_place_back(area: _Area) -> None:
    left: list[Stream] = []
    stream = Stream(left.append)
    pieces = _pieces(area, stream, seen="0" * 16)
    threading.Timer(_SOON / 2, stream.end).start()

    assert list(pieces) == []
    pieces.close()
    pieces.close()
    assert (left, area.is_left) == ([stream], True)
