"""Applying for support, deciding on it, and beginning what was approved."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.notice_kinds import NoticeKind
from contracts.recruitment.words import Parameter
from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    ChangeFundProject,
    CheckFundApplication,
    DeclineFundApplication,
    DeliberateFundApplication,
    DraftFundApplication,
    EditFundApplication,
    FundApplicationView,
    FundApproved,
    FundPlan,
    FundWithdrawn,
    OneFundApplication,
    ReasonedFundApplication,
    RefuseFundApplication,
    ReturnFundApplication,
    StartFundProject,
    SubmitFundApplication,
    TakeBackFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.notices import (
    FUND_APPROVED,
    FUND_REFUSED,
    FUND_RETURNED,
    FUND_WITHDRAWN,
)
from contracts.volunteers.words import FundAccount, FundBookingKind, FundSource, FundState
from groundwork import counters, parameters
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.volunteers.activities import operations as activities
from services.volunteers.activities.model import Activity
from services.volunteers.activities.queries import ACTIVITIES
from services.volunteers.fund import queries, rules
from services.volunteers.fund.model import TAKEN, UNDECIDED, FundApplication, FundReceipt
from services.volunteers.fund.queries import APPLICATIONS, OPEN, shown
from services.volunteers.fund.rules import TABLE, Deed
from services.volunteers.fund_ledger import operations as ledger
from services.volunteers.fund_ledger import rules as ledger_rules
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from services.volunteers.fund_notices import operations as fund_notices
from services.volunteers.posts import queries as posts
from services.volunteers.teams.model import Team
from vocabulary.actors import RESIDENT, Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may

#: What a change takes over from the application that asked for it.
_CHANGED = ("title", "matter", "purpose", "for_whom", "starts_on", "ends_on", "costs", "amount_fen")


def draft(session: Session, actor: Actor, request: DraftFundApplication) -> FundApplicationView:
    """Draft an application for a post; its commissioner of the day has it.

    Raises:
        WrongState: its activity is over.
        Invalid: no such post or activity of it where the actor applies, days that do not fit, or a
            matter that is a micro-project.
    """
    now = clock.now()
    today = day_of(now)
    # In turn with the beginning and end of a term, so that the commissioner is the one of the day.
    post = posts.find(session, request.post_id, in_turn=True)
    owner = None if post is None else posts.commissioner_on(session, post.post_id, today)
    if post is None or not may(actor, Action.FUND_APPLY, area=post.community, owner=owner):
        raise rules.no_such_post(request.post_id)
    rules.check_is_apart(is_in_micro_projects=request.is_in_micro_projects)
    rules.check_days(request.starts_on, request.ends_on, first=today)
    team_id = session.scalar(sa.select(Team.id).where(Team.post_id == post.post_id))
    _check_activity(session, request.activity_id, post.post_id)
    act(session, actor, Action.FUND_APPLY, area=post.community, owner=owner)
    application = _new(
        session,
        actor,
        request,
        community=post.community,
        post_id=post.post_id,
        team_id=team_id,
        commissioner=owner,
        original_id=None,
        activity_id=request.activity_id,
        year=request.starts_on.year,
    )
    return shown(session, actor, application)


def change(session: Session, actor: Actor, request: ChangeFundProject) -> FundApplicationView:
    """Ask to change a project: a draft of its own, which is checked and approved like the first.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or another change is
            not decided.
        Invalid: days that do not fit.
    """
    project = take_up(session, actor, request, Deed.CHANGE)
    if project.original_id is not None:
        raise rules.not_of_changes(project.number)
    check_no_change_waits(session, project)
    rules.check_days(request.starts_on, request.ends_on, first=day_of(clock.now()))
    changed = _new(
        session,
        actor,
        request,
        community=project.community,
        post_id=project.post_id,
        team_id=project.team_id,
        commissioner=project.commissioner,
        original_id=project.id,
        activity_id=project.activity_id,
        year=project.year,
    )
    APPLICATIONS.move_on(session, actor, project, TABLE, Deed.CHANGE, change=changed.number)
    return shown(session, actor, changed)


def edit(session: Session, actor: Actor, request: EditFundApplication) -> FundApplicationView:
    """Rewrite a draft.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: days that do not fit.
    """
    application = take_up(session, actor, request, Deed.EDIT)
    rules.check_days(request.starts_on, request.ends_on, first=day_of(clock.now()))
    for name, value in _words(request).items():
        setattr(application, name, value)
    if application.original_id is None:
        application.year = request.starts_on.year
    return _moved(session, actor, application, Deed.EDIT)


def submit(session: Session, actor: Actor, request: SubmitFundApplication) -> FundApplicationView:
    """Submit a draft, of a matter that no other application is about.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or the matter is
            supported already, its activity is over, or a project of the commissioner or team is
            overdue.
        Invalid: one of its days has passed, or lies too far off.
    """
    application = take_up(session, actor, request, Deed.SUBMIT)
    today = day_of(clock.now())
    rules.check_days(application.starts_on, application.ends_on, first=today)
    _check_matter(session, application)
    _check_activity_goes_on(session, application)
    if application.original_id is None:
        rules.check_begins(application.starts_on, today=today)
        _check_nothing_overdue(session, application, today)
    return _moved(session, actor, application, Deed.SUBMIT)


def take_back(
    session: Session, actor: Actor, request: TakeBackFundApplication
) -> FundApplicationView:
    """Take an application back.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _simply(session, actor, request, Deed.TAKE_BACK)


def check(session: Session, actor: Actor, request: CheckFundApplication) -> FundApplicationView:
    """Pass an application on to the party committee.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _simply(session, actor, request, Deed.CHECK, note=request.note)


def return_(session: Session, actor: Actor, request: ReturnFundApplication) -> FundApplicationView:
    """Return an application to its writer.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _decided(session, actor, request, Deed.RETURN, FUND_RETURNED)


def deliberate(
    session: Session, actor: Actor, request: DeliberateFundApplication
) -> FundApplicationView:
    """Recommend an application; up to the street's limit this approves it.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it is approved so,
            and the budget has less, or its activity is over.
    """
    application = take_up(session, actor, request, Deed.DELIBERATE)
    application.abstained = request.abstained
    APPLICATIONS.move_on(session, actor, application, TABLE, Deed.DELIBERATE, note=request.reason)
    limit = parameters.value_on(
        session, application.community, Parameter.FUND_COMMITTEE_YUAN, day_of(clock.now())
    )
    if rules.is_enough(application.amount_fen, limit):
        source = request.source or FundSource.STREET_BUDGET
        _approve(session, actor, application, source, request.reason)
    return shown(session, actor, application)


def decline(session: Session, actor: Actor, request: DeclineFundApplication) -> FundApplicationView:
    """Refuse an application after deliberation.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    application = take_up(session, actor, request, Deed.DECLINE)
    application.abstained = request.abstained
    fund_notices.tell(session, actor, FUND_REFUSED, application)
    return _moved(session, actor, application, Deed.DECLINE, note=request.reason)


def approve(session: Session, actor: Actor, request: ApproveFundApplication) -> FundApplicationView:
    """Approve an application, and reserve its money in the year's budget.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or the budget has less,
            or its activity or the project that it changes is over.
    """
    application = take_up(session, actor, request, Deed.APPROVE)
    _approve(session, actor, application, request.source, request.reason)
    return shown(session, actor, application)


def refuse(session: Session, actor: Actor, request: RefuseFundApplication) -> FundApplicationView:
    """Refuse an application.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _decided(session, actor, request, Deed.REFUSE, FUND_REFUSED)


def start(session: Session, actor: Actor, request: StartFundProject) -> FundApplicationView:
    """Begin an approved project.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    return _simply(session, actor, request, Deed.START)


def withdraw(
    session: Session, actor: Actor, request: WithdrawFundApplication
) -> FundApplicationView:
    """Give an approved project up; its money is free again.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or a change is not
            decided.
    """
    project = take_up(session, actor, request, Deed.WITHDRAW)
    check_no_change_waits(session, project)
    release(session, project, budget_of(session, project), project.reserved_fen, "撤销")
    told = _moved(session, actor, project, Deed.WITHDRAW, note=request.reason)
    event = FundWithdrawn(**facts(project), withdrawn_on=day_of(clock.now()))
    outbox.add(session, event, actor=actor)
    fund_notices.tell(session, actor, FUND_WITHDRAWN, project)
    return told


def advance(session: Session, actor: Actor, request: AdvanceFundProject) -> FundApplicationView:
    """Record an advance that was paid.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or its paper is booked
            already, or it is more than the street's share allows.
    """
    project = take_up(session, actor, request, Deed.ADVANCE)
    ledger_rules.check_names_nobody("paper", request.paper)
    budget = budget_of(session, project)
    percent = parameters.value_on(
        session, project.community, Parameter.FUND_ADVANCE_PERCENT, day_of(clock.now())
    )
    paid, most = (
        paid_in_advance(session, project),
        rules.advance_most(project.approved_fen, percent),
    )
    words = (ledger_rules.yuan(max(most - paid, 0)), ledger_rules.yuan(most))
    check_booked_once(session, project, FundBookingKind.ADVANCE, request.paper)
    rules.check_advance(paid, request.amount_fen, most, yuan=words)
    ledger.book(
        session,
        budget,
        FundBookingKind.ADVANCE,
        FundAccount.RESERVED,
        FundAccount.ADVANCED,
        request.amount_fen,
        paper=request.paper,
        project=project,
    )
    return _moved(session, actor, project, Deed.ADVANCE, amount_fen=request.amount_fen)


def take_up(
    session: Session, actor: Actor, request: OneFundApplication, deed: Deed
) -> FundApplication:
    """The application, locked, if the actor may do this with it now.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor only reads it, or has a part in it and abstains.
        PreconditionFailed: it was changed meanwhile.
        WrongState: the state does not allow it.
    """
    return take_up_one(session, actor, request.project_id, deed, expected=request.expected_version)


def take_up_one(
    session: Session, actor: Actor, project_id: UUID, deed: Deed, *, expected: int | None = None
) -> FundApplication:
    """As `take_up`, of an application that the request names otherwise.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    application = APPLICATIONS.take_up(
        session,
        actor,
        project_id,
        TABLE.action(deed),
        otherwise=rules.for_others,
        expected=expected,
    )
    if deed in rules.DECISIONS:
        check_no_part(session, actor, application)
    TABLE.follows(application.number, application.state, deed)
    return application


def check_no_part(session: Session, actor: Actor, application: FundApplication) -> None:
    """Let an actor decide who has no part in it.

    Raises:
        Forbidden: the actor abstains.
    """
    if queries.has_part(session, actor, application):
        raise rules.has_part(application.number)


def follow(session: Session, post_id: UUID, commissioner: str | None) -> None:
    """Give the open papers of a post to its commissioner of the day; null: the workstation."""
    chosen = sa.select(FundApplication).where(
        FundApplication.post_id == post_id,
        FundApplication.state.in_(OPEN),
        FundApplication.commissioner.is_distinct_from(commissioner),
    )
    for one in session.scalars(chosen.order_by(FundApplication.id).with_for_update()).all():
        one.commissioner = commissioner
        session.execute(
            sa.update(FundReceipt)
            .where(FundReceipt.project_id == one.id)
            .values(commissioner=commissioner)
        )
        APPLICATIONS.changed(session, RESIDENT, one, "handed_over", role="system")


def check_no_change_waits(session: Session, project: FundApplication) -> None:
    """Let a project pass of which no change is undecided.

    Raises:
        WrongState: names the change.
    """
    chosen = sa.select(FundApplication.number).where(
        FundApplication.original_id == project.id, FundApplication.state.in_(UNDECIDED)
    )
    number = session.scalar(chosen.limit(1))
    if number is not None:
        raise rules.change_waits(number)


def budget_of(session: Session, project: FundApplication) -> FundBudget:
    """The budget of an approved project, locked after the project itself."""
    if project.budget_id is None:
        raise LookupError(f"project {project.id} has no budget")
    return ledger.locked_one(session, project.budget_id)


def release(
    session: Session, project: FundApplication, budget: FundBudget, amount_fen: int, why: str
) -> None:
    """Free so much of the money that is reserved for a project.

    Raises:
        WrongState: less is reserved.
    """
    if amount_fen:
        ledger.book(
            session,
            budget,
            FundBookingKind.RELEASE,
            FundAccount.RESERVED,
            FundAccount.BUDGET,
            amount_fen,
            paper=f"{project.number} {why}",
            project=project,
        )


def paid_in_advance(session: Session, project: FundApplication) -> int:
    """What was paid in advance in all, in fen, without what was reversed."""
    reversal = sa.orm.aliased(FundBooking)
    chosen = sa.select(sa.func.coalesce(sa.func.sum(FundBooking.amount_fen), 0)).where(
        FundBooking.project_id == project.id,
        FundBooking.kind == FundBookingKind.ADVANCE,
        ~sa.exists().where(reversal.reverses_id == FundBooking.id),
    )
    return int(session.scalar(chosen) or 0)


def check_booked_once(
    session: Session, project: FundApplication, kind: FundBookingKind, paper: str
) -> None:
    """Let a paper pass that stands in no booking of this kind and project, however it is written.

    The project is locked, so that two cannot book it at the same moment.

    Raises:
        WrongState: names the booking, which can be reversed.
    """
    reversal = sa.orm.aliased(FundBooking)
    chosen = sa.select(FundBooking.number, FundBooking.paper).where(
        FundBooking.project_id == project.id,
        FundBooking.kind == kind,
        ~sa.exists().where(reversal.reverses_id == FundBooking.id),
    )
    known = rules.known_as(paper)
    for booking in session.execute(chosen.order_by(FundBooking.number)):
        if rules.known_as(booking.paper) == known:
            raise rules.booked_twice(paper, booking.number)


def facts(application: FundApplication) -> dict[str, Any]:
    """What every event of a project says."""
    return {
        "project_id": application.id,
        "community": application.community,
        "post_id": application.post_id,
        "team_id": application.team_id,
        "commissioner": as_uuid(application.commissioner),
        "year": application.year,
        "source": application.source,
        "approved_fen": application.approved_fen,
        "version": application.version,
    }


def _approve(
    session: Session, actor: Actor, application: FundApplication, source: FundSource, reason: str
) -> None:
    _check_matter(session, application)
    _check_activity_goes_on(session, application)
    fund_notices.tell(session, actor, FUND_APPROVED, application)
    if application.original_id is not None:
        _merge(session, actor, application, application.original_id, reason)
        return
    rules.check_year(application.year, today=day_of(clock.now()))
    budget = ledger.locked(session, application.community, application.year, source)
    if budget is None:
        raise ledger_rules.no_budget(application.year)
    application.source, application.budget_id = source, budget.id
    application.approved_fen = application.amount_fen
    _reserve(session, application, budget, application.amount_fen, "批准")
    application.approved_on = day_of(clock.now())
    application.settle_by = rules.settle_by(application.ends_on)
    APPLICATIONS.move_on(session, actor, application, TABLE, Deed.APPROVE, note=reason)
    tell_activity(session, actor, application)
    _tell_approved(session, actor, application)


def _merge(
    session: Session, actor: Actor, change: FundApplication, project_id: UUID, reason: str
) -> None:
    """Let the project be as the approved change asks, with more or less money."""
    project = APPLICATIONS.locked(session, project_id)
    TABLE.follows(project.number, project.state, Deed.BE_CHANGED)
    budget = budget_of(session, project)
    more_fen = change.amount_fen - project.approved_fen
    if more_fen > 0:
        rules.check_year(project.year, today=day_of(clock.now()))
        project.approved_fen += more_fen
        _reserve(session, project, budget, more_fen, f"变更 {change.number}")
    else:
        release(session, project, budget, -more_fen, f"变更 {change.number}")
        project.approved_fen += more_fen
    for name in _CHANGED:
        setattr(project, name, getattr(change, name))
    project.settle_by = rules.settle_by(project.ends_on)
    APPLICATIONS.move_on(session, actor, change, TABLE, Deed.MERGE, note=reason)
    APPLICATIONS.move_on(
        session, actor, project, TABLE, Deed.BE_CHANGED, note=reason, change=change.number
    )
    _tell_approved(session, actor, project)


def _reserve(
    session: Session, project: FundApplication, budget: FundBudget, amount_fen: int, why: str
) -> None:
    ledger.book(
        session,
        budget,
        FundBookingKind.APPROVAL,
        FundAccount.BUDGET,
        FundAccount.RESERVED,
        amount_fen,
        paper=f"{project.number} {why}",
        project=project,
    )


def _tell_approved(session: Session, actor: Actor, project: FundApplication) -> None:
    event = FundApproved(**facts(project), approved_on=day_of(clock.now()))
    outbox.add(session, event, actor=actor)


def _new(
    session: Session, actor: Actor, plan: FundPlan, *, community: str, **given: Any
) -> FundApplication:
    today = day_of(clock.now())
    serial = counters.next_serial(session, f"fund/{community}/{today.year}")
    application = FundApplication(
        id=new_id(),
        community=community,
        number=human_number(today.year, serial),
        drafted_by=actor.account,
        drafted_at=clock.now(),
        state=FundState.DRAFT,
        approved_fen=0,
        reserved_fen=0,
        advanced_fen=0,
        spent_fen=0,
        returned_fen=0,
        version=0,
        **_words(plan),
        **given,
    )
    session.add(application)
    APPLICATIONS.changed(session, actor, application, "drafted")
    return application


def _words(plan: FundPlan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "matter": rules.matter_of(plan.title),
        "purpose": plan.purpose,
        "for_whom": plan.for_whom,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "costs": [{"what": one.what, "amount_fen": one.amount_fen} for one in plan.costs],
        "amount_fen": sum(one.amount_fen for one in plan.costs),
    }


def _check_activity(session: Session, activity_id: UUID | None, post_id: UUID) -> None:
    if activity_id is not None:
        activity = session.get(Activity, activity_id)
        if activity is None or activity.post_id != post_id:
            raise rules.no_such_activity(activity_id)
        rules.check_activity(activity.number, activity.state)


def _check_activity_goes_on(session: Session, application: FundApplication) -> None:
    # A change may still give back what an activity that was cancelled needs no more.
    if application.activity_id is not None and application.original_id is None:
        # Locked, so that nobody closes or cancels it meanwhile.
        activity = ACTIVITIES.locked(session, application.activity_id)
        rules.check_activity(activity.number, activity.state)


def _check_matter(session: Session, application: FundApplication) -> None:
    # Held until the end, so that two in a community cannot ask for one matter.
    counters.hold(session, f"fund/{application.community}")
    same = (FundApplication.year == application.year) & (
        FundApplication.matter == application.matter
    )
    if application.activity_id is not None:
        same |= FundApplication.activity_id == application.activity_id
    chosen = sa.select(FundApplication).where(
        FundApplication.community == application.community,
        FundApplication.id.not_in([application.id, application.original_id or application.id]),
        FundApplication.original_id.is_(None),
        FundApplication.state.in_(TAKEN),
        same,
    )
    known = session.scalars(chosen.limit(1)).first()
    if known is not None:
        raise rules.taken(known.number, known.title)


def _check_nothing_overdue(session: Session, application: FundApplication, today: dt.date) -> None:
    theirs = FundApplication.post_id == application.post_id
    if application.commissioner is not None:
        theirs |= FundApplication.commissioner == application.commissioner
    chosen = sa.select(FundApplication).where(theirs, queries.is_overdue_on(today))
    found = session.scalars(chosen.order_by(FundApplication.settle_by).limit(1)).first()
    if found is not None and found.settle_by is not None:
        raise rules.overdue(found.number, found.settle_by)


def tell_activity(session: Session, actor: Actor, application: FundApplication) -> None:
    """Let the activity that it pays for know where the fund stands, whichever application says so.

    A change asks for nothing new, and a draft for nothing yet: there can be several for an activity.
    """
    if application.activity_id is None or application.original_id is not None:
        return
    # In turn with the other applications of the activity, one of which may be submitted now.
    ACTIVITIES.locked(session, application.activity_id)
    chosen = sa.select(FundApplication.state).where(
        FundApplication.activity_id == application.activity_id,
        FundApplication.original_id.is_(None),
        FundApplication.state.in_(TAKEN),
    )
    state = session.scalar(chosen)
    funding = None if state is None else rules.FUNDING[state]
    activities.follow_fund(session, actor, application.activity_id, funding)


def _simply(
    session: Session,
    actor: Actor,
    request: OneFundApplication,
    deed: Deed,
    *,
    note: str | None = None,
) -> FundApplicationView:
    application = take_up(session, actor, request, deed)
    return _moved(session, actor, application, deed, note=note)


def _decided(
    session: Session,
    actor: Actor,
    request: ReasonedFundApplication,
    deed: Deed,
    kind: NoticeKind,
) -> FundApplicationView:
    application = take_up(session, actor, request, deed)
    fund_notices.tell(session, actor, kind, application)
    return _moved(session, actor, application, deed, note=request.reason)


def _moved(
    session: Session, actor: Actor, application: FundApplication, deed: Deed, **facts: Any
) -> FundApplicationView:
    APPLICATIONS.move_on(session, actor, application, TABLE, deed, **facts)
    tell_activity(session, actor, application)
    session.flush()
    return shown(session, actor, application)
