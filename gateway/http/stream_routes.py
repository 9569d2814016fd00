"""Routes that go on telling what changes (server-sent events), to programs and pages that ask so.

Others get the state as JSON, and ask again with its ETag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

import flask
import orjson

from contracts.registry import Answer, Shape
from gateway.http.blueprints import reading, said
from gateway.http.incoming import Environ
from gateway.http.routes import IF_NONE_MATCH, Routes, View, written
from gateway.wire.watch import Follower, State
from runtime import clock
from runtime.http import streams
from runtime.http.streams import Stream
from vocabulary.permissions import Action
from vocabulary.problems import wrong_field

EVENTS = "text/event-stream"
LAST_EVENT_ID = {
    "in": "header",
    "name": "Last-Event-ID",
    "description": "The id of the last event that you got; if it is the newest state, it is not "
    "sent again.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
}
_NAME = re.compile(r"[0-9a-f]{16}")
#: Events of one stream are so far apart.
_APART_SECONDS = 1.0
#: Proxies end what is silent for longer, and a client that is gone is noticed by writing.
_HEARTBEAT_SECONDS = 10.0
#: Whether the caller still may is looked at as often.
_CHECK_SECONDS = 1.0
#: A browser comes back after so long.
_BACK_MILLISECONDS = 2000


class Holds(Protocol):
    """Whether the caller may still read on."""

    def __call__(self) -> bool: ...


class StreamRoutes(Routes):
    """The routes of a capability with streams; following one is no use of a session."""

    def stream(
        self, rule: str, *, may: Action, answers: type[Answer], filters: type[Shape]
    ) -> Callable[[View], View]:
        """A GET of a state as JSON, or as a stream of its changes."""

        def declare(view: View) -> View:
            made: Any = self._answering(200, view, may, answers)
            made.is_followed = True
            made = reading(made, filters, location="query")
            headers = [IF_NONE_MATCH, LAST_EVENT_ID]
            made = said(made, **{"x-headers": headers, "x-versioned": True})
            declared = self._declared(rule, "GET", made, may, answers=answers, filters=filters)
            return cast("View", declared)

        return declare


def is_wanted(environ: Environ) -> bool:
    """Whether the client asks for a stream."""
    return environ["REQUEST_METHOD"] == "GET" and EVENTS in environ.get("HTTP_ACCEPT", "")


def last_seen(environ: Environ) -> str | None:
    """The name of the state that the client has.

    Raises:
        Invalid: we never gave such an id.
    """
    given: str | None = environ.get("HTTP_LAST_EVENT_ID")
    if given is None or _NAME.fullmatch(given):
        return given
    raise wrong_field(
        "Last-Event-ID",
        "malformed_event_id",
        zh=f"Last-Event-ID“{given[:60]}”不是本系统给出的编号；请原样发送，或不带。",
        en=f"We never gave the Last-Event-ID {given[:60]!r}; send one as it was, or none.",
    )


def at_this_moment(state: State) -> flask.Response:
    """The state as JSON; an empty 304 where the caller has it."""
    answer = written(state.figures, type(state.figures))
    answer.set_etag(state.name)
    answer.make_conditional(flask.request)
    return answer


def going_on(
    follow: Callable[[Callable[[], None]], Follower], seen: str | None, holds: Holds
) -> flask.Response:
    """The stream of an area's states, the newest at once.

    Raises:
        Unavailable: there are as many streams as may be.
    """
    environ = flask.request.environ
    stream = streams.begun(environ)
    streams.at_once(environ)
    events = _Events(stream, follow(stream.wake), seen, holds)
    answer = flask.Response(events, content_type=f"{EVENTS}; charset=utf-8")
    # Proxies that collect pieces would keep the newest one.
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


class _Events(Iterator[bytes]):
    """The pieces of a stream, each as soon as it is due."""

    def __init__(self, stream: Stream, follower: Follower, seen: str | None, holds: Holds) -> None:
        self._stream, self._follower, self._holds = stream, follower, holds
        self._seen = seen
        self._first = f"retry: {_BACK_MILLISECONDS}\n\n".encode()
        now = clock.monotonic()
        self._may_send_at = now
        self._beats_at = now + _HEARTBEAT_SECONDS
        self._checks_at = now + _CHECK_SECONDS

    def __next__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        while not self._stream.is_ended:
            now = clock.monotonic()
            if now >= self._checks_at:
                if not self._holds():
                    break
                self._checks_at = now + _CHECK_SECONDS
            state = self._follower.newest()
            is_new = state is not None and state.name != self._seen
            if state is not None and is_new and now >= self._may_send_at:
                self._seen = state.name
                self._may_send_at = now + _APART_SECONDS
                return self._sent(now, _event(state))
            if now >= self._beats_at:
                return self._sent(now, b":\n\n")
            until = min(self._beats_at, self._checks_at, *([self._may_send_at] if is_new else []))
            self._stream.wait(until - now)
        self.close()
        raise StopIteration

    def _sent(self, now: float, piece: bytes) -> bytes:
        self._beats_at = now + _HEARTBEAT_SECONDS
        return piece

    def close(self) -> None:
        """The client is gone, or the server stops."""
        self._follower.close()
        self._stream.close()


def _event(state: State) -> bytes:
    data = orjson.dumps(state.figures.plain()).decode()
    return f"event: figures\nid: {state.name}\ndata: {data}\n\n".encode()
