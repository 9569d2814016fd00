"""What the database counts is what the rules say, row by row."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.figures import (
    AppointmentFigures,
    ListCommunityFigures,
    OfCommunity,
    ShowAppointmentFigures,
    ShowPostMonths,
)
from contracts.recruitment.words import AppointmentState, EndReason, Kind, PostCategory, PostState
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.appointment.model import Appointment
from services.recruitment.figures import queries, rules
from services.recruitment.figures.rules import Count, Held, Standing
from services.recruitment.posts.model import Post
from tests.builders import LILIN, STREET, YUELIANGWAN
from vocabulary.periods import SHANGHAI, day_of

_DAY = dt.timedelta(days=1)
_BEGIN = dt.date(2012, 1, 1)
_ASKED: list[dict[str, Any]] = [
    {"on": dt.date(2013, 6, 15)},
    {"area": STREET, "from_day": dt.date(2013, 1, 1), "on": dt.date(2012, 6, 1)},
    {"area": LILIN, "to_day": dt.date(2013, 3, 1), "on": dt.date(2014, 2, 1)},
    {
        "area": YUELIANGWAN,
        "from_day": dt.date(2012, 7, 1),
        "to_day": dt.date(2013, 12, 31),
        "on": dt.date(2013, 12, 31),
    },
]


@pytest.mark.parametrize("seed", range(3))
def test_the_database_counts_as_the_rules_do(recruitment: Database, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    rows = [row for number in range(14) for row in _post(chance, number)]
    with recruitment.writing() as session:
        for model, values in rows:
            session.execute(sa.insert(cast("sa.Table", model.__table__)).values(**values))
    for asked in _ASKED:
        with recruitment.reading() as session:
            found = queries.figures(session, ShowAppointmentFigures(**asked))
            # As a city is counted, whose communities are too many for one answer.
            wide = queries.figures(session, ShowAppointmentFigures(**asked), most=0)
            pages = _pages(session, asked)

        _check(found, rows, asked)
        assert wide.by_community == (None if found.by_community else [])
        assert dataclasses.replace(wide, by_community=found.by_community) == found
        assert pages == found.by_community
    _check_months(recruitment, rows)


def _check_months(recruitment: Database, rows: list[tuple[Any, dict[str, Any]]]) -> None:
    """Each day of the months has the figures of that day."""
    for area in (None, LILIN):
        last = dt.date(2014, 2, 10)
        with recruitment.reading() as session:
            asked = ShowPostMonths(area=area, to_day=last, months=26)
            found = queries.months(session, asked).items
        inside = [
            (model, row)
            for model, row in rows
            if area in (None, row["community"]) and row["state"] != PostState.DRAFT
        ]
        held = [_held(row) for model, row in inside if model is Appointment]
        posts = [_standing(row) for model, row in inside if model is Post]
        assert [one.on for one in found[-3:]] == [
            dt.date(2013, 12, 31),
            dt.date(2014, 1, 31),
            last,
        ]
        for one in found:
            expected = rules.count(held, posts, first=None, last=None, on=one.on)
            assert (one.posts, one.vacant) == (expected.posts, expected.vacant)
            assert one.filled == expected.posts - expected.without_resident
            assert one.filled + one.interim + one.vacant == one.posts


def _pages(session: Session, asked: dict[str, Any]) -> list[OfCommunity]:
    """The list of communities, one on each page."""
    items: list[OfCommunity] = []
    cursor = None
    while True:
        request = ListCommunityFigures(**asked, limit=1, cursor=cursor, total=True)
        page = queries.page(session, request)
        items += page.items
        assert (page.on, len(page.items) <= 1) == (asked["on"], True)
        if page.next_cursor is None:
            assert page.total == len(items)
            return items
        cursor = page.next_cursor


def _check(
    found: AppointmentFigures, rows: list[tuple[Any, dict[str, Any]]], asked: dict[str, Any]
) -> None:
    area = asked.get("area")
    inside = [
        (model, row)
        for model, row in rows
        if area in (None, STREET, row["community"]) and row["state"] != PostState.DRAFT
    ]
    held = [_held(row) for model, row in inside if model is Appointment]
    posts = [_standing(row) for model, row in inside if model is Post]
    period = {"first": asked.get("from_day"), "last": asked.get("to_day"), "on": asked["on"]}

    assert _told(found) == _as_told(rules.count(held, posts, **period))
    communities = found.by_community or []
    for one in communities:
        some_held = [each for each in held if each.community == one.community]
        some_posts = [each for each in posts if each.community == one.community]
        assert _told(one) == _as_told(rules.count(some_held, some_posts, **period))
    since = rules.there_since(held, posts)
    there = {each.community for each in posts if each.post_id in since}
    assert {one.community for one in communities} == there
    for kind in found.by_kind:
        expected = rules.count([one for one in held if one.kind == kind.kind], [], **period)
        assert (kind.cumulative, kind.in_office) == (expected.cumulative, expected.in_office)
        waits = rules.waits(
            held, posts, first=asked.get("from_day"), last=asked.get("to_day"), kind=kind.kind
        )
        told = kind.time_to_fill
        assert (told.median_days, told.sample) == (rules.median(waits), len(waits))
    assert sum(kind.time_to_fill.sample for kind in found.by_kind) == found.time_to_fill.sample


def _told(found: Any) -> tuple[Any, ...]:
    return (
        found.cumulative,
        found.in_office,
        found.interim.numerator,
        found.posts,
        found.vacant.numerator,
        found.without_resident.numerator,
        found.time_to_fill.median_days,
        found.time_to_fill.sample,
    )


def _as_told(count: Count) -> tuple[Any, ...]:
    return (
        count.cumulative,
        count.in_office,
        count.interim,
        count.posts,
        count.vacant,
        count.without_resident,
        rules.median(count.waits),
        len(count.waits),
    )


def _held(row: dict[str, Any]) -> Held:
    named = ("post_id", "community", "proposed_on", "began_on", "free_from")
    return Held(
        **{name: row[name] for name in named},
        kind=row["kind"].value,
        is_renewal=row["renews"] is not None,
    )


def _standing(row: dict[str, Any]) -> Standing:
    closed = row["closed_at"]
    return Standing(
        post_id=row["id"],
        community=row["community"],
        opened_on=row["opened_at"] and day_of(row["opened_at"]),
        closed_on=closed and day_of(closed),
    )


def _post(chance: random.Random, number: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """A post, around midnight in Shanghai as often as not, and who held it."""
    post_id, community = new_id(), chance.choice([LILIN, YUELIANGWAN])
    opened = dt.datetime.combine(
        _BEGIN + chance.randrange(200) * _DAY, dt.time(chance.choice([0, 7, 23]), 59), SHANGHAI
    )
    state = chance.choice([PostState.DRAFT, PostState.OPEN, PostState.OPEN, PostState.CLOSED])
    is_open = state is not PostState.DRAFT
    held = list(_holders(chance, post_id, community, opened.date())) if is_open else []
    yield (
        Post,
        {
            "id": post_id,
            "community": community,
            "number": f"〔2012〕{number + 1}",
            "category": PostCategory.FIRE_SAFETY,
            "title": "消防安全专员",
            "duties": "巡查楼道消防设施。",
            "promises": [],
            "need_reason": "居民反映灭火器过期。",
            "state": state,
            "slot": None if state is PostState.CLOSED else number + 1,
            "created_at": opened - dt.timedelta(hours=30),
            "opened_at": opened if is_open and chance.random() < 0.8 else None,
            "closed_at": opened + 700 * _DAY if state is PostState.CLOSED else None,
            "progressed_at": opened,
            "first_proposed_on": min((one["proposed_on"] for one in held), default=None),
            "is_awaited": False,
            "version": 1,
        },
    )
    yield from ((Appointment, one) for one in held)


def _holders(
    chance: random.Random, post_id: UUID, community: str, free: dt.date
) -> Iterator[dict[str, Any]]:
    """Up to three who held the post, one after the other."""
    before = None
    for _ in range(chance.randrange(4)):
        began = free + chance.choice([0, 1, 40]) * _DAY
        free = began + chance.choice([0, 1, 120, 366]) * _DAY
        row = _appointment(chance, post_id, community, began, free, before)
        before = row["id"]
        yield row


def _appointment(
    chance: random.Random,
    post_id: UUID,
    community: str,
    began: dt.date,
    free: dt.date,
    before: UUID | None,
) -> dict[str, Any]:
    person, proposed = new_id(), began - chance.choice([20, 60, 300]) * _DAY
    parts = ("ceremony_on", "certificate_on", "handbook_on", "channel_on", "began_on")
    return {
        "id": new_id(),
        "community": community,
        "post_id": post_id,
        "kind": chance.choice(list(Kind)),
        "renews": before if chance.random() < 0.3 else None,
        "person_id": person,
        "account": str(person),
        "name": "李建华",
        "shows_name": True,
        **dict.fromkeys(("ability", "trust", "recognition", "willingness"), "大家都信任他。"),
        "state": AppointmentState.ENDED,
        "proposed_at": dt.datetime.combine(proposed, dt.time(10), SHANGHAI),
        "proposed_on": proposed,
        "notice_from": proposed,
        "notice_to": proposed,
        "decided_on": proposed + _DAY,
        "term_from": proposed + _DAY,
        "term_to": free + _DAY,
        **dict.fromkeys(parts, began),
        "free_from": free,
        "ended_on": free,
        "end_reason": EndReason.RESIGNED,
        "progressed_on": free,
        "version": 9,
    }
