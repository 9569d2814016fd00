"""R55 to R57, R66: what the street tells of each area's figures."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bus.entrypoints import Delivered
from bus.tables import OUTBOX
from contracts import envelope
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import ApplicantGroup, Outcome
from contracts.gateway.areas import AreaName, AreaPublished
from contracts.street.digests import DigestFigures, DigestPage, ListDigests, TotalsDigested
from contracts.street.totals import ShowTotals
from contracts.street.words import Span
from groundwork import areas
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.changes import operations as changes
from services.street.digests import operations
from services.street.digests import queries as digest_queries
from services.street.totals import operations as totals
from services.street.totals import queries
from services.street.totals.operations import AppealEvent
from tests.services.street.events import (
    DENGLIANG,
    LILIN,
    YUELIANGWAN,
    closed,
    life_of,
    received,
    reception,
    shanghai,
)
from vocabulary.areas import level_of

OpenDatabase = Callable[[str], Database]
_NOON = shanghai(2013, 5, 9, 12)
_MINUTE, _HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
_STREET, _DISTRICT, _CITY = "440305007000", "440305000000", "440300000000"
_APPEAL = UUID("01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")


def test_a_community_is_told_with_all_that_lies_around_it(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, received(), closed(), reception(visitors=7))

    told = _digests(street, _NOON)

    assert list(told) == [LILIN, _STREET, _DISTRICT, _CITY]
    for digest in told.values():
        assert _counted(digest) == {
            Span.DAY: (0, 0, 0, 0),
            Span.MONTH: (7, 2, 1, 1),
            Span.QUARTER: (7, 2, 1, 1),
            Span.YEAR: (7, 2, 1, 1),
            Span.EVER: (7, 2, 1, 1),
        }
        assert digest.heard[0].source == "appeals"


def test_every_line_is_that_of_the_totals(migrated_database: OpenDatabase) -> None:
    """The digest and the public answer must never say different things."""
    street = migrated_database("street")
    groups = [ApplicantGroup.TENANT, ApplicantGroup.ELDERLY]
    for number, day in enumerate(
        [(2012, 12, 31), (2013, 1, 1), (2013, 3, 31), (2013, 4, 1), (2013, 5, 1), (2013, 5, 9)]
    ):
        moment = shanghai(*day)
        for group in groups:
            known: dict[str, Any] = {
                "received_at": moment,
                "applicant_group": group,
                "category": f"c_{number}",
            }
            _hear(street, received(**known), closed(outcome=Outcome.EXPLAINED, **known))
        _hear(street, reception(held_at=moment, visitors=number + 1))

    told = _digests(street, _NOON)[LILIN]

    for figures in told.periods:
        asked = ShowTotals(
            area=LILIN, from_day=figures.begins, to_day=_NOON.date() if figures.begins else None
        )
        with street.reading() as session:
            expected = queries.totals(session, asked)
        assert figures.receptions == expected.receptions
        assert figures.settled_rate == expected.settled_rate
        for kind in ("by_category", "by_applicant_group", "by_channel", "by_outcome"):
            assert _lines(figures, kind) == _lines(expected, kind), (figures.span, kind)


def test_two_processes_tell_one_digest_a_minute(migrated_database: OpenDatabase) -> None:
    """Two processes of the street, and still one digest a minute."""
    street = migrated_database("street")
    _hear(street, received())
    assert _digest(street, _NOON) == 4
    _hear(street, received())

    assert _digest(street, _NOON + 59 * _SECOND) == 0
    assert _digest(street, _NOON + _MINUTE) == 4
    assert _digest(street, _NOON + _MINUTE) == 0


def test_without_a_change_nothing_is_told_until_an_hour_has_passed(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    _hear(street, received())
    before = _digests(street, _NOON)[LILIN]

    assert _digests(street, _NOON + 59 * _MINUTE) == {}
    again = _digests(street, _NOON + _HOUR)

    assert again[LILIN] == before
    assert len(again) == 4


def test_an_appeal_opened_again_lowers_the_settled_count_in_the_next_digest(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    life = life_of(_APPEAL)
    _hear(street, *life[:5])
    before = _digests(street, _NOON)[_STREET]
    _hear(street, life[5])

    after = _digests(street, _NOON + _MINUTE)[_STREET]

    assert (_ever(before).settled, _ever(after).settled) == (1, 0)
    assert after.version > before.version


def test_a_new_day_begins_new_figures(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, received(received_at=shanghai(2013, 6, 30, 23)))
    before = _digests(street, shanghai(2013, 6, 30, 23, 59))[LILIN]

    after = _digests(street, shanghai(2013, 7, 1, 0, 1))[LILIN]

    assert [found.appeals for found in before.periods] == [1, 1, 1, 1, 1]
    assert [found.appeals for found in after.periods] == [0, 0, 0, 1, 1]
    assert after.version > before.version


def test_a_merged_community_is_counted_where_it_went(migrated_database: OpenDatabase) -> None:
    """A reader that adds the newest digests of all communities counts no appeal twice."""
    street = migrated_database("street")
    _hear(street, received(), received(community=YUELIANGWAN))
    _publish(street, LILIN, valid_to=_NOON.date(), successor=YUELIANGWAN)
    before = _digests(street, _NOON)

    after = _digests(street, _NOON + 24 * _HOUR)

    assert (_ever(before[LILIN]).appeals, _ever(before[YUELIANGWAN]).appeals) == (1, 1)
    assert (_ever(after[LILIN]).appeals, _ever(after[YUELIANGWAN]).appeals) == (0, 2)
    assert after[LILIN].merged_into == YUELIANGWAN
    assert _ever(after[_STREET]).appeals == 2


def test_a_community_merged_into_another_street_takes_its_figures_along(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    elsewhere = "440305008001"
    _hear(street, received(), received(community=DENGLIANG))
    _digests(street, _NOON)
    _publish(street, elsewhere)
    _publish(street, LILIN, valid_to=_NOON.date() - dt.timedelta(days=1), successor=elsewhere)

    after = _digests(street, _NOON + _MINUTE) | _digests(street, _NOON + _HOUR)

    found = {area: _ever(digest).appeals for area, digest in after.items()}
    assert found == {
        LILIN: 0,
        elsewhere: 1,
        DENGLIANG: 1,
        _STREET: 1,
        "440305008000": 1,
        _DISTRICT: 2,
        _CITY: 2,
    }


def test_a_reader_that_asks_gets_what_changed_and_once(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _hear(street, received(), received(community=YUELIANGWAN))
    told = _digests(street, _NOON)

    pages = _pages(street, after=0)
    newest = {one.area: one.plain() for page in pages for one in page.items}
    assert newest == {area: one.plain() for area, one in told.items()}
    assert [len(page.items) for page in pages] == [3, 2]

    _hear(street, closed(community=YUELIANGWAN))
    _digest(street, _NOON + _MINUTE)
    changed = [one.area for page in _pages(street, after=pages[-1].last) for one in page.items]
    assert changed == [YUELIANGWAN, _STREET, _DISTRICT, _CITY]
    (page,) = _pages(street, after=0, area=LILIN)
    assert [one.area for one in page.items] == [LILIN]


def test_an_area_without_events_is_told_with_zeros(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    _publish(street, LILIN)

    told = _digests(street, _NOON)

    assert _counted(told[LILIN])[Span.EVER] == (0, 0, 0, 0)


def test_what_is_rebuilt_is_told_with_the_same_figures(migrated_database: OpenDatabase) -> None:
    """Design §3.12; the counts of all of time go with the facts."""
    street = migrated_database("street")
    events = [received(), closed(), *life_of(_APPEAL), reception()]
    _hear(street, *events)
    before = _digests(street, _NOON)[LILIN]

    with street.writing() as session:
        totals.forget(session)
    empty = _digests(street, _NOON + _MINUTE)[LILIN]
    _hear(street, *events)
    after = _digests(street, _NOON + 2 * _MINUTE)[LILIN]

    assert _ever(empty).appeals == 0
    assert (after.periods, after.version > before.version) == (before.periods, True)


_EVENTS = [
    *life_of(_APPEAL),
    *life_of(UUID(int=2), community=YUELIANGWAN, category="noise"),
    # Moved to another community by a correction.
    received(UUID(int=3), community=DENGLIANG, version=1),
    closed(UUID(int=3), community=LILIN, version=2),
    reception(UUID(int=4), visitors=3),
    reception(UUID(int=5), community=YUELIANGWAN, visitors=4, held_at=_NOON),
]


@settings(
    max_examples=10,
    deadline=None,
    phases=[__import__("hypothesis").Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    order=some.permutations(range(len(_EVENTS))),
    repeated=some.lists(some.sampled_from(range(len(_EVENTS))), max_size=6),
    turns=some.sets(some.sampled_from(range(len(_EVENTS))), max_size=4),
)
@pytest.mark.one_database
def test_any_order_and_repetition_gives_the_same_newest_digests(
    migrated_database: OpenDatabase, order: list[int], repeated: list[int], turns: set[int]
) -> None:
    """And those of the communities together are the street's."""
    street = migrated_database("street")
    _begin_anew(street)
    _hear(street, *_EVENTS, places=range(1, len(_EVENTS) + 1))
    expected = _digests(street, _NOON)
    _begin_anew(street)

    newest: dict[str, TotalsDigested] = {}
    for turn, place in enumerate([*order, *repeated]):
        _hear(street, _EVENTS[place], places=[place + 1])
        if turn in turns:
            newest |= _digests(street, _NOON + turn * _MINUTE)
    newest |= _digests(street, _NOON + 59 * _MINUTE)

    assert {area: _said(found) for area, found in newest.items()} == {
        area: _said(found) for area, found in expected.items()
    }
    for span in Span:
        communities = [_counted(newest[one])[span] for one in (LILIN, YUELIANGWAN, DENGLIANG)]
        assert _counted(newest[_STREET])[span] == tuple(map(sum, zip(*communities, strict=True)))


_SECOND = dt.timedelta(seconds=1)


def _hear(street: Database, *events: AppealEvent | ReceptionRecorded, places: Any = None) -> None:
    with street.writing() as session:
        for place, event in enumerate(events):
            if isinstance(event, ReceptionRecorded):
                totals.apply_receptions(session, [event])
            else:
                totals.apply_appeals(session, [event])
            wrapped = envelope.wrap(event, event_id=new_id(), time=_NOON, correlation_id="test")
            sequence = f"{places[place] if places else place + 1:020d}"
            told = envelope.read(json.dumps({**wrapped.attributes(), "sequence": sequence}))
            changes.note(session, [Delivered(event, told)])


def _pages(street: Database, *, after: int, area: str | None = None) -> list[DigestPage]:
    found, more = [], True
    while more:
        asked = ListDigests(after=after, limit=3, area=area)
        with street.reading() as session:
            found.append(digest_queries.page(session, asked))
        after, more = found[-1].last, found[-1].more
    return found


def _publish(street: Database, code: str, **changed: Any) -> None:
    facts: dict[str, Any] = {
        "code": code,
        "level": level_of(code),
        "names": [AreaName(name_zh="荔林社区", name_en="Lilin Community")],
        "is_sample": True,
        "version": 1,
    }
    with street.writing() as session:
        areas.keep(session, [AreaPublished(**facts | changed)])


def _digest(street: Database, now: dt.datetime) -> int:
    with street.writing() as session:
        return operations.digest(session, now)


def _digests(street: Database, now: dt.datetime) -> dict[str, TotalsDigested]:
    """What one turn tells, by area."""
    last = sa.select(sa.func.coalesce(sa.func.max(OUTBOX.c.seq), 0))
    with street.reading() as session:
        before = session.scalar(last)
    _digest(street, now)
    chosen = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.seq > before).order_by(OUTBOX.c.seq)
    with street.reading() as session:
        found = [envelope.read(text).event() for text in session.scalars(chosen)]
    return {one.area: one for one in found if isinstance(one, TotalsDigested)}


def _begin_anew(street: Database) -> None:
    with street.writing() as session:
        totals.forget(session)
        for table in ("untold_change", "digest"):
            session.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - named just here
        session.execute(sa.text("UPDATE digest_turn SET taken_at = NULL"))


def _counted(digest: TotalsDigested) -> dict[Span, tuple[int, int, int, int]]:
    return {
        one.span: (one.receptions, one.appeals, one.closed, one.settled) for one in digest.periods
    }


def _ever(digest: TotalsDigested) -> DigestFigures:
    return next(one for one in digest.periods if one.span is Span.EVER)


def _said(digest: TotalsDigested) -> dict[str, Any]:
    return {name: value for name, value in digest.plain().items() if name != "version"}


def _lines(figures: Any, kind: str) -> list[tuple[str, int, int, int]]:
    return [(one.key, one.appeals, one.closed, one.settled) for one in getattr(figures, kind)]
