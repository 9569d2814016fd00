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
from sqlalchemy.orm import Session, aliased

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
from runtime.narrowing import Conditions, between
from runtime.scope import inside
from services.recruitment.appointments.model import Appointment
from services.recruitment.appointments.queries import held_on
from services.recruitment.figures import rules
from services.recruitment.figures.rules import Count
from services.recruitment.history import Entry
from services.recruitment.posts.model import Post
from services.recruitment.posts.queries import KIND as POST
from vocabulary.periods import day_of


def figures(session: Session, request: ShowAppointmentFigures) -> AppointmentFigures:
    """The figures of an area; they name nobody, and everybody may read them.

    Raises:
        Invalid: the period ends before it begins.
    """
    rules.check_period(request.first, request.last)
    on = request.on or day_of(clock.now())
    by_community: dict[str, _Tally] = defaultdict(_Tally)
    by_kind: dict[str, _Tally] = defaultdict(_Tally)
    for community, kind, cumulative, in_office in session.execute(_held(request, on)):
        interim = in_office if kind is Kind.INTERIM else 0
        for tally in (by_community[community], by_kind[kind.value]):
            tally.add(cumulative=cumulative, in_office=in_office, interim=interim)
    for community, posts, vacant, without_resident in session.execute(_posts(request, on)):
        by_community[community].add(posts=posts, vacant=vacant, without_resident=without_resident)
    for community, waits in session.execute(_waits(request)):
        by_community[community].waits.extend(map(int, waits.split(",")))
    everything = _Tally()
    for tally in by_community.values():
        everything.add(**tally.counts)
        everything.waits.extend(tally.waits)
    return AppointmentFigures(
        area=request.area,
        first=request.first,
        last=request.last,
        on=on,
        **_all(everything.count),
        by_community=[
            OfCommunity(community=community, **_all(by_community[community].count))
            for community in sorted(by_community)
        ],
        by_kind=[OfKind(kind=kind, **_some(by_kind[kind.value].count)) for kind in Kind],
    )


@dataclass
class _Tally:
    """What was counted so far of one group."""

    counts: dict[str, int] = field(default_factory=dict)
    waits: list[int] = field(default_factory=list)

    def add(self, **counts: int) -> None:
        for name, number in counts.items():
            self.counts[name] = self.counts.get(name, 0) + number

    @property
    def count(self) -> Count:
        usual = dict.fromkeys(rules.COUNTED, 0)
        return Count(**usual | self.counts, waits=tuple(self.waits))


class _Some(TypedDict):
    cumulative: int
    in_office: int
    interim: Share


class _All(_Some):
    posts: int
    vacant: Share
    without_resident: Share
    time_to_fill: TimeToFill


def _some(count: Count) -> _Some:
    return {
        "cumulative": count.cumulative,
        "in_office": count.in_office,
        "interim": _rate(count.interim, count.in_office),
    }


def _all(count: Count) -> _All:
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
    """By community and kind: how many began in the period, and how many are in office."""
    row = Appointment
    began = sa.and_(sa.true(), *between(row.began_on, request.first, request.last))
    return (
        sa.select(row.community, row.kind, _how_many(began), _how_many(held_on(on)))
        .where(row.began_on.is_not(None), *_in(request.area, row.community))
        .group_by(row.community, row.kind)
    )


def _posts(request: ShowAppointmentFigures, on: dt.date) -> sa.Select[Any]:
    """By community: the posts that stand on the day, and those that nobody, or no resident, holds."""
    there = _there(request.area)
    holder = aliased(Appointment)
    here = sa.and_(holder.post_id == there.c.id, holder.began_on <= on, holder.free_from > on)
    stands = sa.and_(there.c.since <= on, sa.or_(there.c.until.is_(None), there.c.until > on))
    nobody = holder.id.is_(None)
    return (
        sa.select(
            there.c.community,
            _how_many(stands),
            _how_many(sa.and_(stands, nobody)),
            _how_many(sa.and_(stands, sa.or_(nobody, holder.kind == Kind.INTERIM))),
        )
        .select_from(there.outerjoin(holder, here))
        .group_by(there.c.community)
    )


def _waits(request: ShowAppointmentFigures) -> sa.Select[Any]:
    """By community: the days that its posts waited for a resident, with commas between."""
    row, there = Appointment, _there(request.area)
    before = sa.func.lag(row.free_from).over(
        partition_by=row.post_id, order_by=(row.began_on, row.free_from)
    )
    residents = (
        sa.select(row.post_id, row.began_on, row.renews, before.label("vacant_since"))
        .where(
            row.began_on.is_not(None),
            row.kind != Kind.INTERIM,
            *_in(request.area, row.community),
        )
        .subquery()
    )
    since = sa.func.coalesce(residents.c.vacant_since, there.c.since)
    waited = sa.cast(days_between(since, residents.c.began_on), sa.String())
    return (
        sa.select(there.c.community, sa.func.aggregate_strings(waited, ","))
        .select_from(there.join(residents, residents.c.post_id == there.c.id))
        .where(
            residents.c.renews.is_(None),
            *between(residents.c.began_on, request.first, request.last),
        )
        .group_by(there.c.community)
    )


def _there(area: str | None) -> sa.Subquery:
    """Every post that was ever opened: since when it is there, and the day it was closed."""
    opened, closed = _last("opened"), _last("closed")
    proposed = (
        sa.select(Appointment.post_id, sa.func.min(Appointment.proposed_on).label("on"))
        .where(Appointment.began_on.is_not(None), *_in(area, Appointment.community))
        .group_by(Appointment.post_id)
        .subquery()
    )
    opened_on = day_in_shanghai(sa.func.coalesce(opened.c.at, Post.created_at))
    closed_on = sa.case((Post.state == PostState.CLOSED, day_in_shanghai(closed.c.at)))
    return (
        sa.select(
            Post.id,
            Post.community,
            earlier_of(opened_on, proposed.c.on).label("since"),
            closed_on.label("until"),
        )
        .outerjoin(opened, opened.c.id == Post.id)
        .outerjoin(closed, closed.c.id == Post.id)
        .outerjoin(proposed, proposed.c.post_id == Post.id)
        .where(Post.state != PostState.DRAFT, *_in(area, Post.community))
        .subquery()
    )


def _last(what: str) -> sa.Subquery:
    """When something happened to each post, the last time."""
    return (
        sa.select(Entry.thing_id.label("id"), sa.func.max(Entry.happened_at).label("at"))
        .where(Entry.kind == POST, Entry.what == what)
        .group_by(Entry.thing_id)
        .subquery()
    )


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _in(area: str | None, column: Any) -> Conditions:
    return [] if area is None else [inside(area, column)]
