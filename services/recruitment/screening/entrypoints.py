"""Requests about screening."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, rpc, writes
from contracts.recruitment.screening import (
    AbstainFromApplication,
    DecideApplication,
    DecideStage,
    ListReserves,
    RemoveFromReserve,
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

    show_screening_plan = reads(ShowScreeningPlan, queries.plan, "street")
    set_screening_plan = writes(SetScreeningPlan, operations.set_plan)
    start_screening = writes(StartScreening, operations.start)

    @rpc(ShowScreening)
    def show_screening(self, work: Work, request: ShowScreening) -> ScreeningView:
        campaign = campaigns.one_of(work.session, work.actor, request.campaign_id)
        return queries.show(work.session, work.actor, campaign)

    score_application = writes(ScoreApplication, operations.score)
    abstain_from_application = writes(AbstainFromApplication, operations.abstain)
    decide_stage = writes(DecideStage, operations.decide_stage)
    decide_application = writes(DecideApplication, operations.decide)
    list_reserves = reads(ListReserves, queries.reserves)
    remove_from_reserve = writes(RemoveFromReserve, operations.remove_from_reserve)
