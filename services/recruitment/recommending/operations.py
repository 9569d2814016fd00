"""Recommending somebody, and the person's word on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from contracts.recruitment.applications import ApplicationReceipt, ApplicationView, OwnApplication
from contracts.recruitment.recommending import (
    ConsentToRecommendation,
    Recommend,
    RecordApplicationConsent,
)
from contracts.recruitment.words import ApplicationSource, ApplicationState
from runtime import clock
from services.recruitment.applications import rules
from services.recruitment.applications.model import Application
from services.recruitment.applications.operations import (
    BY_CODE,
    answer,
    begin,
    check_declared,
    in_time,
    move_on,
    new_application,
    receipt,
    set_words,
    taken_up,
    taken_up_by_code,
    told,
)
from services.recruitment.applications.rules import Deed
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.campaigns.queries import takes_applications
from services.recruitment.posts.model import Post
from services.recruitment.posts.rules import states as posts
from vocabulary import moments
from vocabulary.actors import Actor


def recommend(session: Session, actor: Actor, request: Recommend) -> ApplicationReceipt:
    """Residents or a group recommend a person, who is asked before anything else happens.

    The code is the person's: recommenders do not learn it.

    Raises:
        NotFound, WrongState, Invalid: see `submit`.
    """
    campaign = campaigns.announced(session, request.campaign_id)
    rules.check_taken(takes=takes_applications(campaign), number=campaign.number)
    application = new_application(
        session,
        actor,
        campaign,
        request,
        code=request.code,
        post_id=request.post_id,
        source=ApplicationSource.RECOMMENDED,
        state=ApplicationState.RECOMMENDED,
        account=None,
        received_at=clock.now(),
        recommender=request.recommender,
        recommended_by=request.recommended_by,
        recommendation=request.recommendation,
        supporter_residents=0,
        consents_to_notice=False,
        reserve_months=0,
    )
    begin(session, actor, application, "recommended")
    return receipt(application, tells_code=False)


def consent(session: Session, actor: Actor, request: ConsentToRecommendation) -> OwnApplication:
    """Apply as a recommended person, with their own code.

    Raises:
        NotFound, PreconditionFailed, WrongState: see `taken_up_by_code`.
        Invalid: a declaration is missing.
    """
    application, campaign = taken_up_by_code(session, request, Deed.CONSENT)
    rules.check_taken(takes=takes_applications(campaign), number=campaign.number)
    post = session.get_one(Post, application.post_id)
    rules.check_sought(post.number, is_sought=post.state in posts.SHOWN)
    _agree(session, actor, application, request, how=BY_CODE, at=clock.now())
    return told(session, application)


def record_consent(
    session: Session, actor: Actor, request: RecordApplicationConsent
) -> ApplicationView:
    """Write down, as a clerk, that the recommended person applies, and how they said so.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taken_up`.
        Invalid: a declaration is missing, or not in time.
    """
    application, campaign = taken_up(session, actor, request, Deed.CONSENT)
    at = moments.of_step(request.happened_at, now=clock.now(), previous=application.progressed_at)
    in_time(campaign, at, field="happened_at")
    _agree(session, actor, application, request, how=request.how.value, at=at)
    return answer(session, actor, application)


def _agree(
    session: Session,
    actor: Actor,
    application: Application,
    body: Any,  # the words of a consent, by code or by a clerk
    *,
    how: str,
    at: dt.datetime,
) -> None:
    check_declared(body)
    set_words(application, body)
    application.consent_how = how
    application.received_at = at
    move_on(session, actor, application, Deed.CONSENT, at=at, how=how)
