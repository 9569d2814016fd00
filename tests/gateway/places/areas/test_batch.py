"""Laws that hold for every file of areas."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as some

from gateway.places.areas.rules import Area, batch
from gateway.places.areas.rules.area import successions
from gateway.places.areas.rules.batch import Line
from gateway.places.areas.rules.changes import Wanted
from vocabulary.areas import AreaChange, level_of, parent_of
from vocabulary.problems import Problem

_TODAY = dt.date(2026, 11, 24)
_CODES = [
    "440000000000",
    "440300000000",
    "440305000000",
    "440305007000",
    "440305007001",
    "440305007002",
    "440305007003",
    "440305008000",
    "440305008001",
]
_DAYS = some.sampled_from([None, *(dt.date(2000 + 5 * number, 1, 1) for number in range(7))])
_COMMUNITIES = some.sampled_from([None, None, *_CODES[4:7]])


@some.composite
def _wanted(draw: some.DrawFn, code: str) -> Wanted:
    first, last = draw(_DAYS), draw(_DAYS)
    name = draw(some.sampled_from(["甲", "乙"]))
    return Wanted(code, name, name, first, last, draw(_COMMUNITIES) if last else None)


_AROUND = [Line(Wanted(code, "名", "Name")) for code in _CODES[:4]]


def _changed(areas: dict[str, Area], lines: list[Line]) -> dict[str, Area] | None:
    try:
        return areas | batch.changed(areas, lines, today=_TODAY, actor=None)
    except Problem:
        return None


def _start() -> dict[str, Area]:
    return _changed({}, _AROUND) or {}


def _possible(lines: list[Line]) -> list[Line]:
    """Of these lines those that can stand in one file, the earlier before the later."""
    kept: list[Line] = []
    for line in lines:
        if _changed(_start(), [*kept, line]) is not None:
            kept.append(line)
    return kept


_ANY_LINES = some.lists(
    some.sampled_from([*_CODES, *_CODES[4:7] * 3]).flatmap(_wanted),
    max_size=12,
    unique_by=lambda wanted: (wanted.code, wanted.valid_from),
).map(lambda found: [Line(wanted, number) for number, wanted in enumerate(found, start=2)])
#: Some are refused, most tell of several areas, names and mergers.
_FILES = _ANY_LINES | _ANY_LINES.map(_possible)


@given(_FILES)
def test_every_tree_that_is_let_in_holds_together(lines: list[Line]) -> None:
    tree = _changed(_start(), lines)
    for area in (tree or {}).values():
        parent = (tree or {}).get(parent_of(area.code) or "")
        assert parent is not None or parent_of(area.code) is None
        for day in (area.valid_from or dt.date.min, area.valid_to or dt.date.max):
            assert parent is None or parent.exists_on(day)
        if area.successor is not None:
            assert area.valid_to is not None
            assert area.taken_over_on is not None
            heir = (tree or {})[area.successor]
            assert heir.exists_on(area.taken_over_on)
            assert level_of(heir.code) is level_of(area.code)
        days = [name.since or dt.date.min for name in area.names]
        assert days == sorted(set(days))


@given(_FILES)
def test_importing_again_changes_nothing(lines: list[Line]) -> None:
    tree = _changed(_start(), lines)
    if tree is not None:
        assert batch.changed(tree, lines, today=_TODAY, actor=None) == {}


@given(_FILES, some.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_count(lines: list[Line], shuffled: object) -> None:
    others = list(lines)
    shuffled.shuffle(others)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert _changed(_start(), lines) == _changed(_start(), others)


@given(some.lists(_FILES, max_size=3))
def test_what_has_ended_stays_ended_and_nothing_goes_away(files: list[list[Line]]) -> None:
    """A code is never given to another place."""
    trees = [_start()]
    for lines in files:
        trees.append(_changed(trees[-1], lines) or trees[-1])
    for before, after in itertools.pairwise(trees):
        assert before.keys() <= after.keys()
        for code, area in before.items():
            if area.ended_by(_TODAY):
                assert after[code].valid_to == area.valid_to
                assert area.successor in {None, after[code].successor}
        ended = successions(before, _TODAY)
        assert ended.items() <= successions(after, _TODAY).items()


@given(_FILES)
def test_every_change_is_named(lines: list[Line]) -> None:
    before = _start()
    for code, area in (_changed(before, lines) or {}).items():
        kinds = batch.what_became(before.get(code), area)
        assert bool(kinds) is (area != before.get(code))
        assert (AreaChange.ADDED in kinds) is (code not in before)
