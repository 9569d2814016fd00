"""Applying, recommending, agreeing, changing, withdrawing; and what screening and appointments do."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.applications import (
    Applicant,
    ApplicationDecided,
    ApplicationFact,
    ApplicationReceipt,
    ApplicationReceived,
    ApplicationView,
    ApplicationWithdrawn,
    Declarations,
    EditApplication,
    EditOwnApplication,
    NoticeConsentChanged,
    NoticeWish,
    OneApplication,
    OwnApplication,
    RecordApplication,
    RecordNoticeConsent,
    SetOwnNoticeConsent,
    SetOwnReserve,
    SubmitApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
    Words,
)
from contracts.recruitment.words import ApplicationSource, ApplicationState, PostState
from groundwork.counters import hold, next_serial
from runtime import clock, marks
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.recruitment.applications import queries, rules
from services.recruitment.applications.model import Application
from services.recruitment.applications.rules import Deed
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.campaigns import queries as campaigns
from services.recruitment.campaigns.model import Campaign
from services.recruitment.campaigns.queries import takes_applications, takes_paper
from services.recruitment.posts.model import Post
from services.recruitment.posts.rules import states as posts
from vocabulary import moments
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState, check_version, wrong_field
from vocabulary.tracking import grouped, normalised

BY_CODE = "code"
_APPLIED = "applied"
#: The parts of a recommendation that stay if the person applies without waiting for its code.
_OF_RECOMMENDATION = ("recommender", "recommended_by", "recommendation")
_EVENTS: dict[Deed, type[ApplicationFact]] = {
    Deed.CONSENT: ApplicationReceived,
    Deed.WITHDRAW: ApplicationWithdrawn,
    Deed.FAIL: ApplicationDecided,
    Deed.SELECT: ApplicationDecided,
    Deed.TURN_DOWN: ApplicationDecided,
    Deed.RESTORE: ApplicationDecided,
    Deed.REPLACE: ApplicationDecided,
}


def submit(session: Session, actor: Actor, request: SubmitApplication) -> ApplicationReceipt:
    """A person applies, with or without an account (R12).

    Raises:
        NotFound: there is no such campaign.
        WrongState: it takes no applications now, or none for this post, or the person applied
            for it before.
        Invalid: not one of its posts, or a declaration is missing.
    """
    campaign = campaigns.announced(session, request.campaign_id)
    rules.check_taken(takes=takes_applications(campaign), number=campaign.number)
    check_declared(request)
    now = clock.now()
    application = new_application(
        session,
        actor,
        campaign,
        request,
        code=request.code,
        post_id=request.post_id,
        source=ApplicationSource.WEB,
        account=actor.account,
        received_at=now,
        **_words(request),
    )
    begin(session, actor, application, "received")
    _tell(session, actor, application, ApplicationReceived, now)
    return receipt(application, tells_code=True)


def record(session: Session, actor: Actor, request: RecordApplication) -> ApplicationReceipt:
    """A clerk writes an application down, also one given in time on paper and found later.

    Raises:
        NotFound: no such campaign in the actor's communities.
        Forbidden: the actor writes no applications down there.
        WrongState: the campaign is a draft or concluded, or the person applied before.
        Invalid: not one of its posts, a declaration is missing, or not given in time.
    """
    campaign = campaigns.CAMPAIGNS.one_of(session, actor, request.campaign_id)
    _check_records(session, actor, campaign.community)
    received_at = in_time(campaign, request.received_at)
    check_declared(request)
    application = new_application(
        session,
        actor,
        campaign,
        request,
        code=request.code,
        post_id=request.post_id,
        source=ApplicationSource(request.how.value),
        account=None if request.account is None else str(request.account),
        received_at=received_at,
        **_words(request),
    )
    begin(session, actor, application, "received")
    _tell(session, actor, application, ApplicationReceived, received_at)
    return receipt(application, tells_code=True)


def edit_own(session: Session, actor: Actor, request: EditOwnApplication) -> OwnApplication:
    """Rewrite one's own application, until the deadline.

    Raises:
        NotFound, PreconditionFailed, WrongState: see `taken_up_by_code`.
        Invalid: a declaration is missing.
    """
    application, campaign = taken_up_by_code(session, request, Deed.EDIT)
    _rewrite(session, actor, application, campaign, request)
    return told(session, application)


def edit(session: Session, actor: Actor, request: EditApplication) -> ApplicationView:
    """Rewrite an application for the person as a clerk, until the deadline.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taken_up`.
        Invalid: a declaration is missing.
    """
    application, campaign = taken_up(session, actor, request, Deed.EDIT)
    _rewrite(session, actor, application, campaign, request)
    return answer(session, actor, application)


def withdraw_own(session: Session, actor: Actor, request: WithdrawOwnApplication) -> OwnApplication:
    """Apply no longer; no reason is asked for. `withdrawals` takes back what came of it.

    Raises:
        NotFound, PreconditionFailed, WrongState: see `taken_up_by_code`.
    """
    application, _ = taken_up_by_code(session, request, Deed.WITHDRAW)
    move_on(session, actor, application, Deed.WITHDRAW, at=clock.now(), how=BY_CODE)
    return told(session, application)


def withdraw(session: Session, actor: Actor, request: WithdrawApplication) -> ApplicationView:
    """A clerk writes down that the person no longer applies. `withdrawals` does the rest.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `taken_up`.
        Invalid: `happened_at` lies in the future or before the previous step.
    """
    application, _ = taken_up(session, actor, request, Deed.WITHDRAW)
    at = back_entries.moment_of_step(
        session,
        application.community,
        request.happened_at,
        previous=application.progressed_at,
    )
    move_on(session, actor, application, Deed.WITHDRAW, at=at, how=request.how.value)
    return answer(session, actor, application)


def set_own_reserve(session: Session, actor: Actor, request: SetOwnReserve) -> OwnApplication:
    """Say how long the person stays on the reserve list; leaving it counts at once (R46).

    Raises:
        NotFound, PreconditionFailed: see `taken_up_by_code`.
        WrongState: it was withdrawn or erased, or decided and not on the list.
    """
    application = queries.one_with_code(session, request.code, for_change=True)
    check_version(request.expected_version, application.version)
    _check_there(application)
    if application.state is ApplicationState.WITHDRAWN:
        raise WrongState(
            f"报名{application.number}已撤回。", f"Application {application.number} was withdrawn."
        )
    is_decided = application.state is ApplicationState.UNSUCCESSFUL
    rules.check_reserve(
        request.reserve_months,
        is_decided=is_decided,
        is_on_it=application.reserve_until is not None,
    )
    application.reserve_months = request.reserve_months
    if is_decided and application.decided_at is not None:
        decided_on = day_of(application.decided_at)
        application.reserve_until = rules.reserve_until(decided_on, request.reserve_months)
    application.version += 1
    what = "reserve_agreed" if request.reserve_months else "reserve_left"
    queries.APPLICATIONS.note(session, actor, application, what, months=request.reserve_months)
    return told(session, application)


def set_own_notice_consent(
    session: Session, actor: Actor, request: SetOwnNoticeConsent
) -> OwnApplication:
    """Agree to be named in the public notice, or no longer; a notice follows at once (PIPL art. 15).

    Raises:
        NotFound, PreconditionFailed: see `set_own_reserve`.
        WrongState: withdrawn, erased, or recommended and not agreed to yet.
    """
    application = queries.one_with_code(session, request.code, for_change=True)
    check_version(request.expected_version, application.version)
    _set_notice_consent(session, actor, application, request, how=BY_CODE)
    return told(session, application)


def record_notice_consent(
    session: Session, actor: Actor, request: RecordNoticeConsent
) -> ApplicationView:
    """A clerk writes the same down for the person.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed, WrongState: see `set_own_notice_consent`.
    """
    application = queries.APPLICATIONS.one_of(
        session, actor, request.application_id, for_change=True
    )
    _check_records(session, actor, application.community)
    check_version(request.expected_version, application.version)
    _set_notice_consent(session, actor, application, request, how=request.how.value)
    return answer(session, actor, application)


def _set_notice_consent(
    session: Session, actor: Actor, application: Application, wish: NoticeWish, *, how: str
) -> None:
    _check_there(application)
    rules.check_can_be_named(application.number, application.state)
    application.consents_to_notice = wish.consents_to_notice
    application.version += 1
    what = "notice_agreed" if wish.consents_to_notice else "notice_declined"
    now = clock.now()
    queries.APPLICATIONS.note(session, actor, application, what, at=now, how=how)
    _tell(
        session,
        actor,
        application,
        NoticeConsentChanged,
        now,
        consents_to_notice=wish.consents_to_notice,
    )


def mark_appointed(session: Session, actor: Actor, application_id: UUID, *, community: str) -> None:
    """Mark a selected person as appointed; appointments call this in their own transaction.

    Raises:
        NotFound: there is no such application.
        WrongState: it is not a selected one.
    """
    candidate = queries.candidate(session, application_id, community=community)
    application = session.get_one(Application, candidate.application_id)
    move_on(session, actor, application, Deed.APPOINT, at=clock.now())


def mark_not_appointed(session: Session, actor: Actor, application_id: UUID) -> None:
    """Take the appointment back before it began; appointments call this too.

    The person is selected again, or unsuccessful if another has been selected since. An application
    erased meanwhile stays as it is.
    """
    application = session.get(Application, application_id, with_for_update=True)
    if application is None or application.erased_at is not None:
        return
    if application.state is not ApplicationState.APPOINTED:
        return
    other = sa.select(Application.id).where(
        Application.campaign_id == application.campaign_id,
        Application.post_id == application.post_id,
        Application.state == ApplicationState.SELECTED,
    )
    deed = Deed.RESTORE if session.scalars(other).first() is None else Deed.REPLACE
    move_on(session, actor, application, deed, at=clock.now())


def mark_account(session: Session, actor: Actor, application_id: UUID, account: UUID) -> None:
    """Set the applicant's account, known later; appointments call this too.

    An application erased meanwhile stays as it is.
    """
    application = session.get(Application, application_id, with_for_update=True)
    if application is None or application.erased_at is not None:
        return
    application.person_id, application.account = account, str(account)
    application.version += 1
    queries.APPLICATIONS.note(session, actor, application, "account_named")


def move_on(
    session: Session,
    actor: Actor,
    application: Application,
    deed: Deed,
    *,
    at: dt.datetime,
    reason: str | None = None,
    **facts: Any,
) -> None:
    """Bring the application to its next state, with history and event.

    Raises:
        WrongState: its state does not allow it, or it was erased.
    """
    _check_there(application)
    application.state = rules.TABLE.follows(application.number, application.state, deed)
    # An edit says nothing about the work, so paper of the work may still be older than it is.
    if deed is not Deed.EDIT:
        application.progressed_at = max(at, application.progressed_at)
    application.version += 1
    application.reserve_until = None
    if application.state in {ApplicationState.SELECTED, ApplicationState.UNSUCCESSFUL}:
        application.decided_at = at
    if application.state is ApplicationState.UNSUCCESSFUL:
        months = application.reserve_months
        application.reserve_until = rules.reserve_until(day_of(at), months)
    queries.APPLICATIONS.note(
        session, actor, application, rules.TABLE.deeds[deed].done, at=at, note=reason, **facts
    )
    if deed in _EVENTS:
        _tell(session, actor, application, _EVENTS[deed], at)


def new_application(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    applicant: Applicant,
    *,
    code: str,
    post_id: UUID,
    account: str | None,
    received_at: dt.datetime,
    source: ApplicationSource,
    state: ApplicationState = ApplicationState.RECEIVED,
    **facts: Any,
) -> Application:
    """A new application with its number, not stored yet; one that it replaces is withdrawn.

    Raises:
        Invalid: the post is none of the campaign's.
        WrongState: the post is not advertised, or the person applied already.
    """
    if str(post_id) not in campaign.posts:
        raise wrong_field(
            "post_id",
            "not_of_the_campaign",
            zh=f"岗位 {post_id} 不在招募活动{campaign.number}中。",
            en=f"Post {post_id} is not one of campaign {campaign.number}.",
        )
    post = session.get_one(Post, post_id)
    # Paper that was given in time counts also where it is found after the advertisement.
    is_recorded = source not in {ApplicationSource.WEB, ApplicationSource.RECOMMENDED}
    is_closed = post.state is PostState.CLOSED
    rules.check_sought(
        post.number, is_sought=not is_closed if is_recorded else post.state in posts.SHOWN
    )
    # Other applicants of the community wait here, so that one phone is not kept twice, even when
    # paper of last year comes at the same time.
    hold(session, f"applications/{campaign.community}")
    year = day_of(received_at).year
    serial = next_serial(session, f"application/{campaign.community}/{year}")
    same = sa.select(Application).where(
        Application.campaign_id == campaign.id,
        Application.post_id == post_id,
        marks.PHONE.is_of(Application.phone_print, applicant.phone),
        Application.state != ApplicationState.WITHDRAWN,
    )
    before = session.scalar(same.with_for_update())
    if before is not None:
        if not rules.gives_way(before.state, state):
            raise rules.applied_already(campaign.number)
        facts |= {name: getattr(before, name) for name in _OF_RECOMMENDATION}
        move_on(session, actor, before, Deed.WITHDRAW, at=clock.now(), how=_APPLIED)
        session.flush()
    return Application(
        id=new_id(),
        campaign_id=campaign.id,
        post_id=post_id,
        community=campaign.community,
        number=human_number(year, serial),
        code=normalised(code),
        code_print=print_of(code),
        source=source,
        state=state,
        person_id=_person_id(account),
        account=account,
        name=applicant.name,
        name_print=marks.NAME.of(applicant.name),
        phone=applicant.phone,
        phone_print=marks.PHONE.of(applicant.phone),
        stages_passed=0,
        received_at=received_at,
        progressed_at=received_at,
        version=1,
        **facts,
    )


def begin(session: Session, actor: Actor, application: Application, what: str) -> None:
    """Store a new application with the first line of its history."""
    session.add(application)
    queries.APPLICATIONS.note(
        session,
        actor,
        application,
        what,
        at=application.received_at,
        source=application.source.value,
    )
    session.flush()


def _person_id(account: str | None) -> UUID:
    """The account's id where it is one; an account of another kind of name gets an own id."""
    try:
        return new_id() if account is None else UUID(account)
    except ValueError:
        return new_id()


def _rewrite(
    session: Session,
    actor: Actor,
    application: Application,
    campaign: Campaign,
    body: Any,  # the words of an edit, by code or by a clerk
) -> None:
    rules.check_taken(takes=takes_applications(campaign), number=campaign.number)
    check_declared(body)
    set_words(application, body)
    move_on(session, actor, application, Deed.EDIT, at=clock.now())


def set_words(application: Application, body: Any) -> None:
    """Keep what the body says in words, and what the person agrees to."""
    for name, value in _words(body).items():
        setattr(application, name, value)


def _words(body: Any) -> dict[str, Any]:
    """The fields of a body that are kept unchanged: the words and the person's agreements."""
    names = [*Words.schema().fields, *Declarations.schema().fields]
    declared = {"is_voluntary", "lives_in_community"}
    return {name: getattr(body, name) for name in names if name not in declared}


def check_declared(body: Any) -> None:
    """Refuse a body without the declarations that an application needs."""
    rules.check_declared(is_voluntary=body.is_voluntary, lives_in_community=body.lives_in_community)


def in_time(
    campaign: Campaign, given: dt.datetime | None, *, field: str = "received_at"
) -> dt.datetime:
    """When an application was given, which a clerk writes down until the campaign is concluded."""
    rules.check_taken(takes=takes_paper(campaign), number=campaign.number)
    now = clock.now()
    received_at = given or now
    moments.check_happened(received_at, now=now, field=field)
    rules.check_in_time(
        day_of(received_at),
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        field=field,
    )
    return received_at


def taken_up(
    session: Session, actor: Actor, request: OneApplication, deed: Deed
) -> tuple[Application, Campaign]:
    """The application, locked, if the actor may do this for the person now.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        WrongState: the state does not allow it.
    """
    application = queries.APPLICATIONS.one_of(
        session, actor, request.application_id, for_change=True
    )
    _check_records(session, actor, application.community)
    return _ready(session, application, request.expected_version, deed)


def taken_up_by_code(session: Session, request: Any, deed: Deed) -> tuple[Application, Campaign]:
    """The application, locked, if the person may do this with it now.

    Raises:
        NotFound: the code is unknown.
        PreconditionFailed: it is at another version.
        WrongState: the state does not allow it.
    """
    application = queries.one_with_code(session, request.code, for_change=True)
    return _ready(session, application, request.expected_version, deed)


def _ready(
    session: Session, application: Application, expected: int | None, deed: Deed
) -> tuple[Application, Campaign]:
    check_version(expected, application.version)
    _check_there(application)
    rules.TABLE.follows(application.number, application.state, deed)
    return application, session.get_one(Campaign, application.campaign_id)


def _check_there(application: Application) -> None:
    if application.erased_at is not None:
        raise WrongState(
            f"报名{application.number}的个人信息已删除，不能再处理。",
            f"The personal data of application {application.number} was erased, so it cannot be "
            "changed any more.",
        )


def _check_records(session: Session, actor: Actor, community: str) -> None:
    if not may(actor, Action.APPLICATION_RECORD, area=community):
        raise Forbidden(
            f"您不能登记社区 {community} 的报名。",
            f"You may not write down applications of community {community}.",
        )
    act(session, actor, Action.APPLICATION_RECORD, area=community)


def _tell(
    session: Session,
    actor: Actor,
    application: Application,
    event: type[ApplicationFact],
    at: dt.datetime,
    **facts: Any,
) -> None:
    fact = event(
        application_id=application.id,
        campaign_id=application.campaign_id,
        post_id=application.post_id,
        community=application.community,
        source=application.source,
        state=application.state,
        happened_at=at,
        version=application.version,
        **facts,
    )
    outbox.add(session, fact, actor=actor)


def receipt(application: Application, *, tells_code: bool) -> ApplicationReceipt:
    """The receipt for the sender of an application; with the code only if it is theirs."""
    code = grouped(application.code)
    return ApplicationReceipt(
        id=application.id,
        number=application.number,
        code=code if tells_code else None,
        status_url=f"/api/v1/public/applications/{code}" if tells_code else None,
    )


def answer(session: Session, actor: Actor, application: Application) -> ApplicationView:
    """The application as staff sees it after a change."""
    session.flush()
    return queries.shown(session, actor, application)


def told(session: Session, application: Application) -> OwnApplication:
    """The application as the person sees it after a change."""
    session.flush()
    return queries.told(session, application)
