"""Counting appointments and posts from their rows; no stored totals can go wrong.

The database counts, for the whole area or by community. A city is counted as a whole: its thousand
communities come in pages on request. `rules` defines what is counted; tests compare the two.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.lists import LIMIT_MOST
from contracts.recruitment.figures import (
    AppointmentFigures,
    AppointmentFiguresFilter,
    CommunityFiguresPage,
    ListCommunityFigures,
    OfCommunity,
    OfKind,
    PostMonths,
    PostsOnDay,
    Share,
    ShowAppointmentFigures,
    ShowPostMonths,
    TimeToFill,
)
from contracts.recruitment.words import Kind, PostState
from runtime import clock, paging
from runtime.days import day_in_shanghai, days_between, earlier_of
from runtime.narrowing import Conditions, between, on_days
from runtime.scope import inside
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.queries import held_on
from services.recruitment.figures import rules
from services.recruitment.posts.model import Post
from vocabulary.periods import day_of
from vocabulary.shares import percent

_KINDS = tuple(Kind)


def figures(
    session: Session, request: ShowAppointmentFigures, *, most: int = LIMIT_MOST
) -> AppointmentFigures:
    """The figures of an area; they name no person, and everybody may read them.

    Its communities one by one, where they are no more than `most`.

    Raises:
        Invalid: the period ends before it begins.
    """
    asked = _Asked.by(request)
    there = _communities(session, asked, most=most + 1)
    parts = _by_community(session, asked, there) if len(there) <= most else None
    whole = _whole(session, asked) if parts is None else _together(parts.values())
    return AppointmentFigures(
        area=request.area,
        from_day=request.from_day,
        to_day=request.to_day,
        on=asked.on,
        **_all(whole),
        by_community=None if parts is None else _told(parts),
        by_kind=[
            OfKind(
                kind=kind,
                cumulative=whole.cumulative[kind],
                in_office=whole.in_office[kind],
                interim=_rate(
                    whole.in_office[kind] if kind is Kind.INTERIM else 0, whole.in_office[kind]
                ),
                time_to_fill=_to_fill(whole, kind),
            )
            for kind in _KINDS
        ],
    )


def page(session: Session, request: ListCommunityFigures) -> CommunityFiguresPage:
    """A page of the communities of an area that have posts, each with its figures.

    Raises:
        Invalid: the period ends before it begins, or a limit or cursor that does not fit.
    """
    asked = _Asked.by(request)
    chosen = sa.select(Post.community).where(*_ever_opened(asked))
    found = paging.codes(session, chosen, Post.community, request)
    return CommunityFiguresPage(
        on=asked.on,
        items=_told(_by_community(session, asked, found.rows)),
        **found.besides,
    )


def months(session: Session, request: ShowPostMonths) -> PostMonths:
    """The posts of an area at the ends of months, all counted in one statement.

    Raises:
        Invalid: a day out of reach.
    """
    days = rules.ends_of_months(request.to_day or day_of(clock.now()), request.months)
    whole = _Asked(request.area, None, None, days[-1])
    counted = sa.union_all(
        *(
            _posts(dataclasses.replace(whole, on=day)).add_columns(sa.literal(at))
            for at, day in enumerate(days)
        )
    )
    found = {at: numbers for *numbers, at in session.execute(counted)}
    return PostMonths(
        area=request.area,
        items=[_on_day(day, *found.get(at, (0, 0, 0))) for at, day in enumerate(days)],
    )


def _on_day(day: dt.date, posts: int, vacant: int, without_resident: int) -> PostsOnDay:
    return PostsOnDay(
        on=day,
        posts=posts,
        filled=posts - without_resident,
        interim=without_resident - vacant,
        vacant=vacant,
    )


@dataclass(frozen=True)
class _Asked:
    """The subject of counting: an area, a part of its communities, a period, and a day."""

    area: str | None
    from_day: dt.date | None
    to_day: dt.date | None
    on: dt.date
    #: The first and the last community of a page.
    span: tuple[str, str] | None = None

    @classmethod
    def by(cls, request: AppointmentFiguresFilter) -> _Asked:
        """As a request says it.

        Raises:
            Invalid: the period ends before it begins.
        """
        rules.check_period(request.from_day, request.to_day)
        on = request.on or day_of(clock.now())
        return cls(request.area, request.from_day, request.to_day, on)

    def here(self, community: Any) -> Conditions:
        """The rows whose community is one of those."""
        area = [] if self.area is None else [inside(self.area, community)]
        return area + ([] if self.span is None else [community.between(*self.span)])


@dataclass(slots=True)
class _Tally:
    """The figures of one group of posts."""

    cumulative: Counter[Kind] = field(default_factory=Counter)
    in_office: Counter[Kind] = field(default_factory=Counter)
    posts: int = 0
    vacant: int = 0
    without_resident: int = 0
    #: Numbers of posts by the days they waited until one of the kind came.
    waits: Counter[tuple[Kind, int]] = field(default_factory=Counter)

    def add_held(self, numbers: Sequence[int]) -> None:
        """The result of `_held` for it."""
        self.cumulative.update(dict(zip(_KINDS, numbers[::2], strict=True)))
        self.in_office.update(dict(zip(_KINDS, numbers[1::2], strict=True)))

    def add_posts(self, numbers: Sequence[int]) -> None:
        """The result of `_posts` for it."""
        self.posts, self.vacant, self.without_resident = numbers


class _All(TypedDict):
    cumulative: int
    in_office: int
    interim: Share
    posts: int
    vacant: Share
    without_resident: Share
    time_to_fill: TimeToFill


def _all(count: _Tally) -> _All:
    in_office = count.in_office.total()
    return {
        "cumulative": count.cumulative.total(),
        "in_office": in_office,
        "interim": _rate(count.in_office[Kind.INTERIM], in_office),
        "posts": count.posts,
        "vacant": _rate(count.vacant, count.posts),
        "without_resident": _rate(count.without_resident, count.posts),
        "time_to_fill": _to_fill(count),
    }


def _to_fill(count: _Tally, *kinds: Kind) -> TimeToFill:
    """Rows of these kinds; of all, if none is named."""
    waits = [days for kind, days in count.waits.elements() if not kinds or kind in kinds]
    return TimeToFill(median_days=rules.median(waits), sample=len(waits))


def _rate(part: int, whole: int) -> Share:
    return Share(numerator=part, denominator=whole, percent=percent(part, whole))


def _told(parts: Mapping[str, _Tally]) -> list[OfCommunity]:
    return [OfCommunity(community=code, **_all(parts[code])) for code in sorted(parts)]


def _together(parts: Iterable[_Tally]) -> _Tally:
    whole = _Tally()
    for part in parts:
        whole.cumulative += part.cumulative
        whole.in_office += part.in_office
        whole.posts += part.posts
        whole.vacant += part.vacant
        whole.without_resident += part.without_resident
        whole.waits += part.waits
    return whole


def _communities(session: Session, asked: _Asked, *, most: int) -> Sequence[str]:
    chosen = sa.select(Post.community).where(*_ever_opened(asked)).distinct()
    return session.scalars(chosen.order_by(Post.community).limit(most)).all()


def _whole(session: Session, asked: _Asked) -> _Tally:
    whole = _Tally()
    [held] = session.execute(_held(asked))
    [posts] = session.execute(_posts(asked))
    whole.add_held(held)
    whole.add_posts(posts)
    for kind, days, posts_waited in session.execute(_waits(asked)):
        whole.waits[kind, days] = posts_waited
    return whole


def _by_community(
    session: Session, asked: _Asked, communities: Sequence[str]
) -> Mapping[str, _Tally]:
    """Rows of these communities, which follow one another in the area."""
    if not communities:
        return {}
    some = dataclasses.replace(asked, span=(communities[0], communities[-1]))
    parts: dict[str, _Tally] = defaultdict(_Tally)
    for community, *numbers in session.execute(_held(some, Appointment.community)):
        parts[community].add_held(numbers)
    for community, *numbers in session.execute(_posts(some, Post.community)):
        parts[community].add_posts(numbers)
    for community, kind, days, posts in session.execute(_waits(some, Post.community)):
        parts[community].waits[kind, days] = posts
    # Leave out one that got its first post since the communities were read.
    return {community: parts[community] for community in communities}


def _held(asked: _Asked, *by: Any) -> sa.Select[Any]:
    """For each kind, how many began in the period, and how many are in office."""
    row = Appointment
    began = sa.and_(sa.true(), *between(row.began_on, asked.from_day, asked.to_day))
    numbers = [
        _how_many(sa.and_(row.kind == kind, counts))
        for kind in _KINDS
        for counts in (began, held_on(asked.on))
    ]
    return sa.select(*by, *numbers).where(*_began_in(asked)).group_by(*by)


def _posts(asked: _Asked, *by: Any) -> sa.Select[Any]:
    """The posts on the day, and of these, those without any holder or without a resident."""
    row = Post
    # One holder a day, so that no post is counted twice.
    is_held = sa.and_(Appointment.post_id == row.id, held_on(asked.on))
    # Moments are compared with the day's end: cheaper than the day of each moment.
    is_opened = sa.and_(row.opened_at.is_not(None), _before_end_of(asked.on, row.opened_at))
    is_closed = sa.and_(row.closed_at.is_not(None), _before_end_of(asked.on, row.closed_at))
    since = sa.or_(is_opened, sa.func.coalesce(row.first_proposed_on <= asked.on, sa.false()))
    numbers = (
        sa.func.count(),
        _how_many(Appointment.kind.is_(None)),
        _how_many(sa.func.coalesce(Appointment.kind, Kind.INTERIM) == Kind.INTERIM),
    )
    chosen = sa.select(*by, *numbers).outerjoin_from(
        row, Appointment, sa.and_(is_held, *_began_in(asked))
    )
    return chosen.where(since, sa.not_(is_closed), *_ever_opened(asked)).group_by(*by)


def _waits(asked: _Asked, *by: Any) -> sa.Select[Any]:
    """Numbers of posts by the days they waited for a resident of each kind in the period."""
    row = Appointment
    before = sa.func.lag(row.free_from).over(
        partition_by=(row.community, row.post_id), order_by=(row.began_on, row.free_from)
    )
    residents = (
        sa.select(row.post_id, row.kind, row.began_on, row.renews, before.label("vacant_since"))
        .where(row.kind != Kind.INTERIM, *_began_in(asked))
        .subquery()
    )
    # A post held but never opened exists since the first proposal for it.
    opened_on = sa.func.coalesce(day_in_shanghai(Post.opened_at), Post.first_proposed_on)
    since = sa.func.coalesce(
        residents.c.vacant_since, earlier_of(opened_on, Post.first_proposed_on)
    )
    days = days_between(since, residents.c.began_on).label("days")
    return (
        sa.select(*by, residents.c.kind, days, sa.func.count())
        .join_from(residents, Post, Post.id == residents.c.post_id)
        .where(
            residents.c.renews.is_(None),
            *between(residents.c.began_on, asked.from_day, asked.to_day),
            *_ever_opened(asked),
        )
        .group_by(*by, residents.c.kind, days)
    )


def _ever_opened(asked: _Asked) -> Conditions:
    """A draft that was closed was never a post, unless somebody held it even so."""
    return [
        Post.state != PostState.DRAFT,
        sa.or_(Post.opened_at.is_not(None), Post.first_proposed_on.is_not(None)),
        *asked.here(Post.community),
    ]


def _before_end_of(day: dt.date, moment: Any) -> sa.ColumnElement[bool]:
    return sa.and_(sa.true(), *on_days(moment, None, day))


def _began_in(asked: _Asked) -> Conditions:
    return [Appointment.began_on.is_not(None), *asked.here(Appointment.community)]


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count().filter(condition)
