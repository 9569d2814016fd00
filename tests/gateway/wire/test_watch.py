"""One look at the street for everybody who follows its figures."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, cast

import pytest

from contracts.street.live import LiveFigures, WatchedFigures, WatchFigures
from gateway.wire.watch import Follower, Watch
from tests.builders import DENGLIANG, LILIN
from tests.gateway.cases.case import an_answer
from tests.servers.waiting import wait_for
from vocabulary.problems import Unavailable


class _Street:
    """Answers with how often something changed, as appeals of the first period."""

    def __init__(self) -> None:
        self.asked: list[WatchFigures] = []
        self.appeals = 0
        self.is_away = False

    def __call__(self, request: WatchFigures) -> WatchedFigures:
        self.asked.append(request)
        if self.is_away:
            raise Unavailable("街道服务暂时不可用。", "The street is away.", retry_after_seconds=1)
        mark = f"{self.appeals}"
        if mark == request.known:
            return WatchedFigures(mark=mark, items=None)
        areas = [*([None] if request.with_everything else []), *request.areas]
        return WatchedFigures(mark=mark, items=[self._figures(area) for area in areas])

    def _figures(self, area: str | None) -> LiveFigures:
        usual = cast("Any", an_answer(LiveFigures))
        [period, *_] = usual.periods
        counted = self.appeals if area != DENGLIANG else 0
        periods = [dataclasses.replace(period, appeals=counted)]
        return LiveFigures(area=area, day=usual.day, periods=periods)


class _Somebody:
    """Follows an area, and counts how often it was woken."""

    def __init__(self, watch: Watch, area: str | None) -> None:
        self.woken = threading.Semaphore(0)
        self.follower: Follower = watch.follow(area, self.woken.release)

    def appeals(self) -> int | None:
        state = self.follower.newest()
        return None if state is None else state.figures.periods[0].appeals


@pytest.fixture
def street() -> _Street:
    return _Street()


@pytest.fixture
def watch(street: _Street) -> Watch:
    return Watch(street, look_seconds=0.01)


def test_all_who_follow_cost_one_look(street: _Street, watch: Watch) -> None:
    """And those whose area did not change are left alone."""
    many = [_Somebody(watch, area) for area in (LILIN, LILIN, None, DENGLIANG)]
    wait_for(lambda: all(one.appeals() == 0 for one in many), 30, "all know")
    for one in many:
        # A person who comes later is not woken for what is known already.
        while one.woken.acquire(blocking=False):
            pass
    street.appeals = 7
    for one in many[:3]:
        assert one.woken.acquire(timeout=30)
        assert one.appeals() == 7

    assert many[3].appeals() == 0
    assert not many[3].woken.acquire(blocking=False)
    last = street.asked[-1]
    assert (last.areas, last.with_everything) == ([LILIN, DENGLIANG], True)


def test_who_comes_later_has_no_other_area_counted_anew(street: _Street, watch: Watch) -> None:
    """All are asked for again with the mark, so that only what changed is counted."""
    first = _Somebody(watch, LILIN)
    assert first.woken.acquire(timeout=30)
    wait_for(lambda: street.asked[-1].known is not None, 30, "it asks with the mark")
    asked = len(street.asked)

    later = _Somebody(watch, DENGLIANG)

    assert later.woken.acquire(timeout=30)
    wait_for(lambda: street.asked[-1].areas == [LILIN, DENGLIANG], 30, "it asks for both")
    assert [one.areas for one in street.asked[asked:] if one.known is None] == [[DENGLIANG]]


def test_nothing_is_asked_while_nobody_follows(street: _Street, watch: Watch) -> None:
    """What nobody followed is not given later as if it were new."""
    first = _Somebody(watch, LILIN)
    assert first.woken.acquire(timeout=30)
    first.follower.close()
    first.follower.close()
    wait_for(lambda: not watch._is_looking, 30, "nobody looks any more")
    asked, street.appeals = len(street.asked), 3

    again = _Somebody(watch, LILIN)

    assert again.woken.acquire(timeout=30)
    assert again.appeals() == 3
    assert street.asked[asked].known is None


def test_an_area_that_is_left_and_followed_again_at_once_is_told(
    street: _Street, watch: Watch
) -> None:
    other = _Somebody(watch, None)
    assert other.woken.acquire(timeout=30)
    for _ in range(20):
        somebody = _Somebody(watch, LILIN)
        assert somebody.woken.acquire(timeout=30)
        somebody.follower.close()


def test_it_goes_on_once_the_street_is_back(street: _Street, watch: Watch) -> None:
    street.is_away = True
    somebody = _Somebody(watch, LILIN)
    wait_for(lambda: street.asked, 30, "it asked")
    street.is_away, street.appeals = False, 5

    assert somebody.woken.acquire(timeout=30)
    assert somebody.appeals() == 5


def test_what_changed_while_the_street_was_away_is_told_though_somebody_came_meanwhile(
    street: _Street, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new area's mark says nothing about areas that were counted before it."""
    monkeypatch.setattr("gateway.wire.watch._AWAY_SECONDS", 0.01)
    later: list[_Somebody] = []

    def ask(request: WatchFigures) -> WatchedFigures:
        if len(street.asked) == 1:
            street.appeals = 7
            later.append(_Somebody(watch, DENGLIANG))
            street.asked.append(request)
            raise Unavailable("街道服务暂时不可用。", "The street is away.", retry_after_seconds=1)
        return street(request)

    monkeypatch.setattr(watch, "_ask", ask)

    first = _Somebody(watch, LILIN)

    wait_for(lambda: later and later[0].appeals() is not None, 30, "the new one knows")
    wait_for(lambda: first.appeals() == 7, 10, "the first is told")


def test_old_figures_are_not_given_as_new_while_the_street_is_away(
    street: _Street, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.wire.watch._OLD_SECONDS", 0.5)
    monkeypatch.setattr("gateway.wire.watch._AWAY_SECONDS", 0.01)
    somebody = _Somebody(watch, LILIN)
    wait_for(lambda: somebody.appeals() == 0, 30, "it knows")

    street.is_away = True

    wait_for(lambda: watch.known(LILIN) is None, 30, "what it knew is old")
    street.is_away = False
    wait_for(lambda: somebody.appeals() == 0, 30, "it knows again")


def test_the_same_figures_have_the_same_name_at_every_gateway(
    street: _Street, watch: Watch
) -> None:
    here, there = _Somebody(watch, LILIN), _Somebody(Watch(street, look_seconds=0.01), LILIN)
    names = set()
    for appeals in range(3):
        street.appeals = appeals
        wait_for(lambda: here.appeals() == there.appeals() == street.appeals, 30, "both know")
        state, other = here.follower.newest(), there.follower.newest()
        assert state is not None
        assert state == other
        names.add(state.name)
    assert len(names) == 3
