"""Requests about recommendations."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.recruitment.recommending import (
    ConsentToRecommendation,
    Recommend,
    RecordApplicationConsent,
)
from services.recruitment.recommending import operations


class RecommendingEntrypoints(Service):
    """Recommendations, and the consent of the person."""

    recommend = writes(Recommend, operations.recommend)
    consent_to_recommendation = writes(ConsentToRecommendation, operations.consent)
    record_application_consent = writes(RecordApplicationConsent, operations.record_consent)
