"""Figures that move: what 200 browsers cost a gateway, and how soon a closing is seen.

First nothing changes, and the gateway's memory and processor time are read with and without the
streams. Then the register's log gets 300 events a second, every second one a closing, and one
stream tells when each was counted. Ends with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import orjson
import requests

from bus import outbox
from contracts.registry import Event
from runtime import clock, waiting
from runtime.database import Database
from tests.benchmarks import references
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.services.street.events import closed, received
from tests.system import System
from vocabulary.actors import SYSTEM

_BROWSERS, _MORE_MB, _SHARE_OF_A_CORE = 200, 100.0, 0.05
_IDLE_SECONDS = 20.0
_EVENTS_A_SECOND, _SECONDS, _MOST_SECONDS = 300, 30, 1.0
_TURN_SECONDS = 0.1
#: One address has forty streams, so the browsers come from several.
_ADDRESSES = 8
_PATH = "/api/v1/public/street/live"
_HEAD = f"GET {_PATH} HTTP/1.1\r\nHost: linli\r\nAccept: text/event-stream\r\n\r\n".encode()


def main() -> None:
    """Measure both and print them; ends with 1 where an aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=_SECONDS, help="of events")
    seconds: int = arguments.parse_args().seconds
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        with System(
            postgres, rabbitmq, services=("gateway", "appeals", "street"), as_deployed=True
        ) as system:
            slower = 1 / references.core_share()
            print(f"beside what else is done here, one core is {slower:.1f} times slower")
            is_good = [_browsers_at_rest(system), _closings_seen(system, seconds, slower)]
    finally:
        rabbitmq.remove()
        postgres.remove()
    raise SystemExit(not all(is_good))


def _browsers_at_rest(system: System) -> bool:
    gateway = system["gateway"]
    before_mb, before = gateway.memory_mb, _used(system)
    with _browsers(gateway.address) as heard:
        wait_for(lambda: len(heard) == _BROWSERS, 60, "every browser has the figures")
        used, more_mb = _used(system), gateway.memory_mb - before_mb
    print(
        f"{_BROWSERS} browsers while nothing changes: {more_mb:.1f} MB more, aim {_MORE_MB:.0f} MB; "
        f"{100 * used:.1f} % of a core, without them {100 * before:.1f} %, aim "
        f"{100 * _SHARE_OF_A_CORE:.0f} % more"
    )
    return more_mb < _MORE_MB and used - before < _SHARE_OF_A_CORE


def _used(system: System) -> float:
    """How much of a core the gateway takes, as a share."""
    gateway = system["gateway"]
    began, used = clock.monotonic(), gateway.cpu_seconds
    waiting.pause(_IDLE_SECONDS)
    return (gateway.cpu_seconds - used) / (clock.monotonic() - began)


@contextlib.contextmanager
def _browsers(address: str) -> Iterator[set[int]]:
    """As many streams as a gateway has, read all the time; those that have heard figures."""
    place = urlsplit(address)
    heard: set[int] = set()
    is_over = threading.Event()
    with contextlib.ExitStack() as held, selectors.DefaultSelector() as selector:
        for number in range(_BROWSERS):
            here = (f"127.0.0.{2 + number % _ADDRESSES}", 0)
            to = (place.hostname, place.port)
            made = held.enter_context(socket.create_connection(to, 60, source_address=here))
            made.sendall(_HEAD)
            selector.register(made, selectors.EVENT_READ, number)

        def read() -> None:
            while not is_over.is_set():
                for key, _ in selector.select(0.5):
                    if b"event: figures" in key.fileobj.recv(65536):  # type: ignore[union-attr]  # a socket
                        heard.add(key.data)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield heard
        finally:
            is_over.set()
            reader.join()


def _closings_seen(system: System, seconds: int, slower: float) -> bool:
    """How long after its commit each closing stands in a figure that a stream told."""
    seen: list[tuple[float, int]] = []
    # The places of the browsers are free once something was written to them.
    stream = wait_for(lambda: _stream(system["gateway"].address), 60, "there is room for a stream")
    assert stream is not None
    threading.Thread(target=_follow, args=(stream, seen), daemon=True).start()
    wait_for(lambda: seen, 60, "the first figures")
    first = seen[0][1]
    written = _written(system, seconds)
    wait_for(lambda: seen[-1][1] - first == len(written), 120, "every closing is seen")
    stream.close()
    waits = sorted(_waits(written, seen, first))
    median, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.99))
    most = _MOST_SECONDS * slower
    print(
        f"{len(waits):,} closings among {_EVENTS_A_SECOND} events a second, until a stream told "
        f"them: median {median:.2f} s, p99 {p99:.2f} s, aim {most:.1f} s; {len(seen) - 1} figures "
        f"in {seconds} s"
    )
    return p99 <= most


def _stream(address: str) -> requests.Response | None:
    headers = {"Accept": "text/event-stream"}
    answer = requests.get(f"{address}{_PATH}", headers=headers, stream=True, timeout=60)
    return answer if answer.ok else None


def _follow(stream: requests.Response, seen: list[tuple[float, int]]) -> None:
    with contextlib.suppress(requests.RequestException, AttributeError):
        for line in stream.iter_lines(chunk_size=1):
            if line.startswith(b"data: "):
                periods = orjson.loads(line.removeprefix(b"data: "))["periods"]
                seen.append((clock.monotonic(), periods[-1]["closed"]))


def _written(system: System, seconds: int) -> list[float]:
    """Put events into the register's log in small transactions; when each closing was there."""
    database = Database(system.settings["LINLI_APPEALS_DATABASE_URL"])
    of_a_turn = int(_EVENTS_A_SECOND * _TURN_SECONDS) // 2
    written: list[float] = []
    began = clock.monotonic()
    with contextlib.closing(database):
        for turn in range(int(seconds / _TURN_SECONDS)):
            waiting.pause(max(0.0, began + turn * _TURN_SECONDS - clock.monotonic()))
            events: list[tuple[Event, None]] = []
            for _ in range(of_a_turn):
                came = received(received_at=clock.now())
                gone = closed(came.appeal_id, received_at=came.received_at)
                events += [(came, None), (gone, None)]
            with database.writing() as session:
                outbox.add_all(session, events, actor=SYSTEM)
            written += [clock.monotonic()] * of_a_turn
    return written


def _waits(
    written: Sequence[float], seen: Sequence[tuple[float, int]], first: int
) -> Iterator[float]:
    told = iter(seen)
    at, counted = next(told)
    for number, moment in enumerate(written, start=1):
        while counted - first < number:
            at, counted = next(told)
        yield at - moment


if __name__ == "__main__":
    main()
