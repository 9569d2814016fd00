"""What counting costs a request at the door, in processor time: the machine may be busy."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

from gateway.limits.admission import Admission
from gateway.limits.rate_limits.operations import RateLimits
from gateway.people.callers import Callers, Credentials
from runtime import logs, migrating
from runtime.database import Database
from vocabulary.problems import TooManyRequests
from vocabulary.rate_limits import DEFAULTS, MOST, Kind, Limit

_SECRET = b"a secret of a benchmark, long enough for one"
_REQUESTS = 200_000
_ROUNDS = 5
#: So many addresses come in turn, fewer than are remembered.
_FAMILIAR = 1_000


def main() -> None:
    """Print microseconds a request, the best of some rounds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=_REQUESTS)
    times = arguments.parse_args().requests
    logs.configure("error", "text")
    familiar = [f"192.0.{place // 250}.{place % 250}" for place in range(_FAMILIAR)]
    wide = {kind: (Limit(MOST, 60), Limit(MOST, 3600)) for kind in Kind}
    narrow = {kind: (Limit(1, 60), Limit(1, 3600)) for kind in Kind}
    off = dict.fromkeys(Kind, ())
    _print("no limit", _round(off, lambda: _cycled(familiar, times)), times)
    _print("familiar, passes", _round(wide, lambda: _cycled(familiar, times)), times)
    _print("familiar, others counted too", _round(wide, lambda: _cycled(familiar, times), 1), times)
    _print("familiar, refused", _round(narrow, lambda: _cycled(familiar, times)), times)
    _print("new address each time", _round(wide, lambda: _new(times)), times)
    _memory()
    _exchange()


def _cycled(addresses: list[str], times: int) -> Iterator[str]:
    return (addresses[place % len(addresses)] for place in range(times))


def _new(times: int) -> Iterator[str]:
    return (f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}" for place in range(times))


def _made(limits: Any) -> RateLimits:
    made = RateLimits()
    made.open(_SECRET, limits)
    return made


def _round(limits: Any, addresses: Callable[[], Iterator[str]], elsewhere: int = 0) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        counting = _made(limits)
        if elsewhere:
            _hear_of_others(counting)
        admission = Admission(counting, Callers(_SECRET, Credentials()))
        began = time.process_time()
        for address in addresses():
            environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/api/v1/public/appeals"}
            with contextlib.suppress(TooManyRequests):
                admission.enter(environ, address)
        best = min(best, time.process_time() - began)
    return best


def _hear_of_others(counting: RateLimits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = _database(folder)
        other = _made({kind: (Limit(1, 3600),) for kind in Kind})
        other.pass_one(Kind.INTAKE, "198.51.100.1")
        for gateway in (other, counting):
            with database.writing() as session:
                gateway.exchange(session)
        database.close()


def _memory() -> None:
    counting = _made(DEFAULTS)
    tracemalloc.start()
    for address in _new(100_000):
        counting.pass_one(Kind.INTAKE, address)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(
        f"100,000 addresses: {counting.remembered:,} remembered, {taken / 1e6:.1f} MB, "
        f"{taken / counting.remembered:.0f} bytes each"
    )


def _exchange() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = _database(folder)
        one, other = (_made({kind: (Limit(10, 60),) for kind in Kind}) for _ in range(2))
        for address in _new(2_000):
            one.pass_one(Kind.INTAKE, address)
        seconds = []
        for gateway in (one, one, one, one, other):
            began = time.process_time()
            with database.writing() as session:
                gateway.exchange(session)
            seconds.append(time.process_time() - began)
        database.close()
    print(
        f"a turn on SQLite: 500 told {seconds[0] * 1000:.1f} ms, 2,000 heard {seconds[-1] * 1000:.1f} ms"
    )


def _database(folder: str) -> Database:
    url = f"sqlite:///{folder}/gateway.db"
    migrating.upgrade("gateway", url)
    return Database(url)


def _print(what: str, seconds: float, times: int) -> None:
    print(f"{what:32}{seconds / times * 1e6:7.2f} µs a request", flush=True)


if __name__ == "__main__":
    main()
