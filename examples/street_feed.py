"""Keep a copy of every event of Linli in a database of your own.

Stands alone: copy this file, `pip install pika`, and run

    python street_feed.py amqp://office:password@broker/linli events.db

It reads the RabbitMQ stream `street.feed`, from the beginning at first and from
where it stopped at every later start. An event and the place after it are
stored in one transaction, and only then is the event acknowledged: whatever
breaks in between, nothing is missing and nothing stands twice. Every night a
digest comes, and the copy is checked against it. Where Linli was restored from
a backup, the copy is emptied and read again: events may have been lost there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import sys
import time
from typing import Any

import pika
from pika.exceptions import AMQPError

STREAM = "street.feed"
#: How many events the broker sends ahead; a stream is not read without a limit.
AHEAD = 100
PAUSE_SECONDS = 5
#: A restored log goes on with a higher number before the last eight digits of its places.
EPOCH = 10**8
#: Nothing more comes then, so the end of the stream is reached.
END_SECONDS = 1.0

TABLES = """
CREATE TABLE IF NOT EXISTS event (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
    subject TEXT NOT NULL, area TEXT, time TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS event_place ON event (source, sequence);
CREATE TABLE IF NOT EXISTS place (stream TEXT PRIMARY KEY, next_offset INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS epoch (number INTEGER PRIMARY KEY);
"""


class BeginAgain(Exception):  # noqa: N818 - says what to do
    """Linli was restored from a backup, so what we hold of it may never have happened."""


def begin_again(database: sqlite3.Connection) -> None:
    """Empty the copy."""
    with database:
        database.execute("DELETE FROM event")
        database.execute("DELETE FROM place")


def check_epoch(database: sqlite3.Connection, number: int) -> None:
    """Notice the first event of a restored log; the second time we read it, it is known."""
    [known] = database.execute("SELECT coalesce(max(number), 0) FROM epoch").fetchone()
    if number > known:
        with database:
            database.execute("INSERT INTO epoch VALUES (?)", [number])
        raise BeginAgain(f"epoch {number}")


def store(database: sqlite3.Connection, body: bytes, offset: int) -> None:
    """Store one event together with the place after it."""
    event = json.loads(body)
    check_epoch(database, int(event["sequence"]) // EPOCH)
    data = json.dumps(event["data"], ensure_ascii=False)
    names = ("id", "source", "sequence", "type", "subject", "area", "time")
    row = [int(event[name]) if name == "sequence" else event.get(name) for name in names]
    with database:
        # The same event may come again; its id says that it is known. The place told last holds.
        database.execute(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence",
            [*row, data],
        )
        database.execute("REPLACE INTO place VALUES (?, ?)", [STREAM, offset + 1])
    if event["type"].endswith(".day_digested"):
        print(check(database, event["source"], event["data"]), flush=True)


def check(database: sqlite3.Connection, source: str, digest: dict[str, Any]) -> str:
    """Whether we hold exactly what the source says it published."""
    ours = hashlib.sha256()
    query = "SELECT id FROM event WHERE source = ? AND sequence BETWEEN ? AND ? ORDER BY sequence"
    for (event_id,) in database.execute(query, [source, digest["first"], digest["last"]]):
        ours.update(f"{event_id}\n".encode())
    is_whole = ours.hexdigest() == digest["sha256"]
    places = f"{digest['first']} to {digest['last']}"
    return f"{source} up to {digest['day']}, {places}: {'whole' if is_whole else 'NOT WHOLE'}"


def next_offset(database: sqlite3.Connection) -> int | str:
    """Where to go on; the very first event when nothing is stored yet."""
    row = database.execute("SELECT next_offset FROM place WHERE stream = ?", [STREAM]).fetchone()
    return row[0] if row else "first"


def check_end(uri: str, place: int | str) -> None:
    """Notice a stream that was made anew: it is shorter than our place, where nothing would come."""
    end = -1
    with contextlib.closing(pika.BlockingConnection(pika.URLParameters(uri))) as connection:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=AHEAD)
        last = {"x-stream-offset": "last"}
        for method, properties, _ in channel.consume(
            STREAM, arguments=last, inactivity_timeout=END_SECONDS
        ):
            if method is None:
                break
            end = properties.headers["x-stream-offset"]
            channel.basic_ack(method.delivery_tag)
    if isinstance(place, int) and place > end + 1:
        raise BeginAgain(f"the stream ends at {end}")


def follow(uri: str, database: sqlite3.Connection) -> None:
    """Read until the connection breaks."""

    def arrived(channel: Any, delivery: Any, properties: Any, body: bytes) -> None:
        store(database, body, properties.headers["x-stream-offset"])
        channel.basic_ack(delivery.delivery_tag)

    check_end(uri, next_offset(database))
    connection = pika.BlockingConnection(pika.URLParameters(uri))
    # Leave by closing the connection: a stream does not take back what was sent ahead.
    with contextlib.closing(connection):
        channel = connection.channel()
        channel.basic_qos(prefetch_count=AHEAD)
        place = {"x-stream-offset": next_offset(database)}
        channel.basic_consume(STREAM, arrived, arguments=place)
        print(f"reading {STREAM} from {place['x-stream-offset']}", flush=True)
        channel.start_consuming()


def main(uri: str, path: str) -> None:
    """Follow the stream for ever, and connect again whenever the broker went away."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(TABLES)
        while True:
            try:
                follow(uri, database)
            except BeginAgain as why:
                print(f"Linli was restored ({why}), reading all of it again", flush=True)
                begin_again(database)
            except (AMQPError, OSError) as broken:
                print(f"connection lost ({broken!r}), again in {PAUSE_SECONDS} s", flush=True)
                time.sleep(PAUSE_SECONDS)  # noqa: TID251 - stands alone, without our runtime


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(*sys.argv[1:3])
