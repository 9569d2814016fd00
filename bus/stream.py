"""Reading what lies in a RabbitMQ stream for others: the feed of all events, and the digests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pika

_UNACKNOWLEDGED_MOST = 100
#: Nothing more comes then, so the end is reached.
_END_SECONDS = 1.0


@dataclass(frozen=True)
class Entry:
    """One event of a stream and its place."""

    offset: int
    body: bytes


def offset_from(text: str) -> str | int | dt.datetime:
    """`first`, `last`, a number, or a moment in ISO 8601.

    Raises:
        ValueError: it is none of these.
    """
    if text in {"first", "last", "next"}:
        return text
    if text.isdigit():
        return int(text)
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone()


class BeyondTheEnd(ValueError):  # noqa: N818 - says where the place is
    """The stream does not reach so far: who waits there hears nothing until it does."""


def check_reaches(parameters: pika.URLParameters, stream: str, place: int) -> None:
    """Let pass a place that the stream has, or will give next.

    Raises:
        BeyondTheEnd: it is shorter, as a stream that was made anew.
    """
    entries = tail(parameters, stream, "last", idle_seconds=_END_SECONDS)
    end = max((one.offset for one in entries), default=-1)
    if place > end + 1:
        raise BeyondTheEnd(str(end + 1))


def tail(
    parameters: pika.URLParameters,
    stream: str,
    start: str | int | dt.datetime,
    *,
    idle_seconds: float | None,
) -> Iterator[Entry]:
    """Entries of a stream from `start` on; ends after `idle_seconds` without an event, or never."""
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.basic_qos(prefetch_count=_UNACKNOWLEDGED_MOST)
    channel.queue_declare(stream, passive=True)
    arguments = {"x-stream-offset": start}
    for method, properties, body in channel.consume(
        stream, arguments=arguments, inactivity_timeout=idle_seconds
    ):
        if method is None:
            # Cancelling would reject the prefetched, which a stream does not take.
            connection.close()
            return
        yield Entry(int(properties.headers["x-stream-offset"]), body)
        channel.basic_ack(method.delivery_tag)
