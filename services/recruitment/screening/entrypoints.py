"""Requests about screening."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import ApplicationView
from contracts.recruitment.screening import (
    AbstainFromApplication,
    Card,
    DecideApplication,
    DecideStage,
    ListReserves,
    PlanView,
    RemoveFromReserve,
    ReservePage,
    ScoreApplication,
    ScreeningView,
    SetScreeningPlan,
    ShowScreening,
    ShowScreeningPlan,
    StartScreening,
)
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.screening import operations, queries


class ScreeningEntrypoints(Service):
    """Plans, scores, decisions and the reserve list."""

    @rpc(ShowScreeningPlan)
    def show_screening_plan(self, work: Work, request: ShowScreeningPlan) -> PlanView:
        return queries.plan(work.session, work.actor, request.street)

    @rpc(SetScreeningPlan, writes=True)
    def set_screening_plan(self, work: Work, request: SetScreeningPlan) -> PlanView:
        return operations.set_plan(work.session, work.actor, request)

    @rpc(StartScreening, writes=True)
    def start_screening(self, work: Work, request: StartScreening) -> ScreeningView:
        return operations.start(work.session, work.actor, request)

    @rpc(ShowScreening)
    def show_screening(self, work: Work, request: ShowScreening) -> ScreeningView:
        campaign = campaigns.CAMPAIGNS.one_of(work.session, work.actor, request.campaign_id)
        return queries.show(work.session, work.actor, campaign)

    @rpc(ScoreApplication, writes=True)
    def score_application(self, work: Work, request: ScoreApplication) -> Card:
        return operations.score(work.session, work.actor, request)

    @rpc(AbstainFromApplication, writes=True)
    def abstain_from_application(self, work: Work, request: AbstainFromApplication) -> Card:
        return operations.abstain(work.session, work.actor, request)

    @rpc(DecideStage, writes=True)
    def decide_stage(self, work: Work, request: DecideStage) -> ApplicationView:
        return operations.decide_stage(work.session, work.actor, request)

    @rpc(DecideApplication, writes=True)
    def decide_application(self, work: Work, request: DecideApplication) -> ApplicationView:
        return operations.decide(work.session, work.actor, request)

    @rpc(ListReserves)
    def list_reserves(self, work: Work, request: ListReserves) -> ReservePage:
        return queries.reserves(work.session, work.actor, request)

    @rpc(RemoveFromReserve, writes=True)
    def remove_from_reserve(self, work: Work, request: RemoveFromReserve) -> ApplicationView:
        return operations.remove_from_reserve(work.session, work.actor, request)
