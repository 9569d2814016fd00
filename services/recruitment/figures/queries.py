"""Counting appointments and posts from their rows; nothing is kept that could go wrong."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

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
from runtime.scope import inside
from services.recruitment.appointments.model import Appointment
from services.recruitment.figures import rules
from services.recruitment.figures.rules import Count, Held, Standing
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
    held, posts = _held(session, request.area), _posts(session, request.area)

    def counted(some_held: Sequence[Held], some_posts: Sequence[Standing]) -> Count:
        return rules.count(some_held, some_posts, first=request.first, last=request.last, on=on)

    by_community = _by_community(held, posts)
    return AppointmentFigures(
        area=request.area,
        first=request.first,
        last=request.last,
        on=on,
        **_all(counted(held, posts)),
        by_community=[
            OfCommunity(community=community, **_all(counted(*by_community[community])))
            for community in sorted(by_community)
        ],
        by_kind=[
            OfKind(kind=kind, **_some(counted([one for one in held if one.kind == kind], [])))
            for kind in Kind
        ],
    )


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


def _by_community(
    held: Sequence[Held], posts: Sequence[Standing]
) -> dict[str, tuple[list[Held], list[Standing]]]:
    groups: dict[str, tuple[list[Held], list[Standing]]] = defaultdict(lambda: ([], []))
    for one in held:
        groups[one.community][0].append(one)
    for post in posts:
        groups[post.community][1].append(post)
    return groups


def _held(session: Session, area: str | None) -> list[Held]:
    row = Appointment
    chosen = sa.select(
        row.post_id,
        row.community,
        row.kind,
        row.renews,
        row.proposed_on,
        row.began_on,
        row.free_from,
    ).where(row.began_on.is_not(None), *_in(area, row.community))
    return [
        Held(
            post_id=found.post_id,
            community=found.community,
            kind=found.kind.value,
            is_renewal=found.renews is not None,
            proposed_on=found.proposed_on,
            began_on=found.began_on,
            free_from=found.free_from,
        )
        for found in session.execute(chosen)
    ]


def _posts(session: Session, area: str | None) -> list[Standing]:
    """Every post that was ever opened, with the days that its history tells."""
    opened, closed = _days(session, "opened"), _days(session, "closed")
    chosen = sa.select(Post.id, Post.community, Post.state, Post.created_at).where(
        Post.state != PostState.DRAFT, *_in(area, Post.community)
    )
    return [
        Standing(
            post_id=post.id,
            community=post.community,
            opened_on=opened.get(post.id) or day_of(post.created_at),
            closed_on=closed.get(post.id) if post.state is PostState.CLOSED else None,
        )
        for post in session.execute(chosen)
    ]


def _days(session: Session, what: str) -> dict[UUID, dt.date]:
    chosen = sa.select(Entry.thing_id, Entry.happened_at).where(
        Entry.kind == POST, Entry.what == what
    )
    return {found.thing_id: day_of(found.happened_at) for found in session.execute(chosen)}


def _in(area: str | None, column: sa.ColumnElement[str] | object) -> list[sa.ColumnElement[bool]]:
    return [] if area is None else [inside(area, column)]
