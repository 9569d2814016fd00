"""Recommending somebody for a post, who is asked before it becomes an application (推荐)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.recruitment.applications import (
    CODE_LONGEST,
    NAME_LONGEST,
    WORDS_LONGEST,
    Applicant,
    ApplicationReceipt,
    ApplicationView,
    ByCode,
    Declarations,
    OneApplication,
    OwnApplication,
    Words,
)
from contracts.recruitment.words import (
    ReceivedHow,
    Recommender,
)
from contracts.registry import Request, request, shape


@shape
class Recommendation(Applicant):
    """Residents or a group recommend a person, who is then asked to agree."""

    post_id: UUID = fields.plain("The post of the campaign.")
    recommender: Recommender = fields.choice("The kind of recommender.")
    recommended_by: str = fields.name(
        "Name of the resident or the group.", longest=NAME_LONGEST, example="荔林太极队"
    )
    recommendation: str = fields.words(
        "Why.", longest=WORDS_LONGEST, example="多年义务调解邻里纠纷，大家都信任她。"
    )


@shape
class Agreement(Words, Declarations):
    """A recommended person agrees to apply, and adds what the recommendation lacks."""


@request("recruitment", "recommend", ApplicationReceipt)
class Recommend(Recommendation, Request[ApplicationReceipt]):
    """Recommend a person for a post."""

    campaign_id: UUID = fields.plain("The campaign.")
    code: str = fields.text("The code that the gateway made for the person.", longest=CODE_LONGEST)


@request("recruitment", "consent_to_recommendation", OwnApplication)
class ConsentToRecommendation(Agreement, ByCode, Request[OwnApplication]):
    """Agree to a recommendation, and apply."""


@request("recruitment", "record_application_consent", ApplicationView)
class RecordApplicationConsent(Agreement, OneApplication, Request[ApplicationView]):
    """Write down that the recommended person applies, and how they said so."""

    how: ReceivedHow = fields.choice("How the person agreed.")
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)
