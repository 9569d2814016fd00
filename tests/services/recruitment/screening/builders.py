"""Screenings for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.recruitment.applications import ApplicationReceipt, ApplicationView, Opinion
from contracts.recruitment.campaigns import CampaignView
from contracts.recruitment.screening import (
    Card,
    DecideApplication,
    DecideStage,
    Point,
    ScoreApplication,
    StartScreening,
)
from contracts.recruitment.words import AskedInWay, Outcome
from runtime.database import Database
from services.recruitment.screening import operations, rules
from tests.builders import LILIN, STAFF, an_actor, done
from tests.services.recruitment.applications.builders import applied, recorded
from tests.services.recruitment.campaigns.builders import an_open_campaign, closed
from tests.services.recruitment.posts.builders import an_advertised_post
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of

COMMITTEE = an_actor(Role.PARTY_COMMITTEE, LILIN)
STAGES = [kind.value for kind in rules.STAGES]


def an_assessor(number: int) -> Actor:
    """One of several."""
    return an_actor(Role.PARTY_COMMITTEE, LILIN, account=f"assessor-{number}")


def a_screening(
    database: Database, people: int = 2, **changed: Any
) -> tuple[CampaignView, list[ApplicationReceipt]]:
    """A closed campaign with so many applications for one post, being screened."""
    campaign = an_open_campaign(database)
    receipts = [applied(database, campaign, **changed) for _ in range(people)]
    closed(database, campaign)
    done(database, operations.start, STAFF, StartScreening(campaign_id=campaign.id))
    return campaign, receipts


def a_screening_on_paper(
    database: Database, at: dt.datetime, people: int = 2, **changed: Any
) -> tuple[CampaignView, list[ApplicationReceipt]]:
    """The same from paper of an earlier day: what follows may be dated from then on."""
    campaign = an_open_campaign(
        database,
        posts=[an_advertised_post(database, happened_at=at).id],
        opens_on=day_of(at),
        closes_on=day_of(at),
    )
    receipts = [recorded(database, campaign, received_at=at, **changed) for _ in range(people)]
    closed(database, campaign)
    done(database, operations.start, STAFF, StartScreening(campaign_id=campaign.id))
    return campaign, receipts


def scored(
    database: Database, application_id: UUID, points: int, actor: Actor = STAFF, **other: int
) -> Card:
    """The same points on every criterion, but for those named."""
    given = {key: points for key, _, _ in rules.CRITERIA} | other
    request = ScoreApplication(
        application_id=application_id,
        points=[Point(criterion=key, points=value) for key, value in given.items()],
    )
    return done(database, operations.score, actor, request)


def an_opinion(**changed: Any) -> Opinion:
    """What thirty-six residents said."""
    usual: dict[str, Any] = {
        "way": AskedInWay.MEETING,
        "asked": 36,
        "in_favour": 31,
        "against": 2,
    }
    return Opinion(**usual | changed)


def staged(
    database: Database, application_id: UUID, stage: str, actor: Actor = STAFF, **changed: Any
) -> ApplicationView:
    """A decision on one stage."""
    usual: dict[str, Any] = {"passed": True, "reason": "符合条件。"}
    if stage == "opinion":
        usual["opinion"] = an_opinion()
    request = DecideStage(application_id=application_id, stage=stage, **usual | changed)
    return done(database, operations.decide_stage, actor, request)


def passed_all(database: Database, application_id: UUID, **changed: Any) -> None:
    """Through every stage."""
    for stage in STAGES:
        staged(database, application_id, stage, **changed)


def decided(
    database: Database,
    application_id: UUID,
    outcome: Outcome = Outcome.SELECTED,
    actor: Actor = COMMITTEE,
    **changed: Any,
) -> ApplicationView:
    """Selected, or not."""
    usual: dict[str, Any] = {"reason": "综合得分第一。"}
    request = DecideApplication(application_id=application_id, outcome=outcome, **usual | changed)
    return done(database, operations.decide, actor, request)
