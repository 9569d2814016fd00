"""Requests about recommendations."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import (
    ApplicationReceipt,
    ApplicationView,
    ConsentToRecommendation,
    OwnApplication,
    Recommend,
    RecordApplicationConsent,
)
from services.recruitment.recommending import operations


class RecommendingEntrypoints(Service):
    """Recommendations, and the consent of the person."""

    @rpc(Recommend, writes=True)
    def recommend(self, work: Work, request: Recommend) -> ApplicationReceipt:
        return operations.recommend(work.session, work.actor, request)

    @rpc(ConsentToRecommendation, writes=True)
    def consent_to_recommendation(
        self, work: Work, request: ConsentToRecommendation
    ) -> OwnApplication:
        return operations.consent(work.session, work.actor, request)

    @rpc(RecordApplicationConsent, writes=True)
    def record_application_consent(
        self, work: Work, request: RecordApplicationConsent
    ) -> ApplicationView:
        return operations.record_consent(work.session, work.actor, request)
