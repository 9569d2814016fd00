"""Counting requests in memory, and telling the other gateways about once a second.

No request waits for the database. A count that reaches a tenth of a limit is reported, and reports
of others are added. So several gateways together let as many requests pass as one would, plus those
of about a second, plus less than a tenth of the limit for each further gateway. While the database
is away each counts for itself.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from prometheus_client import Counter
from sqlalchemy.orm import Session

from gateway.limits.rate_limits import queries, rules
from gateway.limits.rate_limits.model import RATE_COUNT
from gateway.limits.rate_limits.queries import Elsewhere
from runtime import clock, metrics
from runtime.database import upsert_newer
from runtime.identifiers import new_id
from runtime.logs import logger
from vocabulary.problems import TooManyRequests
from vocabulary.rate_limits import Kind, Limit, Limits

log = logger(__name__)

#: Addresses, accounts or keys of one kind that are remembered; about 700 bytes each.
_KEPT = 30_000
#: Told in one turn; what is nearest to its limit goes first, the rest with the next turn.
_TOLD_AT_ONCE = 500
_MARK_SHOWN = 12

RATE_LIMITED = Counter(
    "linli_rate_limited_total",
    "Requests refused because too many came, by kind of limit.",
    ["kind"],
    registry=metrics.REGISTRY,
)


class RateLimits:
    """The counters of this process; without limits until `open`."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._secret = b""
        self._limits: Limits = dict.fromkeys(Kind, ())
        self._windows: dict[Kind, OrderedDict[str, list[_Window]]] = {}
        self._elsewhere: Elsewhere = {}
        self._to_tell: dict[tuple[str, int], _Window] = {}
        self.open(b"", self._limits)

    def open(self, secret: bytes, limits: Limits) -> None:
        """Begin to count under these limits, as one gateway more."""
        # Not when it is made: a process may fork from one that has imported all of this.
        self._gateway = new_id()
        self._secret, self._limits = secret, limits
        self._windows = {kind: OrderedDict() for kind in Kind}

    @property
    def remembered(self) -> int:
        """Addresses, accounts and keys that are remembered now."""
        return sum(map(len, self._windows.values()))

    def pass_one(self, kind: Kind, subject: str) -> None:
        """Count one request.

        Raises:
            TooManyRequests: it may not pass now; then it is not counted.
        """
        if not self._limits[kind]:
            return
        windows = self._turned(kind, subject)
        if any(self._wait_ms(window) for window in windows):
            raise self._refusal(kind, windows)
        for window in windows:
            window.current += 1
            if window.current >= window.told_from and len(self._to_tell) < self._kept:
                self._to_tell[window.mark, window.limit.seconds] = window

    def check_room(self, kind: Kind, subject: str) -> None:
        """Count nothing, only look.

        Raises:
            TooManyRequests: a request of this kind would not pass now.
        """
        if subject not in self._windows[kind]:
            # No request came here yet; the counts of others arrive with the first one.
            return
        windows = self._turned(kind, subject)
        if any(self._wait_ms(window) for window in windows):
            raise self._refusal(kind, windows)

    def exchange(self, session: Session) -> None:
        """Tell the other gateways what passed here, and learn what passed there."""
        now = clock.now()
        # Taken out first: what passes while the database works is told the next time.
        rows = [self._row(window) for window in self._taken_out() if window.current]
        upsert_newer(
            session,
            RATE_COUNT,
            rows,
            key=("mark", "seconds", "number", "gateway"),
            version="passed",
        )
        self._elsewhere = queries.counted_elsewhere(session, self._gateway, now)
        self._forget_past(now)

    def _turned(self, kind: Kind, subject: str) -> list[_Window]:
        moment_ms = _milliseconds(clock.now())
        known = self._windows[kind]
        windows = known.get(subject)
        if windows is None:
            mark = rules.mark(self._secret, kind, subject)
            windows = known[subject] = [_Window(mark, limit) for limit in self._limits[kind]]
            if len(known) > self._kept:
                # Drop the caller idle for longest; many addresses must not take all memory.
                known.popitem(last=False)
        else:
            known.move_to_end(subject)
        for window in windows:
            window.turn(moment_ms)
        return windows

    def _wait_ms(self, window: _Window) -> int:
        before, current = window.before, window.current
        if self._elsewhere:
            mark, seconds, number = window.mark, window.limit.seconds, window.number
            current += self._elsewhere.get((mark, seconds, number), 0)
            before += self._elsewhere.get((mark, seconds, number - 1), 0)
        return rules.wait_ms(
            window.limit, before=before, current=current, elapsed_ms=window.elapsed_ms
        )

    def _refusal(self, kind: Kind, windows: Iterable[_Window]) -> TooManyRequests:
        wait, window = max(
            ((self._wait_ms(window), window) for window in windows), key=lambda found: found[0]
        )
        RATE_LIMITED.labels(kind.value).inc()
        if window.logged != window.number:
            window.logged = window.number
            log.warning(
                "rate_limit_reached",
                kind=kind.value,
                mark=window.mark[:_MARK_SHOWN],
                limit=f"{window.limit.most}/{window.limit.seconds}",
            )
        return rules.refusal(kind, rules.retry_after_seconds(wait))

    def _taken_out(self) -> list[_Window]:
        """The counts to tell, the nearest to its limit first; the rest waits for the next time."""
        found = heapq.nlargest(
            _TOLD_AT_ONCE,
            self._to_tell.values(),
            key=lambda window: window.current / window.limit.most,
        )
        for window in found:
            del self._to_tell[window.mark, window.limit.seconds]
        return found

    def _row(self, window: _Window) -> dict[str, Any]:
        # It weighs on the window after it too.
        ends = (window.number + 2) * window.limit.seconds
        return {
            "mark": window.mark,
            "seconds": window.limit.seconds,
            "number": window.number,
            "gateway": self._gateway,
            "passed": window.current,
            "counts_until": dt.datetime.fromtimestamp(ends, dt.UTC),
        }

    def _forget_past(self, now: dt.datetime) -> None:
        moment_ms = _milliseconds(now)
        for known in self._windows.values():
            # The order is that of the last call, so the first that counts ends the search.
            while known and all(one.is_past(moment_ms) for one in next(iter(known.values()))):
                known.popitem(last=False)
        self._to_tell = {
            name: window for name, window in self._to_tell.items() if not window.is_past(moment_ms)
        }


class _Window:
    """What passed of one subject under one limit, in the window at hand and the one before."""

    __slots__ = (
        "before",
        "current",
        "elapsed_ms",
        "limit",
        "logged",
        "mark",
        "number",
        "told_from",
        "whole_ms",
    )

    def __init__(self, mark: str, limit: Limit) -> None:
        self.mark = mark
        self.limit = limit
        self.whole_ms = limit.seconds * 1000
        self.told_from = rules.told_from(limit)
        self.number = self.logged = -1
        self.before = self.current = self.elapsed_ms = 0

    def turn(self, moment_ms: int) -> None:
        """Be in the window of this moment."""
        number, self.elapsed_ms = divmod(moment_ms, self.whole_ms)
        if number == self.number:
            return
        if number == self.number - 1:
            # The clock was set back a little; the window at hand has just begun then.
            self.elapsed_ms = 0
            return
        self.before = self.current if number == self.number + 1 else 0
        self.current, self.number = 0, number

    def is_past(self, moment_ms: int) -> bool:
        """Whether none of it counts any more."""
        return moment_ms >= (self.number + 2) * self.whole_ms


def forget_past(session: Session) -> None:
    """Delete what no longer counts, of all gateways."""
    session.execute(sa.delete(RATE_COUNT).where(RATE_COUNT.c.counts_until <= clock.now()))


def _milliseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
