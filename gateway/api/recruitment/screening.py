"""Screening: plans of streets, scores, decisions, and the reserve list."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.applications import ApplicationView
from contracts.recruitment.screening import (
    AbstainFromApplication,
    Abstaining,
    Card,
    DecideApplication,
    DecideStage,
    Decision,
    ListReserves,
    PlanBody,
    PlanView,
    Removal,
    RemoveFromReserve,
    ReserveFilter,
    ReservePage,
    ScoreApplication,
    Scores,
    ScreeningView,
    SetScreeningPlan,
    ShowScreening,
    ShowScreeningPlan,
    StageDecision,
    Start,
    StartScreening,
)
from gateway.http.routes import Routes, ask
from vocabulary.areas import Level, is_area_code, level_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("screening", "筛选与后备人才 · Screening and the reserve list")

_PLAN = "/api/v1/streets/<street>/screening-plan"
_CAMPAIGN = "/api/v1/campaigns/<uuid:campaign_id>/screening"
_ONE = "/api/v1/applications/<uuid:application_id>"


@routes.get(_PLAN, may=Action.SCREENING_READ, answers=PlanView)
def plan(street: str) -> PlanView:
    """Show the stages and criteria of a street."""
    return ask(ShowScreeningPlan(street=_checked(street)))


@routes.put(_PLAN, may=Action.SCREENING_CONFIGURE, takes=PlanBody, answers=PlanView)
def set_plan(body: PlanBody, street: str) -> PlanView:
    """Set the stages and criteria; screenings that have begun keep theirs."""
    return ask(SetScreeningPlan(street=_checked(street), **vars(body)))


@routes.post(_CAMPAIGN, may=Action.SCREENING_DECIDE, takes=Start, answers=ScreeningView)
def start(body: Start, campaign_id: UUID) -> ScreeningView:
    """Begin to screen a closed campaign; repeated, it changes nothing."""
    return ask(StartScreening(campaign_id=campaign_id, **vars(body)))


@routes.get(_CAMPAIGN, may=Action.SCREENING_READ, answers=ScreeningView)
def screening(campaign_id: UUID) -> ScreeningView:
    """Show the applications of a campaign, ranked by post."""
    return ask(ShowScreening(campaign_id=campaign_id))


@routes.put(f"{_ONE}/scores", may=Action.SCREENING_SCORE, takes=Scores, answers=Card)
def score(body: Scores, application_id: UUID) -> Card:
    """Give points on the criteria, as one of several assessors."""
    return ask(ScoreApplication(application_id=application_id, **vars(body)))


@routes.post(f"{_ONE}/abstention", may=Action.SCREENING_SCORE, takes=Abstaining, answers=Card)
def abstain(body: Abstaining, application_id: UUID) -> Card:
    """Abstain because of a conflict of interest (回避); own points are taken back."""
    return ask(AbstainFromApplication(application_id=application_id, **vars(body)))


@routes.post(
    f"{_ONE}/stages", may=Action.SCREENING_DECIDE, takes=StageDecision, answers=ApplicationView
)
def decide_stage(body: StageDecision, application_id: UUID) -> ApplicationView:
    """Decide the next stage of an application, with a reason that the person reads."""
    return ask(DecideStage(application_id=application_id, **vars(body)))


@routes.post(
    f"{_ONE}/decision", may=Action.SCREENING_DECIDE, takes=Decision, answers=ApplicationView
)
def decide(body: Decision, application_id: UUID) -> ApplicationView:
    """Select an application for the party committee, or turn it down, with a reason."""
    return ask(DecideApplication(application_id=application_id, **vars(body)))


@routes.get("/api/v1/reserves", may=Action.RESERVE_READ, filters=ReserveFilter, answers=ReservePage)
def reserves(filters: ReserveFilter) -> ReservePage:
    """List who agreed to stand on the reserve list, the first to leave it first."""
    return ask(ListReserves(**vars(filters)))


@routes.post(
    f"{_ONE}/reserve-removal",
    may=Action.RESERVE_MANAGE,
    takes=Removal,
    answers=ApplicationView,
)
def remove_from_reserve(body: Removal, application_id: UUID) -> ApplicationView:
    """Take somebody from the reserve list, with a reason."""
    return ask(RemoveFromReserve(application_id=application_id, **vars(body)))


def _checked(street: str) -> str:
    if is_area_code(street) and level_of(street) is Level.STREET:
        return street
    raise NotFound(f"没有找到街道 {street}。", f"There is no street {street}.")
