"""Figures of an area together with those of the areas that were merged into it."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from contracts.street.totals import ShowTotals, Totals
from groundwork import areas
from runtime import clock
from runtime.database import Database
from services.street.totals import operations, queries
from tests.servers.fixtures import OpenDatabase
from tests.services.street.events import DENGLIANG, LILIN, YUELIANGWAN, received, reception
from vocabulary.areas import level_of

_ENDED = dt.date(2014, 12, 31)


@pytest.fixture
def street(migrated_database: OpenDatabase) -> Database:
    """One appeal in 荔林, two in 月亮湾 and four in 登良; a visitor for each."""
    database = migrated_database("street")
    with database.writing() as session:
        for community, count in ((LILIN, 1), (YUELIANGWAN, 2), (DENGLIANG, 4)):
            appeals = [received(community=community) for _ in range(count)]
            operations.apply_appeals(session, appeals)
            operations.apply_receptions(session, [reception(community=community, visitors=count)])
    return database


def _area(code: str, successor: str | None, version: int = 1, **changed: dt.date) -> AreaPublished:
    ended = {"valid_to": _ENDED} if successor else {}
    return AreaPublished(
        code=code,
        level=level_of(code),
        names=[AreaName(name_zh="社区", name_en="Community")],
        successor=successor,
        is_sample=False,
        version=version,
        **(ended | changed),
    )


def _keep(street: Database, *events: AreaPublished) -> None:
    with street.writing() as session:
        areas.keep(session, events)


def _ask(street: Database, community: str | None, *, include: bool = True) -> Totals:
    with street.reading() as session:
        request = ShowTotals(area=community, include_predecessors=include)
        return queries.totals(session, request)


def test_what_was_merged_counts_with_its_successor_when_asked_for(street: Database) -> None:
    _keep(street, _area(LILIN, YUELIANGWAN), _area(YUELIANGWAN, DENGLIANG))

    alone, whole = _ask(street, DENGLIANG, include=False), _ask(street, DENGLIANG)

    assert (alone.appeals, alone.receptions, alone.predecessors) == (4, 4, None)
    assert (whole.appeals, whole.receptions) == (7, 7)
    assert whole.predecessors == [LILIN, YUELIANGWAN]
    # Each community keeps its own line: history stays what it was.
    assert [(line.community, line.appeals) for line in whole.by_community] == [
        (LILIN, 1),
        (YUELIANGWAN, 2),
        (DENGLIANG, 4),
    ]


def test_a_street_counts_its_own_predecessors_once(street: Database) -> None:
    _keep(street, _area(LILIN, DENGLIANG), _area("440305009001", DENGLIANG))

    whole = _ask(street, "440305007000")

    assert whole.appeals == 7


def test_before_the_day_of_the_merger_nothing_is_added(
    street: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(street, _area(LILIN, DENGLIANG))
    found = {}
    for moment in ("2014-12-31T23:59:59+08:00", "2015-01-01T00:00:00+08:00"):
        now = dt.datetime.fromisoformat(moment)
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        found[now.year] = _ask(street, DENGLIANG).appeals

    assert found == {2014: 4, 2015: 5}


def test_the_newest_version_counts_whatever_comes_last(street: Database) -> None:
    _keep(street, _area(LILIN, DENGLIANG, version=3))
    _keep(street, _area(LILIN, None, version=2), _area(LILIN, None, version=1))

    assert _ask(street, DENGLIANG).appeals == 5


def test_without_an_area_everything_is_counted_anyway(street: Database) -> None:
    _keep(street, _area(LILIN, DENGLIANG))

    found = _ask(street, None)

    assert (found.appeals, found.predecessors) == (7, [])
