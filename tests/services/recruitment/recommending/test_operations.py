from __future__ import annotations

from typing import Any

from contracts.recruitment.recommending import ConsentToRecommendation, RecordApplicationConsent
from contracts.recruitment.words import (
    ApplicationSource,
    ApplicationState,
    ReceivedHow,
    Recommender,
)
from services.recruitment.recommending import operations as recommending
from tests.builders import STAFF, STREET, an_actor, done
from tests.services.recruitment.applications.builders import (
    code_of,
    events_of,
    recommended,
    the_application,
    told,
    words,
)
from tests.services.recruitment.campaigns.builders import an_open_campaign
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import RESIDENT, Role


def test_a_recommendation_waits_for_the_person_and_keeps_the_code_from_others(
    arranged: Arranged,
) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recommended(recruitment, campaign)

    assert (receipt.code, receipt.status_url) == (None, None)
    assert events_of(recruitment, receipt.id) == []
    code = code_of(recruitment, receipt.id)
    assert told(recruitment, code).may_consent
    agreed = ConsentToRecommendation(code=code, **words())
    shown = done(recruitment, recommending.consent, RESIDENT, agreed)
    assert (shown.state, shown.recommended_by) == (ApplicationState.RECEIVED, "荔林太极队")
    assert the_application(recruitment, receipt.id).consent_how == "code"
    assert events_of(recruitment, receipt.id) == ["application_received"]


def test_a_clerk_writes_down_how_the_person_agreed(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recommended(recruitment, campaign)
    request = RecordApplicationConsent(
        application_id=receipt.id, how=ReceivedHow.IN_PERSON, **words()
    )

    shown = done(recruitment, recommending.record_consent, STAFF, request)

    assert (shown.consent_how, shown.state) == ("in_person", ApplicationState.RECEIVED)
    assert shown.source is ApplicationSource.RECOMMENDED


def test_a_resident_who_recommends_is_named_to_the_workstation_alone(
    arranged: Arranged,
) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    by_resident: dict[str, Any] = {
        "recommender": Recommender.RESIDENT,
        "recommended_by": "周志强",
    }
    receipt = recommended(recruitment, campaign, **by_resident)
    by_group = recommended(recruitment, campaign)
    overseers = [
        an_actor(Role.PARTY_COMMITTEE),
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.ADMINISTRATOR, STREET),
    ]

    assert the_application(recruitment, receipt.id).recommended_by == "周志强"
    for overseer in overseers:
        assert the_application(recruitment, receipt.id, overseer).recommended_by == "周*"
        assert the_application(recruitment, by_group.id, overseer).recommended_by == "荔林太极队"
