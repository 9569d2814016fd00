"""Applications for tests: valid by default, one keyword to change a fact."""

from __future__ import annotations

import itertools
import secrets
from typing import Any
from uuid import UUID

from contracts.recruitment.applications import (
    ApplicationReceipt,
    ApplicationView,
    OwnApplication,
    RecordApplication,
    SubmitApplication,
)
from contracts.recruitment.campaigns import CampaignView
from contracts.recruitment.recommending import Recommend
from contracts.recruitment.words import ReceivedHow, Recommender
from runtime.database import Database
from services.recruitment.applications import operations, queries
from services.recruitment.applications.model import Application
from services.recruitment.recommending import operations as recommending
from tests.builders import STAFF, done
from tests.outboxes import envelopes
from vocabulary.actors import RESIDENT, Actor
from vocabulary.tracking import code_from

_PHONES = itertools.count(13800100000)
WORDS: dict[str, Any] = {
    "address": "荔林花园 3 栋",
    "ability": "会用灭火器，做过物业巡查。",
    "experience": "楼长三年。",
    "time_available": "每周二、四晚上。",
    "motivation": "想让楼里的老人住得安心。",
    "supporter_groups": "荔林太极队",
    "supporter_residents": 12,
    "is_voluntary": True,
    "lives_in_community": True,
    "consents_to_notice": True,
    "reserve_months": 12,
}


def a_code() -> str:
    """As the gateway makes it."""
    return code_from(secrets.token_bytes(8), b"a secret")


def words(**changed: Any) -> dict[str, Any]:
    """What a person says, with what is different."""
    return WORDS | changed


def applied(
    database: Database, campaign: CampaignView, actor: Actor = RESIDENT, **changed: Any
) -> ApplicationReceipt:
    """Somebody applies on the web."""
    usual: dict[str, Any] = {
        "campaign_id": campaign.id,
        "post_id": campaign.posts[0].id,
        "code": a_code(),
        "name": "陈秀英",
        "phone": str(next(_PHONES)),
        **WORDS,
    }
    return done(database, operations.submit, actor, SubmitApplication(**usual | changed))


def recorded(
    database: Database, campaign: CampaignView, actor: Actor = STAFF, **changed: Any
) -> ApplicationReceipt:
    """A clerk writes an application down."""
    usual: dict[str, Any] = {
        "campaign_id": campaign.id,
        "post_id": campaign.posts[0].id,
        "code": a_code(),
        "name": "李建国",
        "phone": str(next(_PHONES)),
        "how": ReceivedHow.PAPER,
        **WORDS,
    }
    return done(database, operations.record, actor, RecordApplication(**usual | changed))


def recommended(
    database: Database, campaign: CampaignView, actor: Actor = RESIDENT, **changed: Any
) -> ApplicationReceipt:
    """A group recommends somebody."""
    usual: dict[str, Any] = {
        "campaign_id": campaign.id,
        "post_id": campaign.posts[0].id,
        "code": a_code(),
        "name": "王芳",
        "phone": str(next(_PHONES)),
        "recommender": Recommender.GROUP,
        "recommended_by": "荔林太极队",
        "recommendation": "多年义务调解，大家都信任她。",
    }
    return done(database, recommending.recommend, actor, Recommend(**usual | changed))


def code_of(database: Database, application_id: UUID) -> str:
    """The code that the person has."""
    with database.reading() as session:
        return session.get_one(Application, application_id).code


def the_application(
    database: Database, application_id: UUID, actor: Actor = STAFF
) -> ApplicationView:
    """The application with its history, as the actor sees it."""
    with database.reading() as session:
        return queries.show(session, actor, application_id)


def told(database: Database, code: str) -> OwnApplication:
    """What the person sees."""
    with database.reading() as session:
        return queries.told(session, queries.one_with_code(session, code))


def events_of(database: Database, application_id: UUID) -> list[str]:
    """What was told of an application, in its order."""
    return [one.type.rpartition(".")[2] for one in envelopes(database, application_id)]
