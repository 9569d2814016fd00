"""Answers that go on take a fifth of the connections, and end with the server."""

from __future__ import annotations

import threading

from runtime.http.limits import Limits
from runtime.http.streams import Streams, begun
from vocabulary.problems import Unavailable


def _full(streams: Streams, place: str | None) -> bool:
    try:
        streams.enter(place).close()
    except Unavailable as refusal:
        return bool(refusal.retry_after_seconds)
    return False


def test_a_fifth_of_all_connections_are_streams() -> None:
    streams = Streams(Limits(at_once=20, from_one_place=1000))
    held = [streams.enter(f"192.0.2.{number}") for number in range(4)]
    assert _full(streams, "192.0.2.9")
    assert _full(streams, None)

    held.pop().close()
    held[0].close()
    held[0].close()

    assert [_full(streams, "192.0.2.9") for _ in range(3)] == [False] * 3
    held += [streams.enter(None), streams.enter(None)]
    assert _full(streams, None)


def test_a_fifth_of_the_connections_of_one_address_are_streams() -> None:
    """So that nobody takes all; a proxy of ours brings many people."""
    streams = Streams(Limits(at_once=1000, from_one_place=10))
    held = [streams.enter("192.0.2.1") for _ in range(2)]

    assert _full(streams, "192.0.2.1")
    assert not _full(streams, "192.0.2.2")
    assert not _full(streams, None)
    held[0].close()
    assert not _full(streams, "192.0.2.1")


def test_a_server_that_stops_ends_its_streams() -> None:
    streams = Streams(Limits())
    stream = streams.enter(None)
    waits = threading.Thread(target=stream.wait, args=(60.0,))
    waits.start()

    streams.end()

    waits.join(30)
    assert not waits.is_alive()
    assert stream.is_ended


def test_an_application_without_a_server_of_ours_streams_too() -> None:
    stream = begun({})

    stream.close()

    assert not stream.is_ended
