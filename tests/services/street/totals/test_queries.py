from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from contracts.appeals.words import AppealChannel, ApplicantGroup, Outcome
from contracts.street.totals import (
    Line,
    Months,
    Rate,
    ReceptionLine,
    ShowMonths,
    ShowTotals,
    Totals,
)
from runtime.database import Database
from services.street.totals import operations, queries
from services.street.totals.operations import AppealEvent
from tests.services.street.events import (
    DENGLIANG,
    LILIN,
    YUELIANGWAN,
    closed,
    received,
    reception,
    shanghai,
)
from vocabulary.problems import Invalid

OpenDatabase = Callable[[str], Database]


@pytest.fixture
def street(migrated_database: OpenDatabase) -> Database:
    return migrated_database("street")


def test_before_anything_happened_every_figure_is_zero_and_the_rate_is_none(
    street: Database,
) -> None:
    found = _ask(street)

    assert (found.receptions, found.appeals, found.closed, found.settled) == (0, 0, 0, 0)
    assert Rate(numerator=0, denominator=0, percent=None) == found.settled_rate
    assert not found.by_community
    assert not found.by_outcome
    assert not found.receptions_by_community


def test_each_line_carries_both_numbers_of_its_rate(street: Database) -> None:
    """R56, R57: 93 of 95 rather than 98 %."""
    workers: dict[str, Any] = {
        "community": DENGLIANG,
        "applicant_group": ApplicantGroup.MIGRANT_WORKER,
    }
    _know(street, closed(**workers), closed(**workers), received(**workers), closed())

    found = _ask(street)

    assert (
        Line(
            key="migrant_worker",
            appeals=3,
            closed=2,
            settled=2,
            settled_rate=Rate(numerator=2, denominator=3, percent=66.67),
        )
        == {line.key: line for line in found.by_applicant_group}["migrant_worker"]
    )
    assert [(line.community, line.appeals) for line in found.by_community] == [
        (LILIN, 1),
        (DENGLIANG, 3),
    ]
    assert Rate(numerator=3, denominator=4, percent=75.0) == found.settled_rate


def test_every_way_of_coming_in_has_its_line(street: Database) -> None:
    """What of the time before, or a program of before, says no channel is `unknown`."""
    phone, web = AppealChannel.PHONE, AppealChannel.WEB
    _know(street, received(channel=web), closed(channel=phone), received(channel=phone), closed())

    found = _ask(street)

    assert [(line.key, line.appeals, line.settled) for line in found.by_channel] == [
        ("phone", 2, 1),
        ("unknown", 1, 1),
        ("web", 1, 0),
    ]


def test_the_figures_of_some_ways_of_coming_in_agree_with_their_lines(street: Database) -> None:
    """Counted from the facts, where the others come out of counts of days and months."""
    for channel in (None, *AppealChannel):
        for community in (LILIN, DENGLIANG):
            for day in (4, 5):
                told = {"channel": channel, "community": community}
                _know(street, closed(**told, received_at=shanghai(2013, 5, day)))
                _know(street, received(**told, received_at=shanghai(2013, 6, day)))
    _receive(street)
    first = dt.date(2013, 5, 5)

    for asked in ({}, {"from_day": first}, {"to_day": first}, {"area": LILIN}):
        everything = {line.key: line for line in _ask(street, **asked).by_channel}
        for channel in AppealChannel:
            found = _ask(street, **asked, channel=[channel])
            assert found.by_channel == [everything[channel]]
            assert (found.appeals, found.closed) == (
                everything[channel].appeals,
                everything[channel].closed,
            )
            assert sum(line.appeals for line in found.by_community) == found.appeals
    two = _ask(street, channel=[AppealChannel.WEB, AppealChannel.DESK])
    assert (two.appeals, two.settled, two.receptions) == (16, 8, 7)
    assert [line.key for line in two.by_channel] == ["desk", "web"]


def test_every_outcome_has_its_line_and_what_is_open_too(street: Database) -> None:
    _know(street, received(), closed(), closed(outcome=Outcome.EXPLAINED))

    found = _ask(street)

    assert [(line.key, line.closed, line.settled) for line in found.by_outcome] == [
        ("explained", 1, 0),
        ("open", 0, 0),
        ("settled", 1, 1),
    ]


def test_receptions_are_counted_by_person_and_community(street: Database) -> None:
    """R55: person-visits, most of which carry no appeal."""
    _receive(street, visitors=12)
    _receive(street, visitors=3)
    _receive(street, visitors=5, community=YUELIANGWAN)

    found = _ask(street)

    assert (found.receptions, found.appeals) == (20, 0)
    assert [
        ReceptionLine(community=LILIN, receptions=15),
        ReceptionLine(community=YUELIANGWAN, receptions=5),
    ] == found.receptions_by_community


def test_a_period_begins_and_ends_with_the_day_in_shanghai(street: Database) -> None:
    """R66: 00:30 in Shanghai is still yesterday in UTC."""
    for moment in (
        shanghai(2013, 5, 3, 23, 59),
        shanghai(2013, 5, 4, 0, 0),
        shanghai(2013, 5, 4, 0, 30),
        shanghai(2013, 5, 5, 23, 59),
        shanghai(2013, 5, 6, 0, 0),
    ):
        _know(street, received(received_at=moment))
        _receive(street, visitors=1, held_at=moment)

    found = _ask(street, from_day=dt.date(2013, 5, 4), to_day=dt.date(2013, 5, 5))

    assert (found.appeals, found.receptions) == (3, 3)
    assert _ask(street, to_day=dt.date(2013, 5, 5)).appeals == 4
    assert _ask(street, from_day=dt.date(2013, 5, 4)).appeals == 4


@pytest.mark.parametrize(
    ("area", "appeals", "visitors"),
    [
        (DENGLIANG, 1, 2),
        ("440305007000", 3, 3),  # the street
        ("440305000000", 4, 4),  # the district
        ("440305009000", 0, 0),
    ],
)
def test_an_area_holds_what_lies_under_it(
    street: Database, area: str, appeals: int, visitors: int
) -> None:
    for community in (LILIN, LILIN, DENGLIANG, "440305008001"):
        _know(street, received(community=community))
    for community in (DENGLIANG, DENGLIANG, LILIN, "440305008001"):
        _receive(street, visitors=1, community=community)

    found = _ask(street, area=area)

    assert (appeals, visitors) == (found.appeals, found.receptions)
    assert area == found.area


def test_two_communities_add_up_to_what_the_street_shows(street: Database) -> None:
    for community in (LILIN, YUELIANGWAN, YUELIANGWAN):
        _know(street, closed(community=community), received(community=community))

    whole = _ask(street)

    parts = [_ask(street, area=line.community) for line in whole.by_community]
    assert whole.appeals == sum(part.appeals for part in parts) == 6
    assert whole.settled == sum(part.settled for part in parts) == 3


def test_a_reversed_period_is_refused(street: Database) -> None:
    with pytest.raises(Invalid, match="before the first"):
        _ask(street, from_day=dt.date(2014, 1, 2), to_day=dt.date(2014, 1, 1))


def test_the_answer_repeats_what_was_asked_and_can_be_written_as_json(street: Database) -> None:
    _know(street, closed())

    written = _ask(street, from_day=dt.date(2013, 1, 1)).plain()

    assert (written["from"], written["to"]) == ("2013-01-01", None)
    assert written["settled_rate"] == {"numerator": 1, "denominator": 1, "percent": 100.0}


def test_a_year_stands_beside_the_one_before_it_month_by_month(street: Database) -> None:
    """Issue 19: a month without appeals has a line too, so that two years can be compared."""
    _know(
        street,
        closed(received_at=shanghai(2012, 5, 4)),
        closed(outcome=Outcome.EXPLAINED, received_at=shanghai(2013, 5, 1, 0)),
        received(community=DENGLIANG, received_at=shanghai(2013, 5, 31, 23)),
        received(received_at=shanghai(2011, 12, 31)),
        received(received_at=shanghai(2014, 1, 1)),
    )

    whole, here = _months(street, 2013), _months(street, 2013, area=DENGLIANG)

    assert [one.begins.month for one in whole.items] == [*range(1, 13), *range(1, 13)]
    assert {one.begins: (one.appeals, one.closed, one.settled) for one in whole.items} | {
        dt.date(2012, 5, 1): (1, 1, 1),
        dt.date(2013, 5, 1): (2, 1, 0),
    } == {one.begins: (one.appeals, one.closed, one.settled) for one in whole.items}
    assert sum(one.appeals for one in whole.items) == 3
    assert [one.begins for one in here.items if one.appeals] == [dt.date(2013, 5, 1)]
    assert _months(street, 2013, area=LILIN[:9] + "000").items == whole.items


def test_the_months_of_a_year_add_up_to_its_total(street: Database) -> None:
    for month in range(1, 13):
        for _ in range(month % 3):
            _know(street, closed(received_at=shanghai(2013, month, 28)))

    year = _ask(street, from_day=dt.date(2013, 1, 1), to_day=dt.date(2013, 12, 31))

    months = _months(street, 2013).items
    assert (sum(one.appeals for one in months), sum(one.settled for one in months)) == (
        year.appeals,
        year.settled,
    )


def _months(street: Database, year: int, area: str | None = None) -> Months:
    with street.reading() as session:
        return queries.months(session, ShowMonths(year=year, area=area))


def _know(street: Database, *events: AppealEvent) -> None:
    with street.writing() as session:
        for event in events:
            operations.apply_appeals(session, [event])


def _receive(street: Database, **facts: Any) -> None:
    with street.writing() as session:
        operations.apply_receptions(session, [reception(**facts)])


def _ask(
    street: Database,
    *,
    from_day: dt.date | None = None,
    to_day: dt.date | None = None,
    area: str | None = None,
    channel: list[AppealChannel] | None = None,
) -> Totals:
    asked = ShowTotals(from_day=from_day, to_day=to_day, area=area, channel=channel)
    with street.reading() as session:
        return queries.totals(session, asked)
