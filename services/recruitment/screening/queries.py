"""Plans, ranked applications, and the reserve list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.applications import ApplicationSummary
from contracts.recruitment.screening import (
    Abstention,
    Card,
    Criterion,
    CriterionResult,
    GivenScore,
    ListReserves,
    PlanView,
    ReserveEntry,
    ReservePage,
    ScreeningView,
    Stage,
)
from contracts.recruitment.words import ApplicationState
from groundwork import territories
from runtime import clock, paging
from runtime.narrowing import any_of
from runtime.scope import inside, visible_to
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Abstained, Application
from services.recruitment.campaigns.model import Campaign, Screening
from services.recruitment.posts.model import Post
from services.recruitment.screening import rules
from services.recruitment.screening.model import GivenPoints, ScreeningPlan
from services.recruitment.screening.rules import Result, Score
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState

_PLACES = 2
_RESERVES = paging.Order(
    {"reserve_until": Application.reserve_until, "decided_at": Application.decided_at},
    identity=Application.id,
    usual="reserve_until",
    never_lacking=frozenset({"reserve_until", "decided_at"}),
)


def plan(session: Session, actor: Actor, street: str) -> PlanView:
    """The screening plan of a street.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, street)
    return shown_plan(session, street)


def shown_plan(session: Session, street: str) -> PlanView:
    """The street's setting, or our proposal."""
    newest = newest_plan(session, street)
    if newest is None:
        return PlanView(
            street=street,
            stages=[
                Stage(key=kind.value, kind=kind, title=title)
                for kind, title in rules.STAGES.items()
            ],
            criteria=[
                Criterion(key=key, title=title, weight=weight)
                for key, title, weight in rules.CRITERIA
            ],
            is_default=True,
            version=0,
        )
    return PlanView(
        street=street,
        stages=[Stage.read(stage) for stage in newest.stages],
        criteria=[Criterion.read(criterion) for criterion in newest.criteria],
        is_default=False,
        reason=newest.reason,
        set_at=newest.set_at,
        set_by=newest.set_by,
        version=newest.version,
    )


def newest_plan(session: Session, street: str) -> ScreeningPlan | None:
    """The street's last setting."""
    chosen = sa.select(ScreeningPlan).where(ScreeningPlan.street == street)
    return session.scalar(chosen.order_by(ScreeningPlan.version.desc()).limit(1))


def begun(session: Session, campaign_id: UUID, *, for_change: bool = False) -> Screening:
    """The screening of a campaign; locked, so that decisions come one after the other.

    Raises:
        WrongState: it has not begun.
    """
    chosen = sa.select(Screening).where(Screening.campaign_id == campaign_id)
    found = session.scalar(chosen.with_for_update() if for_change else chosen)
    if found is None:
        raise WrongState(
            "该招募活动尚未开始筛选，请在报名截止后开始。",
            "The screening of this campaign has not begun; begin it once applications are closed.",
        )
    return found


def show(session: Session, actor: Actor, campaign: Campaign) -> ScreeningView:
    """The screening of a campaign the actor sees, ranked by post.

    Applicants for a post do not see the other applicants.

    Raises:
        Forbidden: the actor may see the campaign, but not its screening.
        WrongState: it has not begun.
    """
    if not may(actor, Action.SCREENING_READ, area=campaign.community):
        raise Forbidden("您不能查看筛选情况。", "You may not see the screening.")
    screening = begun(session, campaign.id)
    chosen = sa.select(Application).where(
        Application.campaign_id == campaign.id,
        Application.state.not_in([ApplicationState.WITHDRAWN, ApplicationState.RECOMMENDED]),
    )
    found = session.scalars(chosen).all()
    own = applications.own_posts(session, actor, [campaign.id])
    return ScreeningView(
        campaign_id=campaign.id,
        stages=[Stage.read(stage) for stage in screening.stages],
        criteria=[Criterion.read(criterion) for criterion in screening.criteria],
        started_at=screening.started_at,
        items=_cards(session, actor, screening, [one for one in found if one.post_id not in own]),
    )


def card(session: Session, actor: Actor, screening: Screening, application: Application) -> Card:
    """One application among those for its post, as the actor sees it."""
    chosen = sa.select(Application).where(
        Application.campaign_id == application.campaign_id,
        Application.post_id == application.post_id,
        Application.state.not_in([ApplicationState.WITHDRAWN, ApplicationState.RECOMMENDED]),
    )
    found = _cards(session, actor, screening, session.scalars(chosen).all())
    return next(one for one in found if one.application.id == application.id)


def reserves(session: Session, actor: Actor, request: ListReserves) -> ReservePage:
    """A page of the reserve list in the actor's scope: whose time has not run out.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = (
        sa.select(Application)
        .join(Post, Post.id == Application.post_id)
        .where(
            visible_to(actor, Action.RESERVE_READ, area=Application.community),
            Application.reserve_until >= day_of(clock.now()),
            *([inside(request.area, Application.community)] if request.area else []),
            *any_of(Post.category, request.category),
        )
    )
    found = paging.page(session, chosen, _RESERVES, request)
    wanted = sa.select(Post).where(Post.id.in_({one.post_id for one in found.rows}))
    categories = {post.id: post.category for post in session.scalars(wanted)}
    return ReservePage(
        items=[
            ReserveEntry(**vars(one), category=categories[one.post_id])
            for one in applications.summaries(session, actor, found.rows)
        ],
        **found.besides,
    )


def _cards(
    session: Session, actor: Actor, screening: Screening, found: Sequence[Application]
) -> list[Card]:
    weights = {criterion["key"]: criterion["weight"] for criterion in screening.criteria}
    given = _by_application(session, GivenPoints, found)
    abstained = _by_application(session, Abstained, found)
    results = {one.id: _result(weights, given[one.id]) for one in found}
    ranks = _ranks(found, results)
    own = applications.own_posts(session, actor, [screening.campaign_id])
    seen = {
        one.id
        for one in found
        if one.post_id not in own and _sees_points(actor, screening, one, given[one.id])
    }
    # The order of hidden totals would reveal the leader.
    places = {one.id: ranks[one.id] if one.id in seen else None for one in found}
    ordered = sorted(
        found, key=lambda one: (str(one.post_id), places[one.id] or len(found) + 1, one.number)
    )
    decides = may(actor, Action.SCREENING_DECIDE, area=screening.community)
    summaries = {one.id: one for one in applications.summaries(session, actor, found)}
    return [
        _card(
            summaries[one.id],
            results[one.id] if one.id in seen else _result(weights, []),
            places[one.id],
            [row for row in given[one.id] if one.id in seen or row.assessor == actor.account],
            [_abstention(actor, row, decides=decides) for row in abstained[one.id]],
            assessors=results[one.id].assessors,
        )
        for one in ordered
    ]


def _sees_points(
    actor: Actor, screening: Screening, application: Application, given: Sequence[GivenPoints]
) -> bool:
    return rules.sees_points(
        may_score=may(actor, Action.SCREENING_SCORE, area=screening.community),
        criteria=[criterion["key"] for criterion in screening.criteria],
        scored={row.criterion for row in given if row.assessor == actor.account},
        kinds=[stage["kind"] for stage in screening.stages],
        passed=application.stages_passed,
        is_decided=application.state is not ApplicationState.RECEIVED,
    )


def _abstention(actor: Actor, row: Abstained, *, decides: bool) -> Abstention:
    sees_reason = decides or row.assessor == actor.account
    return Abstention(
        assessor=row.assessor,
        reason=row.reason if sees_reason else None,
        abstained_at=row.abstained_at,
    )


def _by_application(
    session: Session, table: type[Any], found: Sequence[Application]
) -> Mapping[UUID, list[Any]]:
    rows: dict[UUID, list[Any]] = defaultdict(list)
    chosen = sa.select(table).where(table.application_id.in_([one.id for one in found]))
    for row in session.scalars(chosen.order_by(table.assessor)):
        rows[row.application_id].append(row)
    return rows


def _result(weights: Mapping[str, int], given: Sequence[GivenPoints]) -> Result:
    return rules.result_of(
        weights, [Score(row.assessor, row.criterion, row.points) for row in given]
    )


def _ranks(found: Sequence[Application], results: Mapping[UUID, Result]) -> dict[UUID, int | None]:
    ranks: dict[UUID, int | None] = {}
    for post in {one.post_id for one in found}:
        ranks |= rules.ranks(
            {one.id: results[one.id].total for one in found if one.post_id == post}
        )
    return ranks


def _card(
    application: ApplicationSummary,
    result: Result,
    rank: int | None,
    given: Sequence[GivenPoints],
    abstentions: list[Abstention],
    *,
    assessors: int,
) -> Card:
    return Card(
        application=application,
        rank=rank,
        total=_rounded(result.total),
        spread=_rounded(result.spread),
        assessors=assessors,
        criteria=[
            CriterionResult(
                criterion=name,
                mean=_rounded(mean.mean),
                spread=mean.spread,
                assessors=mean.assessors,
            )
            for name, mean in result.criteria.items()
        ],
        scores=[
            GivenScore(
                assessor=row.assessor,
                criterion=row.criterion,
                points=row.points,
                note=row.note,
                scored_at=row.scored_at,
            )
            for row in given
        ],
        abstentions=abstentions,
    )


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, _PLACES))
