"""Keep the newest figures of each area of Linli in a database of your own, and print them.

Stands alone: copy this file, `pip install pika`, and run

    python street_digests.py amqp://digests-reader:password@broker/linli digests.db

It reads the RabbitMQ stream `street.digests`, from the beginning at first and from where it stopped
at every later start. A digest and the place after it are stored in one transaction, and only then is
the digest acknowledged: so each counts once, whatever breaks in between. Only the newest version of an
area is kept; it holds all figures, so nothing is ever added up from several.

    python street_digests.py --show digests.db

prints the figures of all time, the highest areas first.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import sys
import time
from typing import Any

import pika
from pika.exceptions import AMQPError

STREAM = "street.digests"
TYPE = "linli.street.totals_digested"
#: How many digests the broker sends ahead; a stream is not read without a limit.
AHEAD = 100
PAUSE_SECONDS = 5

TABLES = """
CREATE TABLE IF NOT EXISTS digest (
    area TEXT PRIMARY KEY, version INTEGER NOT NULL, told_at TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS place (stream TEXT PRIMARY KEY, next_offset INTEGER NOT NULL);
"""
#: The same version again says that Linli is alive; an older one, that it was sent again.
KEEP = """
INSERT INTO digest VALUES (?, ?, ?, ?)
ON CONFLICT (area) DO UPDATE SET
    version = excluded.version, told_at = excluded.told_at, data = excluded.data
WHERE excluded.version >= digest.version
"""
SHOW = """
SELECT digest.area, json_extract(digest.data, '$.merged_into') AS merged_into,
    json_extract(figures.value, '$.receptions'), json_extract(figures.value, '$.appeals'),
    json_extract(figures.value, '$.closed'), json_extract(figures.value, '$.settled'),
    json_extract(figures.value, '$.settled_rate.percent')
FROM digest, json_each(digest.data, '$.periods') AS figures
WHERE json_extract(figures.value, '$.span') = ?
ORDER BY length(rtrim(digest.area, '0')), digest.area
"""
HEADINGS = ("area", "receptions", "appeals", "closed", "settled", "settled %")


def store(database: sqlite3.Connection, body: bytes, offset: int) -> None:
    """Store one digest, unless a newer one is there, together with the place after it."""
    event = json.loads(body)
    with database:
        if event["type"] == TYPE:
            data = event["data"]
            row = [data["area"], data["version"], event["time"], json.dumps(data)]
            database.execute(KEEP, row)
        database.execute("REPLACE INTO place VALUES (?, ?)", [STREAM, offset + 1])


def next_offset(database: sqlite3.Connection) -> int | str:
    """Where to go on; the oldest digest that is left when nothing is stored yet."""
    row = database.execute("SELECT next_offset FROM place WHERE stream = ?", [STREAM]).fetchone()
    return row[0] if row else "first"


def table(database: sqlite3.Connection, span: str = "ever") -> list[tuple[Any, ...]]:
    """A line for each area that exists: its code and its figures of a span."""
    found = database.execute(SHOW, [span]).fetchall()
    return [(area, *figures) for area, merged_into, *figures in found if merged_into is None]


def show(database: sqlite3.Connection) -> None:
    """Print the table."""
    for line in [HEADINGS, *table(database)]:
        print("  ".join(str(cell).rjust(12) for cell in line))


def follow(uri: str, database: sqlite3.Connection) -> None:
    """Read until the connection breaks."""

    def arrived(channel: Any, delivery: Any, properties: Any, body: bytes) -> None:
        store(database, body, properties.headers["x-stream-offset"])
        channel.basic_ack(delivery.delivery_tag)

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
        if uri == "--show":
            show(database)
            return
        while True:
            try:
                follow(uri, database)
            except (AMQPError, OSError) as broken:
                print(f"connection lost ({broken!r}), again in {PAUSE_SECONDS} s", flush=True)
                time.sleep(PAUSE_SECONDS)  # noqa: TID251 - stands alone, without our runtime


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(*sys.argv[1:3])
