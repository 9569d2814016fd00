"""Answers that go on (流式答复): how many there may be, and their end when the server stops.

A stream holds its connection for hours, so only a fifth of the connections are for streams, of all
and of each address. No limit of silent clients ends one: its server writes, and the connection of a
client that acknowledges nothing for half a minute breaks, also of one that vanished without a word.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from runtime.http.limits import Limits
from vocabulary.problems import Unavailable

#: The key in the environment for entering; absent where no server of ours is in front.
STREAMS = "linli.streams"
#: What the server reads to send each piece at once, not when many of them are together.
_AT_ONCE = "eventlet.minimum_write_chunk_size"
#: So many times fewer streams than connections.
_SHARE = 5
_RETRY_SECONDS = 30
#: What was written is acknowledged within so long; else Linux tries again for a quarter of an hour.
_UNACKNOWLEDGED_MILLISECONDS = 30_000


class Stream:
    """One answer that goes on, until it is closed or the server stops."""

    def __init__(self, leave: Callable[[Stream], None] | None = None) -> None:
        self._signal = threading.Event()
        self._leave = leave
        self.is_ended = False

    def wake(self) -> None:
        """There is something to look at."""
        self._signal.set()

    def wait(self, seconds: float) -> None:
        """Until somebody wakes it, or for so many seconds."""
        self._signal.wait(seconds)
        self._signal.clear()

    def end(self) -> None:
        """Write nothing more."""
        self.is_ended = True
        self.wake()

    def close(self) -> None:
        """Give the place back; once more changes nothing."""
        leave, self._leave = self._leave, None
        if leave is not None:
            leave(self)


class Streams:
    """The streams of one server."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._most_of_place = limits.at_once // _SHARE, limits.from_one_place // _SHARE
        self._open: dict[Stream, str] = {}
        self._places: Counter[str] = Counter()

    def enter(self, place: str | None) -> Stream:
        """Begin one; `place` as connections are counted, None for a proxy of ours.

        Raises:
            Unavailable: there are as many as may be.
        """
        name = place or ""
        is_full = len(self._open) >= self._most
        if is_full or (place is not None and self._places[name] >= self._most_of_place):
            raise _too_many()
        stream = Stream(self._left)
        self._open[stream] = name
        self._places[name] += 1
        return stream

    def end(self) -> None:
        """End all of them."""
        for stream in list(self._open):
            stream.end()

    def _left(self, stream: Stream) -> None:
        name = self._open.pop(stream)
        self._places[name] -= 1
        if not self._places[name]:
            del self._places[name]


def begun(environ: Mapping[str, Any]) -> Stream:
    """A stream that answers this request.

    Raises:
        Unavailable: the server has as many as may be.
    """
    enter: Callable[[], Stream] | None = environ.get(STREAMS)
    return Stream() if enter is None else enter()


def watch_over(connection: Any) -> None:
    """Have the connection of a stream break when its client is gone."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MILLISECONDS)


def at_once(environ: dict[str, Any]) -> None:
    """Have each piece of this answer sent as soon as it is there."""
    environ[_AT_ONCE] = "0"


def _too_many() -> Unavailable:
    return Unavailable(
        "实时连接已满，请稍后再连；其间可以用 If-None-Match 定时查询。",
        "There are as many live connections as may be; try again later, and meanwhile ask now and "
        "then with If-None-Match.",
        retry_after_seconds=_RETRY_SECONDS,
    )
