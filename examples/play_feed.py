"""Play a recorded feed of Linli into a RabbitMQ of your own, to develop a consumer against.

Stands alone: copy this file and `recorded_feed.jsonl.gz` beside it, `pip install pika`, start a broker,
as by `docker run -p 5672:5672 rabbitmq:4`, and run

    python play_feed.py amqp://guest:guest@localhost recorded_feed.jsonl.gz

It makes the exchange `public.events` and the streams `street.feed` and `street.digests` as Linli has
them, and publishes each event of the file in its order. Played again, every event comes a second time
with the same id, as it may from Linli too. A number at the end is how many events a second; without
it they come as fast as they can.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pika

EXCHANGE = "public.events"
#: The streams, and the events that lie in each.
STREAMS = {"street.feed": "#", "street.digests": "totals_digested"}


def recording(path: str) -> Iterator[bytes]:
    """The events of a file, as they came."""
    with gzip.open(path) if path.endswith(".gz") else Path(path).open("rb") as lines:
        for line in lines:
            yield line.rstrip(b"\n")


def publish(channel: Any, event: bytes) -> None:
    """As Linli does: the name of the event is the routing key."""
    told = json.loads(event)
    properties = pika.BasicProperties(
        content_type="application/cloudevents+json",
        delivery_mode=pika.DeliveryMode.Persistent,
        message_id=told["id"],
        type=told["type"],
    )
    channel.basic_publish(EXCHANGE, told["type"].rpartition(".")[2], event, properties)


def main(uri: str, path: str, a_second: str = "0") -> None:
    """Play the whole file."""
    pause = 1 / float(a_second) if float(a_second) else 0.0
    with contextlib.closing(pika.BlockingConnection(pika.URLParameters(uri))) as connection:
        channel = connection.channel()
        channel.exchange_declare(EXCHANGE, "topic", durable=True)
        for stream, key in STREAMS.items():
            arguments = {"x-queue-type": "stream"}
            channel.queue_declare(stream, durable=True, arguments=arguments)
            channel.queue_bind(stream, EXCHANGE, key)
        played = 0
        for event in recording(path):
            publish(channel, event)
            played += 1
            if pause:
                time.sleep(pause)  # noqa: TID251 - stands alone, without our runtime
        print(f"events played: {played}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(*sys.argv[1:4])
