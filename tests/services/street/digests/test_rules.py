from __future__ import annotations

import datetime as dt

import pytest

from contracts.appeals.words import AppealChannel, ApplicantGroup, Outcome
from contracts.envelope import LARGEST_BYTES
from contracts.street.words import Span
from services.street.digests import queries, rules
from services.street.digests.rules import Digest
from services.street.totals.rules import Count

_DAY = dt.date(2013, 5, 9)
_COMMUNITY, _OTHER, _STREET = "440305007001", "440305008001", "440305007000"


@pytest.mark.parametrize(
    ("span", "begins"),
    [
        (Span.DAY, _DAY),
        (Span.MONTH, dt.date(2013, 5, 1)),
        (Span.QUARTER, dt.date(2013, 4, 1)),
        (Span.YEAR, dt.date(2013, 1, 1)),
        (Span.EVER, None),
    ],
)
def test_a_period_begins_with_its_first_day(span: Span, begins: dt.date | None) -> None:
    assert rules.begins(span, _DAY) == begins


def test_the_largest_digest_has_room_in_an_event() -> None:
    """A city may have any number of categories; the smallest stand together then."""
    periods = rules.nothing()
    many = [f"{number:040d}" for number in range(500)]
    keys: dict[str, list[str]] = {
        "category": many,
        "applicant_group": list(ApplicantGroup),
        "channel": ["unknown", *AppealChannel],
        "outcome": ["open", *Outcome],
    }
    for figures in periods.values():
        for kind, of in keys.items():
            for number, key in enumerate(of):
                figures.count(kind, key, Count(*[9_000_000 + number] * 3))

    told = queries.event_of(_COMMUNITY, 1, _DAY, Digest(rules.limited(periods), {}))

    categories = told.periods[0].by_category
    assert len(told.schema().dumps(told).encode()) < LARGEST_BYTES - 2000
    assert sum(line.appeals for line in categories) == sum(9_000_000 + n for n in range(500))
    assert categories[0].key == rules.REST
    assert many[-1] in {line.key for line in categories}


def test_a_digest_is_read_as_it_was_written() -> None:
    periods = rules.nothing()
    periods[Span.EVER].count("outcome", "open", Count(3, 0, 0))
    digest = Digest(periods, {"appeals": 12}, merged_into=_OTHER)

    assert queries.read(queries.written(digest)) == digest


def test_a_circle_of_mergers_ends() -> None:
    """What an area file says wrong must not stop the clock."""
    merged = {_COMMUNITY: _OTHER, _OTHER: _COMMUNITY}

    assert rules.holder_of(_COMMUNITY, merged) in merged


def test_a_street_that_was_merged_takes_its_communities_along() -> None:
    merged = {_STREET: "440305009000"}

    assert list(rules.above(_COMMUNITY, merged)) == [
        "440305009000",
        "440305000000",
        "440300000000",
    ]


@pytest.mark.parametrize(
    ("seconds", "may"), [(0, False), (59, False), (60, True), (-1, False), (-301, True)]
)
def test_a_minute_lies_between_digests_but_for_a_clock_that_was_wrong(
    seconds: int, *, may: bool
) -> None:
    last = dt.datetime(2013, 5, 9, 12, tzinfo=dt.UTC)

    assert rules.may_digest(last + dt.timedelta(seconds=seconds), last) is may


def test_a_version_rises_even_after_older_ones_were_lost() -> None:
    """As after restoring a database: a reader keeps the highest version."""
    now = dt.datetime(2013, 5, 9, 12, tzinfo=dt.UTC)

    assert rules.version_after(None, now + dt.timedelta(minutes=1)) > rules.version_after(None, now)
    assert rules.version_after(10**9, now) == 10**9 + 1
