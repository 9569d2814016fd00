"""What streams of figures follow: one look at the street for all of them.

While somebody follows, the street is asked again and again, once for all areas; it counts only those
that changed. Nobody follows: nothing is asked.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from contracts.street.live import LiveFigures, WatchedFigures, WatchFigures
from runtime import clock, waiting
from runtime.logs import logger
from vocabulary.problems import Problem

log = logger(__name__)

#: Between two looks, and after one that had no answer.
_LOOK_SECONDS = 0.25
_AWAY_SECONDS = 1.0
#: What the street said longer ago is not given as its newest state.
_OLD_SECONDS = 5.0
_NAME_DIGITS = 16

Ask = Callable[[WatchFigures], WatchedFigures]


@dataclass(frozen=True)
class State:
    """The figures of an area at a moment; the same figures have the same name at every gateway."""

    name: str
    figures: LiveFigures

    @staticmethod
    def of(figures: LiveFigures) -> State:
        """The state of these figures."""
        written = orjson.dumps(figures.plain(), option=orjson.OPT_SORT_KEYS)
        return State(hashlib.sha256(written).hexdigest()[:_NAME_DIGITS], figures)


class Follower:
    """Somebody who follows an area."""

    def __init__(self, watch: Watch, area: str | None, wake: Callable[[], None]) -> None:
        self._watch = watch
        self.area = area
        self.wake = wake

    def newest(self) -> State | None:
        """What is known of the area; None: the street has not answered, or not lately."""
        return self._watch.known(self.area)

    def close(self) -> None:
        """Follow no longer; once more changes nothing."""
        self._watch.leave(self)


class Watch:
    """Asks the street for everybody who follows."""

    def __init__(self, ask: Ask, look_seconds: float = _LOOK_SECONDS) -> None:
        self._ask = ask
        self._look_seconds = look_seconds
        self._lock = threading.Lock()
        self._followers: dict[str | None, set[Follower]] = {}
        self._known: dict[str | None, State] = {}
        #: Of the last answer about all areas, or of the first about any.
        self._mark: str | None = None
        self._answered_at = clock.monotonic()
        self._is_looking = False

    def follow(self, area: str | None, wake: Callable[[], None]) -> Follower:
        """Follow an area; `wake` is called when its figures changed."""
        follower = Follower(self, area, wake)
        with self._lock:
            self._followers.setdefault(area, set()).add(follower)
            begins, self._is_looking = not self._is_looking, True
        if begins:
            threading.Thread(target=self._look_on, name="watch", daemon=True).start()
        return follower

    def leave(self, follower: Follower) -> None:
        """Follow no longer."""
        with self._lock:
            left = self._followers.get(follower.area, set())
            left.discard(follower)
            if not left:
                self._followers.pop(follower.area, None)
                # What nobody follows grows old.
                self._known.pop(follower.area, None)

    def known(self, area: str | None) -> State | None:
        """What is known of an area that somebody follows; None while the street is away."""
        is_old = clock.monotonic() - self._answered_at > _OLD_SECONDS
        return None if is_old else self._known.get(area)

    def _look_on(self) -> None:
        while self._goes_on():
            try:
                self._look()
            except Problem as away:
                log.warning("watch_waits", error=away.en)
                waiting.pause(_AWAY_SECONDS)
            except Exception:
                log.exception("watch_broke")
                waiting.pause(_AWAY_SECONDS)
            else:
                waiting.pause(self._look_seconds)

    def _goes_on(self) -> bool:
        with self._lock:
            self._is_looking = bool(self._followers)
            return self._is_looking

    def _look(self) -> None:
        with self._lock:
            areas, mark = list(self._followers), self._mark
            new = [area for area in areas if area not in self._known]
        if new:
            # Whole, whatever changed; the mark of the others still holds for these.
            answer = self._ask(asking(new))
            self._take(answer)
            # With the first answer, as the next call may fail: a later mark is not that of these.
            mark = self._mark = mark or answer.mark
        if areas:
            answer = self._ask(asking(areas, mark))
            self._take(answer)
            self._mark = answer.mark

    def _take(self, answer: WatchedFigures) -> None:
        changed: list[Follower] = []
        with self._lock:
            self._answered_at = clock.monotonic()
            for figures in answer.items or []:
                state, area = State.of(figures), figures.area
                known = self._known.get(area)
                if area in self._followers and (known is None or known.name != state.name):
                    self._known[area] = state
                    changed += self._followers[area]
        for follower in changed:
            follower.wake()


def asking(areas: list[str | None], mark: str | None = None) -> WatchFigures:
    """The request for the figures of these areas, of those that changed since the mark."""
    return WatchFigures(
        areas=[one for one in areas if one is not None],
        with_everything=None in areas,
        known=mark,
    )
