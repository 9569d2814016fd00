"""Setting plans, scoring, abstaining, deciding, and keeping the reserve list."""

from __future__ import annotations

import datetime as dt
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.recruitment.applications import ApplicationView, OneApplication
from contracts.recruitment.screening import (
    AbstainFromApplication,
    Card,
    DecideApplication,
    DecideStage,
    PlanView,
    RemoveFromReserve,
    ScoreApplication,
    ScreeningView,
    SetScreeningPlan,
    StartScreening,
)
from contracts.recruitment.words import ApplicationState, Outcome, StageKind
from groundwork import territories
from runtime import clock
from runtime.database import insert_new
from services.recruitment.applications import operations as applications
from services.recruitment.applications import queries as found
from services.recruitment.applications.model import Abstained, Application
from services.recruitment.applications.rules import Deed
from services.recruitment.appointment import operations as appointments
from services.recruitment.appointment import queries as appointment_queries
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.campaigns import rules as campaign_rules
from services.recruitment.campaigns.model import Campaign, Screening
from services.recruitment.screening import queries, rules
from services.recruitment.screening.model import GivenPoints, ScreeningPlan
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import start_of_day
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, PreconditionFailed, WrongState, check_version

_PLAN = cast("sa.Table", ScreeningPlan.__table__)
_SCREENING = cast("sa.Table", Screening.__table__)


def set_plan(session: Session, actor: Actor, request: SetScreeningPlan) -> PlanView:
    """Say how a street screens; campaigns that are being screened keep what they began with.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor sets no rules of this street.
        PreconditionFailed: it is at another version than expected.
        Invalid: a stage or criterion is named twice.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, request.street)
    if not may(actor, Action.SCREENING_CONFIGURE, area=request.street):
        raise Forbidden(
            "只有街道办可以设置筛选办法。", "Only the street office may set the plan of screening."
        )
    act(session, actor, Action.SCREENING_CONFIGURE, area=request.street)
    newest = queries.newest_plan(session, request.street)
    version = 0 if newest is None else newest.version
    check_version(request.expected_version, version)
    rules.check_keys([stage.key for stage in request.stages], field="stages")
    rules.check_keys([criterion.key for criterion in request.criteria], field="criteria")
    row = {
        "street": request.street,
        "version": version + 1,
        "stages": [stage.plain() for stage in request.stages],
        "criteria": [criterion.plain() for criterion in request.criteria],
        "reason": request.reason,
        "set_at": clock.now(),
        "set_by": actor.account,
    }
    if not insert_new(session, _PLAN, [row], unique=("street", "version"), returning="version"):
        raise PreconditionFailed(
            "筛选办法刚被他人修改，请重新读取后再试。",
            "Somebody else has just set the plan; read it again.",
        )
    return queries.shown_plan(session, request.street)


def start(session: Session, actor: Actor, request: StartScreening) -> ScreeningView:
    """Begin the screening of a closed campaign by the street's plan; begun, it changes nothing.

    Raises:
        NotFound: no such campaign in the actor's communities.
        Forbidden: the actor decides nothing there.
        WrongState: applications are not closed yet.
    """
    campaign = campaigns.CAMPAIGNS.one_of(session, actor, request.campaign_id, for_change=True)
    _check_may(session, actor, Action.SCREENING_DECIDE, campaign.community)
    if not campaign_rules.TABLE.allows(campaign.state, campaign_rules.Deed.SCREEN):
        raise WrongState(
            f"招募活动{campaign.number}报名尚未截止，不能开始筛选。",
            f"Applications of campaign {campaign.number} are not closed yet.",
        )
    plan = queries.shown_plan(session, street_of(campaign.community))
    row = {
        "campaign_id": campaign.id,
        "community": campaign.community,
        "stages": [stage.plain() for stage in plan.stages],
        "criteria": [criterion.plain() for criterion in plan.criteria],
        "started_at": clock.now(),
        "started_by": actor.account,
    }
    insert_new(session, _SCREENING, [row], unique=("campaign_id",), returning="campaign_id")
    return queries.show(session, actor, campaign)


def score(session: Session, actor: Actor, request: ScoreApplication) -> Card:
    """Give points; giving them again replaces the same assessor's points.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor may not score there, it is their own application, or one for the same
        post.
        WrongState: screening has not begun, it is decided, or the actor has abstained.
        Invalid: an unknown criterion.
    """
    application, screening = _assessed(session, actor, request.application_id)
    assessor = _account(actor)
    _check_impartial(session, actor, application)
    names = [criterion["key"] for criterion in screening.criteria]
    rules.check_criteria([point.criterion for point in request.points], names)
    now = clock.now()
    for point in request.points:
        kept = session.get(GivenPoints, (application.id, assessor, point.criterion))
        if kept is None:
            kept = GivenPoints(
                application_id=application.id,
                assessor=assessor,
                criterion=point.criterion,
                community=application.community,
            )
            session.add(kept)
        kept.points, kept.note, kept.scored_at = point.points, point.note, now
    session.flush()
    return queries.card(session, actor, screening, application)


def abstain(session: Session, actor: Actor, request: AbstainFromApplication) -> Card:
    """Give no points because of a conflict of interest; those given before are taken back.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor scores nothing there.
        WrongState: screening has not begun, it is decided, or the actor has abstained before.
    """
    application, screening = _assessed(session, actor, request.application_id)
    assessor = _account(actor)
    _check_not_abstained(session, actor, application)
    chosen = sa.select(GivenPoints).where(
        GivenPoints.application_id == application.id, GivenPoints.assessor == assessor
    )
    for given in session.scalars(chosen).all():
        session.delete(given)
    session.add(
        Abstained(
            application_id=application.id,
            assessor=assessor,
            community=application.community,
            reason=request.reason,
            abstained_at=clock.now(),
        )
    )
    session.flush()
    return queries.card(session, actor, screening, application)


def decide_stage(session: Session, actor: Actor, request: DecideStage) -> ApplicationView:
    """Let an application pass its next stage, or end it there, with a reason.

    A person who fails a check of eligibility does not enter the reserve list.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_decided`.
        Invalid: an unknown stage, an impossible moment, or the residents' opinion is missing,
        impossible, or not part of this stage.
    """
    application, screening = _decided(session, actor, request)
    stages = [stage["key"] for stage in screening.stages]
    rules.check_next_stage(request.stage, stages, application.stages_passed, application.number)
    kind, opinion = _kind(screening, request.stage), request.opinion
    rules.check_opinion(
        None if opinion is None else (opinion.asked, opinion.in_favour, opinion.against),
        is_asked=kind is StageKind.OPINION,
    )
    at = _moment(session, application, request.happened_at)
    deed = Deed.ADVANCE if request.passed else Deed.FAIL
    if request.passed:
        application.stages_passed += 1
    elif kind is StageKind.CHECK:
        application.reserve_months = 0
    facts = {} if opinion is None else {"opinion": opinion.plain()}
    applications.move_on(
        session,
        actor,
        application,
        deed,
        at=at,
        reason=request.reason,
        stage=request.stage,
        **facts,
    )
    session.flush()
    return found.shown(session, actor, application)


def decide(session: Session, actor: Actor, request: DecideApplication) -> ApplicationView:
    """Propose an application to the party committee, or turn it down, with a reason.

    From the reserve list somebody is selected later, as long as they agreed. With who is
    turned down after all goes the proposal that came of it.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_decided`.
        WrongState: a stage is left, another is selected for the post, or not on the list.
        Invalid: a moment that cannot be.
    """
    seen = found.APPLICATIONS.one_of(session, actor, request.application_id)
    proposals = appointment_queries.proposals_of(session, seen)
    application, screening = _decided(session, actor, request)
    at = _moment(session, application, request.happened_at)
    deed = Deed.SELECT if request.outcome is Outcome.SELECTED else Deed.TURN_DOWN
    if deed is Deed.SELECT:
        _check_selectable(session, application, screening)
    applications.move_on(session, actor, application, deed, at=at, reason=request.reason)
    for proposal in proposals:
        appointments.take_back(session, actor, proposal, because="application_turned_down")
    session.flush()
    return found.shown(session, actor, application)


def remove_from_reserve(
    session: Session, actor: Actor, request: RemoveFromReserve
) -> ApplicationView:
    """Take somebody from the reserve list, with a reason.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor keeps no reserve list there.
        PreconditionFailed: it is at another version.
        WrongState: not on the list.
    """
    application = found.APPLICATIONS.one_of(session, actor, request.application_id, for_change=True)
    _check_may(session, actor, Action.RESERVE_MANAGE, application.community)
    check_version(request.expected_version, application.version)
    if application.reserve_until is None:
        raise _not_on_the_list(application)
    application.reserve_until = None
    application.version += 1
    found.APPLICATIONS.note(session, actor, application, "reserve_left", note=request.reason)
    session.flush()
    return found.shown(session, actor, application)


def _moment(session: Session, application: Application, given: dt.datetime | None) -> dt.datetime:
    """When it was decided: not before the last step, and not while others could still apply."""
    closes_on = session.get_one(Campaign, application.campaign_id).closes_on
    return back_entries.moment_of_step(
        session,
        application.community,
        given,
        previous=max(application.progressed_at, start_of_day(closes_on)),
    )


def _check_selectable(session: Session, application: Application, screening: Screening) -> None:
    if application.state is ApplicationState.UNSUCCESSFUL:
        if not found.is_at_disposal(application):
            raise _not_on_the_list(application)
    else:
        stages = [stage["key"] for stage in screening.stages]
        rules.check_all_passed(stages, application.stages_passed, application.number)
    chosen = sa.select(Application.number).where(
        Application.campaign_id == application.campaign_id,
        Application.post_id == application.post_id,
        Application.id != application.id,
        Application.state == ApplicationState.SELECTED,
    )
    other = session.scalar(chosen)
    if other is not None:
        raise WrongState(
            f"该岗位已有拟聘人选（报名{other}），请先作出未入选的决定。",
            f"Application {other} is selected for this post; turn it down first.",
        )


def _not_on_the_list(application: Application) -> WrongState:
    return WrongState(
        f"报名{application.number}不在后备名单上，或已过期。",
        f"Application {application.number} is not on the reserve list, or its time has run out.",
    )


def _assessed(
    session: Session, actor: Actor, application_id: UUID
) -> tuple[Application, Screening]:
    application = found.APPLICATIONS.one_of(session, actor, application_id, for_change=True)
    _check_may(session, actor, Action.SCREENING_SCORE, application.community)
    screening = queries.begun(session, application.campaign_id)
    if application.state is not ApplicationState.RECEIVED:
        raise WrongState(
            f"报名{application.number}已有结果或已撤回，不能再评分。",
            f"Application {application.number} is decided or withdrawn; it can no longer be "
            "scored.",
        )
    return application, screening


def _decided(
    session: Session, actor: Actor, request: OneApplication
) -> tuple[Application, Screening]:
    """The application and its screening, locked, if the actor may decide.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor may not decide there, it is their own application, or one for the same
        post.
        PreconditionFailed: it is at another version.
        WrongState: screening has not begun, or the actor has abstained.
    """
    seen = found.APPLICATIONS.one_of(session, actor, request.application_id)
    _check_may(session, actor, Action.SCREENING_DECIDE, seen.community)
    # Decisions of one campaign come one after the other, each sees the ones before.
    screening = queries.begun(session, seen.campaign_id, for_change=True)
    application = found.APPLICATIONS.one_of(session, actor, request.application_id, for_change=True)
    check_version(request.expected_version, application.version)
    _check_impartial(session, actor, application)
    return application, screening


def _check_impartial(session: Session, actor: Actor, application: Application) -> None:
    rules.check_impartial(
        is_own=application.account is not None and application.account == actor.account,
        has_abstained=_has_abstained(session, actor, application),
        is_rival=application.post_id in found.own_posts(session, actor, [application.campaign_id]),
        number=application.number,
    )


def _check_not_abstained(session: Session, actor: Actor, application: Application) -> None:
    rules.check_impartial(
        is_own=False,
        has_abstained=_has_abstained(session, actor, application),
        number=application.number,
    )


def _has_abstained(session: Session, actor: Actor, application: Application) -> bool:
    return session.get(Abstained, (application.id, actor.account or "")) is not None


def _check_may(session: Session, actor: Actor, action: Action, community: str) -> None:
    if not may(actor, action, area=community):
        raise Forbidden(
            f"您不参与社区 {community} 的筛选。",
            f"You may not take part in the screening of {community}.",
        )
    act(session, actor, action, area=community)


def _account(actor: Actor) -> str:
    # Only accounts hold the roles that the table lets score.
    return actor.account or ""


def _kind(screening: Screening, key: str) -> StageKind:
    return next(StageKind(stage["kind"]) for stage in screening.stages if stage["key"] == key)
