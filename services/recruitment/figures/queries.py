"""Counting appointments and posts from their rows; nothing is kept that could go wrong.

The database counts by community and kind, so that a city takes no longer than its
communities are many. What it counts is said in `rules`, which the tests hold it against.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.appointments import Kind
from contracts.recruitment.figures import (
    AppointmentFigures,
    OfCommunity,
    OfKind,
    Share,
    ShowAppointmentFigures,
    TimeToFill,
)
from contracts.recruitment.posts import PostState
from runtime import clock
from runtime.days import day_in_shanghai, days_between, earlier_of
from runtime.narrowing import Conditions, between, on_days
from runtime.scope import inside
from services.recruitment.appointments.model import Appointment
from services.recruitment.appointments.queries import held_on
from services.recruitment.figures import rules
from services.recruitment.posts.model import Post
from vocabulary.periods import day_of


def figures(session: Session, request: ShowAppointmentFigures) -> AppointmentFigures:
    """The figures of an area; they name nobody, and everybody may read them.

    Raises:
        Invalid: the period ends before it begins.
    """
    rules.check_period(request.first, request.last)
    on = request.on or day_of(clock.now())
    by_community: dict[str, _Tally] = defaultdict(_Tally)
    by_kind: dict[Kind, _Tally] = defaultdict(_Tally)
    everything = _Tally()
    for community, *numbers in session.execute(_held(request, on)):
        groups = everything, by_community[community]
        for kind, cumulative, in_office in zip(Kind, numbers[::2], numbers[1::2], strict=True):
            for tally in (*groups, by_kind[kind]):
                tally.cumulative += cumulative
                tally.in_office += in_office
                tally.interim += in_office if kind is Kind.INTERIM else 0
    for community, posts, vacant, without_resident in session.execute(_posts(request, on)):
        for tally in (everything, by_community[community]):
            tally.posts += posts
            tally.vacant += vacant
            tally.without_resident += without_resident
    for community, waits in session.execute(_waits(request)):
        by_community[community].waits = [int(days) for days in waits.split(",")]
        everything.waits += by_community[community].waits
    return AppointmentFigures(
        area=request.area,
        first=request.first,
        last=request.last,
        on=on,
        **_all(everything),
        by_community=[
            OfCommunity(community=community, **_all(by_community[community]))
            for community in sorted(by_community)
        ],
        by_kind=[OfKind(kind=kind, **_some(by_kind[kind])) for kind in Kind],
    )


@dataclass(slots=True)
class _Tally:
    """What was counted so far of one group."""

    cumulative: int = 0
    in_office: int = 0
    interim: int = 0
    posts: int = 0
    vacant: int = 0
    without_resident: int = 0
    waits: list[int] = field(default_factory=list)


class _Some(TypedDict):
    cumulative: int
    in_office: int
    interim: Share


class _All(_Some):
    posts: int
    vacant: Share
    without_resident: Share
    time_to_fill: TimeToFill


def _some(count: _Tally) -> _Some:
    return {
        "cumulative": count.cumulative,
        "in_office": count.in_office,
        "interim": _rate(count.interim, count.in_office),
    }


def _all(count: _Tally) -> _All:
    return {
        **_some(count),
        "posts": count.posts,
        "vacant": _rate(count.vacant, count.posts),
        "without_resident": _rate(count.without_resident, count.posts),
        "time_to_fill": TimeToFill(median_days=rules.median(count.waits), sample=len(count.waits)),
    }


def _rate(part: int, whole: int) -> Share:
    return Share(numerator=part, denominator=whole, percent=rules.percent(part, whole))


def _held(request: ShowAppointmentFigures, on: dt.date) -> sa.Select[Any]:
    """By community, for each kind: how many began in the period, and how many are in office."""
    row = Appointment
    began = sa.and_(sa.true(), *between(row.began_on, request.first, request.last))
    numbers = [
        _how_many(sa.and_(row.kind == kind, counts))
        for kind in Kind
        for counts in (began, held_on(on))
    ]
    columns: list[Any] = [row.community, *numbers]
    return sa.select(*columns).where(*_began_in(request.area)).group_by(row.community)


def _posts(request: ShowAppointmentFigures, on: dt.date) -> sa.Select[str, int, int, int]:
    """By community: the posts that stand on the day, and those that nobody, or no resident, holds."""
    row, held = Post, _held_by_post(request.area, held_on(on))
    # Moments are compared with the day's end: cheaper than the day of each moment.
    is_opened = _before_end_of(on, sa.func.coalesce(row.opened_at, row.created_at))
    is_closed = sa.and_(row.closed_at.is_not(None), _before_end_of(on, row.closed_at))
    since = sa.or_(is_opened, sa.func.coalesce(held.c.since <= on, sa.false()))
    stands = sa.and_(since, sa.not_(is_closed))
    return (
        sa.select(
            row.community,
            _how_many(stands),
            _how_many(sa.and_(stands, sa.func.coalesce(held.c.holders, 0) == 0)),
            _how_many(sa.and_(stands, sa.func.coalesce(held.c.residents, 0) == 0)),
        )
        .outerjoin(held, held.c.post_id == row.id)
        .where(*_ever_opened(request.area))
        .group_by(row.community)
    )


def _waits(request: ShowAppointmentFigures) -> sa.Select[str, str]:
    """By community: the days that its posts waited for a resident, with commas between."""
    row, held = Appointment, _held_by_post(request.area, sa.false())
    before = sa.func.lag(row.free_from).over(
        partition_by=(row.community, row.post_id), order_by=(row.began_on, row.free_from)
    )
    residents = (
        sa.select(row.post_id, row.began_on, row.renews, before.label("vacant_since"))
        .where(row.kind != Kind.INTERIM, *_began_in(request.area))
        .subquery()
    )
    opened_on = day_in_shanghai(sa.func.coalesce(Post.opened_at, Post.created_at))
    since = sa.func.coalesce(residents.c.vacant_since, earlier_of(opened_on, held.c.since))
    waited = sa.cast(days_between(since, residents.c.began_on), sa.String())
    return (
        sa.select(Post.community, sa.func.aggregate_strings(waited, ","))
        .join(residents, residents.c.post_id == Post.id)
        .outerjoin(held, held.c.post_id == Post.id)
        .where(
            residents.c.renews.is_(None),
            *between(residents.c.began_on, request.first, request.last),
            *_ever_opened(request.area),
        )
        .group_by(Post.community)
    )


def _held_by_post(area: str | None, holds: sa.ColumnElement[bool]) -> sa.Subquery:
    """For each post: when somebody was first proposed who held it, and how many hold it now.

    Now is by a condition; how many of them are residents stands beside it.
    """
    row = Appointment
    return (
        sa.select(
            row.post_id,
            sa.func.min(row.proposed_on).label("since"),
            _how_many(holds).label("holders"),
            _how_many(sa.and_(holds, row.kind != Kind.INTERIM)).label("residents"),
        )
        .where(*_began_in(area))
        .group_by(row.community, row.post_id)
        .subquery()
    )


def _ever_opened(area: str | None) -> Conditions:
    return [Post.state != PostState.DRAFT, *_in(area, Post.community)]


def _before_end_of(day: dt.date, moment: Any) -> sa.ColumnElement[bool]:
    return sa.and_(sa.true(), *on_days(moment, None, day))


def _began_in(area: str | None) -> Conditions:
    return [Appointment.began_on.is_not(None), *_in(area, Appointment.community)]


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _in(area: str | None, column: Any) -> Conditions:
    return [] if area is None else [inside(area, column)]
