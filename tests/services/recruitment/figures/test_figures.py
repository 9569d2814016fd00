from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.figures import (
    AppointmentFigures,
    ListCommunityFigures,
    ShowAppointmentFigures,
)
from contracts.recruitment.posts import ClosePost
from contracts.recruitment.terms import EvaluateCommissioner
from contracts.recruitment.words import Grade, Kind
from runtime.database import Database
from services.recruitment.figures import queries, rules
from services.recruitment.figures.rules import Held, Standing
from services.recruitment.posts import operations as posts
from services.recruitment.terms import operations as terms
from tests.builders import LILIN, STAFF, STREET, YUELIANGWAN, done, field_of, refused
from tests.services.recruitment.appointing import COMMITTEE, a_post, appointed, day
from tests.services.recruitment.posts.builders import a_post as a_draft
from vocabulary.periods import day_of

_POST = UUID(int=7)
_DAY = dt.timedelta(days=1)
_DAYS = some.dates(dt.date(2012, 1, 1), dt.date(2015, 1, 1))


def _figures(database: Database, **asked: Any) -> AppointmentFigures:
    with database.reading() as session:
        return queries.figures(session, ShowAppointmentFigures(**asked))


def _held(began: str, free: str, kind: str = "group_leader", **changed: Any) -> Held:
    usual: dict[str, Any] = {
        "post_id": _POST,
        "community": LILIN,
        "kind": kind,
        "is_renewal": False,
        "proposed_on": day(began),
        "began_on": day(began),
        "free_from": day(free),
    }
    return Held(**usual | changed)


def test_cumulative_is_not_in_office(recruitment: Database) -> None:
    """R5: the 37 are those who were ever appointed."""
    post_id = a_post(recruitment)
    first = appointed(recruitment, post_id, day("2012-06-01"))
    request = EvaluateCommissioner(appointment_id=first.id, grade=Grade.EXCELLENT, text="优秀。")
    done(recruitment, terms.evaluate, COMMITTEE, request)
    appointed(recruitment, post_id, day("2013-05-20"), renews=first.id)
    appointed(recruitment, a_post(recruitment), day("2012-07-01"), kind=Kind.INTERIM)

    found = _figures(recruitment, area=LILIN, on=day("2013-06-15"))

    assert (found.cumulative, found.in_office) == (3, 2)
    assert (found.interim.numerator, found.interim.denominator) == (1, 2)
    assert found.interim.percent == 50.0
    assert (found.posts, found.vacant.numerator, found.without_resident.numerator) == (2, 0, 1)
    assert [one.cumulative for one in found.by_kind] == [2, 0, 1]
    [community] = found.by_community or []
    assert (community.community, community.time_to_fill.sample) == (LILIN, 1)
    assert _figures(recruitment, to_day=day("2012-06-30"), on=day("2012-06-30")).cumulative == 1
    assert _figures(recruitment, area=STREET).cumulative == 3
    assert _figures(recruitment, area=YUELIANGWAN).cumulative == 0
    assert _figures(recruitment, on=day("2015-01-01")).vacant.numerator == 2


def test_a_draft_that_was_closed_never_was_a_post(recruitment: Database) -> None:
    """Nor does its community stand in the list for it."""
    draft = a_draft(recruitment)
    done(recruitment, posts.close, STAFF, ClosePost(post_id=draft.id, reason="不再需要"))
    before = day_of(draft.created_at)

    for on in (before, before - _DAY, before + _DAY):
        found = _figures(recruitment, area=LILIN, on=on)
        assert (found.posts, found.vacant.denominator, found.by_community) == (0, 0, [])
    with recruitment.reading() as session:
        page = queries.page(session, ListCommunityFigures(total=True))
    assert (page.items, page.total) == ([], 0)


def test_a_period_that_ends_before_it_begins_is_refused(recruitment: Database) -> None:
    problem = refused(_figures, recruitment, from_day=day("2013-05-04"), to_day=day("2013-05-03"))

    assert field_of(problem) == ("to", "before_first")


@pytest.mark.parametrize("cursor", ["nonsense", "WyJjcmVhdGVkX2F0IiwxXQ"])
def test_a_cursor_of_no_page_is_refused(recruitment: Database, cursor: str) -> None:
    def asked() -> None:
        with recruitment.reading() as session:
            queries.page(session, ListCommunityFigures(cursor=cursor))

    assert field_of(refused(asked)) == ("cursor", "not_a_cursor")


def test_a_post_waits_until_a_resident_comes(recruitment: Database) -> None:
    """R17: an interim holder does not end the waiting, and a renewal fills nothing."""
    post = Standing(_POST, LILIN, day("2012-05-02"), None)
    held = [
        _held("2012-05-12", "2012-06-01", "interim"),
        _held("2012-06-01", "2013-06-02"),
        _held("2013-06-02", "2013-09-01", is_renewal=True),
        _held("2013-09-11", "2014-09-12"),
    ]

    assert rules.waits(held, [post], first=None, last=None) == [30, 10]
    assert rules.waits(held, [post], first=day("2013-01-01"), last=None) == [10]


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([3], 3), ([9, 1], 5), ([4, 1, 2], 2), ([1, 2], 1.5)],
)
def test_the_median_is_the_middle(values: list[int], middle: float | None) -> None:
    assert rules.median(values) == middle


@given(some.lists(some.tuples(_DAYS, some.integers(1, 400), some.booleans()), max_size=8), _DAYS)
def test_parts_never_exceed_their_whole(
    given_: list[tuple[dt.date, int, bool]], on: dt.date
) -> None:
    held, free = [], dt.date(2012, 1, 1)
    for began, length, is_interim in sorted(given_):
        first = max(began, free)
        free = first + length * _DAY
        kind = "interim" if is_interim else "group_leader"
        held.append(_held(first.isoformat(), free.isoformat(), kind))
    posts = [Standing(_POST, LILIN, dt.date(2012, 1, 1), None)]

    count = rules.count(held, posts, first=None, last=None, on=on)

    assert 0 <= count.interim <= count.in_office <= 1
    assert count.in_office + count.vacant == count.posts == 1
    assert count.vacant <= count.without_resident <= count.posts
    assert count.cumulative == len(held)
    assert all(days >= 0 for days in count.waits)
