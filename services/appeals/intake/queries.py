"""Finding appeals: one with its history, a page of many, one by its tracking code."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.intake import (
    AppealCounts,
    AppealFilter,
    AppealPage,
    CountAppeals,
    ListAppeals,
    OverdueLine,
    ShowAppeal,
    TrackAppeal,
)
from contracts.appeals.words import State
from runtime import clock, paging
from runtime.narrowing import Conditions, any_of, between, on_days
from runtime.scope import inside
from services.appeals import history
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from vocabulary.actors import Actor
from vocabulary.human_numbers import number_in
from vocabulary.periods import day_of

ORDER = paging.Order(
    {
        "received_at": Appeal.received_at,
        "closed_at": Appeal.closed_at,
        "rating": Appeal.rating,
        "due_on": Appeal.due_on,
    },
    identity=Appeal.id,
    usual="-received_at",
)
_DAY = dt.timedelta(days=1)
_REOPENED = Appeal.round > 1


def show(session: Session, actor: Actor, request: ShowAppeal) -> AppealView:
    """One appeal with everything that happened to it.

    Raises:
        NotFound: no such appeal in the actor's communities.
    """
    appeal = appeals.APPEALS.one_of(session, actor, request.appeal_id)
    return appeals.shown(appeal, actor, history.of(session, appeal.id))


def page(session: Session, actor: Actor, request: ListAppeals) -> AppealPage:
    """A page of the appeals in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    return listed(narrowed(session, appeals.APPEALS.seen_by(actor), request), actor)


def narrowed(
    session: Session, chosen: sa.Select[Appeal], request: AppealFilter
) -> paging.Page[Appeal]:
    """A page of some appeals, as the filters say.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    return paging.page(session, chosen.where(*_narrowed(request)), ORDER, request)


def listed(found: paging.Page[Appeal], actor: Actor) -> AppealPage:
    """The page as it is answered."""
    return AppealPage(
        items=[appeals.shown(appeal, actor) for appeal in found.rows],
        **found.besides,
    )


def counts(session: Session, actor: Actor, request: CountAppeals) -> AppealCounts:
    """How many appeals in the actor's scope wait for what; the open ones in one pass."""
    seen = appeals.APPEALS.seen_by(actor).where(*_of(request.area, request.commissioner))
    today = day_of(clock.now())
    kinds = {
        "received": Appeal.state == State.RECEIVED,
        "accepted": Appeal.state == State.ACCEPTED,
        "assigned": Appeal.state == State.ASSIGNED,
        "due_soon": Appeal.due_on.between(today, today + _DAY),
        "overdue": Appeal.due_on < today,
        "reopened": _REOPENED,
    }
    counted = (sa.func.count().filter(which).label(kind) for kind, which in kinds.items())
    open_ = seen.where(Appeal.state != State.CLOSED).with_only_columns(*counted)
    closed, is_more = paging.total(session, seen.where(Appeal.state == State.CLOSED))
    return AppealCounts(
        **session.execute(open_).mappings().one(),
        closed=closed,
        more_than_closed=is_more,
        by_community=_overdue_lines(session, seen, today) if request.each_community else None,
    )


def _overdue_lines(session: Session, seen: sa.Select[Appeal], today: dt.date) -> list[OverdueLine]:
    late, number = seen.where(Appeal.due_on < today, Appeal.state != State.CLOSED), sa.func.count()
    lines = (
        late.with_only_columns(Appeal.community, number)
        .group_by(Appeal.community)
        .order_by(number.desc(), Appeal.community)
    )
    return [OverdueLine(community=row[0], overdue=row[1]) for row in session.execute(lines)]


def track(session: Session, request: TrackAppeal) -> TrackedAppeal:
    """The view of a resident with the tracking code.

    Raises:
        NotFound: the code is unknown, or the appeal is still on its way.
    """
    appeal = appeals.one_with_code(session, request.tracking_code)
    return appeals.told_to_resident(session, appeal)


def _of(area: str | None, commissioner: str | None) -> Conditions:
    return [
        *([inside(area, Appeal.community)] if area else []),
        *([Appeal.commissioner == commissioner] if commissioner is not None else []),
    ]


def _narrowed(request: AppealFilter) -> Conditions:
    return [
        *_of(request.area, request.commissioner),
        *([Appeal.number == number_in(request.number)] if request.number is not None else []),
        *([Appeal.category == request.category] if request.category is not None else []),
        *any_of(Appeal.state, request.state),
        *any_of(Appeal.outcome, request.outcome),
        *any_of(Appeal.applicant_group, request.applicant_group),
        *any_of(Appeal.channel, request.channel),
        *on_days(Appeal.received_at, request.received_from, request.received_to),
        *on_days(Appeal.closed_at, request.closed_from, request.closed_to),
        *between(Appeal.due_on, request.due_from, request.due_to),
        *_overdue(wanted=request.overdue),
        *_reopened(wanted=request.reopened),
        *_pressing(wanted=request.pressing),
    ]


def _pressing(*, wanted: bool | None) -> Conditions:
    """What a workstation looks at first in the morning, or everything else."""
    if wanted is None:
        return []
    is_due = sa.and_(
        Appeal.due_on.is_not(None),
        Appeal.due_on <= day_of(clock.now()) + _DAY,
        Appeal.state != State.CLOSED,
    )
    is_pressing = sa.or_(Appeal.state == State.RECEIVED, is_due)
    return [is_pressing if wanted else sa.not_(is_pressing)]


def _overdue(*, wanted: bool | None) -> Conditions:
    """Open after its due day, or not; written so that an index of the open ones serves it."""
    if wanted is None:
        return []
    today = day_of(clock.now())
    if wanted:
        return [Appeal.due_on < today, Appeal.state != State.CLOSED]
    return [sa.or_(Appeal.due_on.is_(None), Appeal.due_on >= today, Appeal.state == State.CLOSED)]


def _reopened(*, wanted: bool | None) -> Conditions:
    if wanted is None:
        return []
    is_open = Appeal.state != State.CLOSED
    return [is_open, _REOPENED] if wanted else [sa.not_(sa.and_(is_open, _REOPENED))]
