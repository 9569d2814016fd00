"""Applications and receipts as those see them who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.fund import (
    FundApplicationPage,
    FundApplicationView,
    FundCost,
    FundReceiptView,
    FundStep,
    ListFundApplications,
    ShowFundApplication,
)
from contracts.volunteers.words import FundReceiptState, FundState, MembershipState
from groundwork import history
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of, with_words
from runtime.scope import inside
from services.volunteers.fund import rules
from services.volunteers.fund.model import FundApplication, FundReceipt
from services.volunteers.fund_notices.operations import KIND
from services.volunteers.memberships.model import Membership
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.state_table import where

APPLICATIONS = Kept(
    FundApplication,
    KIND,
    "项目扶持资金申请",
    "application to the support fund",
    read=Action.FUND_READ,
    owner="commissioner",
)
RECEIPTS = Kept(
    FundReceipt,
    "fund_receipt",
    "票据",
    "receipt",
    read=Action.FUND_READ,
    owner="commissioner",
)
#: States in which a paper still moves, and follows its post.
OPEN = (
    FundState.DRAFT,
    FundState.SUBMITTED,
    FundState.CHECKED,
    FundState.DELIBERATED,
    FundState.APPROVED,
    FundState.RUNNING,
    FundState.SETTLED,
)

_VIEW = Copying(
    FundApplication,
    FundApplicationView,
    given=("costs", "is_overdue", "receipts", "possible", "history"),
)
_RECEIPT = Copying(FundReceipt, FundReceiptView, given=("is_open", "possible"))
_STEP = history.Telling(FundStep, given=("note",))
_ORDER = paging.Order(
    {"drafted_at": FundApplication.drafted_at}, identity=FundApplication.id, usual="-drafted_at"
)


def show(session: Session, actor: Actor, request: ShowFundApplication) -> FundApplicationView:
    """One application with its receipts and history.

    Raises:
        NotFound: no such application in the actor's communities.
    """
    return shown(session, actor, APPLICATIONS.one_of(session, actor, request.project_id))


def page(session: Session, actor: Actor, request: ListFundApplications) -> FundApplicationPage:
    """A page of the applications that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    today = day_of(clock.now())
    late = is_overdue_on(today)
    found = APPLICATIONS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, FundApplication.community)] if request.area else []),
        *([FundApplication.post_id == request.post_id] if request.post_id else []),
        *(
            [FundApplication.commissioner == str(request.commissioner)]
            if request.commissioner
            else []
        ),
        *([FundApplication.year == request.year] if request.year else []),
        *([FundApplication.original_id == request.original_id] if request.original_id else []),
        *([] if request.overdue is None else [late if request.overdue else sa.not_(late)]),
        *any_of(FundApplication.state, request.state),
        *with_words(request.words, FundApplication.title),
    )
    parts = _parts(session, actor, found.rows)
    return FundApplicationPage(
        items=[
            _VIEW(
                one,
                costs=_costs(one),
                is_overdue=_is_overdue(one, today),
                receipts=None,
                possible=_possible(actor, one, has_part=parts[one.id]),
                history=None,
            )
            for one in found.rows
        ],
        **found.besides,
    )


def shown(session: Session, actor: Actor, application: FundApplication) -> FundApplicationView:
    """The application with its receipts and history."""
    entries = history.of(session, KIND, application.id)
    own = has_part(session, actor, application)
    return _VIEW(
        application,
        costs=_costs(application),
        is_overdue=_is_overdue(application, day_of(clock.now())),
        receipts=[
            receipt_shown(actor, one, application, has_part=own)
            for one in receipts_of(session, application.id)
        ],
        possible=_possible(actor, application, has_part=own),
        history=[_STEP(entry, note=entry.note) for entry in entries],
    )


def receipt_shown(
    actor: Actor, receipt: FundReceipt, application: FundApplication, *, has_part: bool
) -> FundReceiptView:
    """The receipt of this application; `has_part`: whether the actor has a part in it."""
    is_waiting = receipt.state is FundReceiptState.HANDED_IN
    may_decide = (
        is_waiting
        and not has_part
        and application.state is FundState.SETTLED
        and APPLICATIONS.may(actor, Action.FUND_CHECK, application)
    )
    # One that was decided and reversed stays, with its bookings.
    is_open = is_waiting and receipt.version == 1 and application.state is FundState.RUNNING
    return _RECEIPT(
        receipt,
        is_open=is_open,
        possible=where(
            acceptance=may_decide,
            refusal=may_decide,
            removal=is_open and APPLICATIONS.may(actor, Action.FUND_APPLY, application),
        ),
    )


def receipts_of(session: Session, project_id: UUID) -> Sequence[FundReceipt]:
    """The receipts of an application, in the order in which they were entered."""
    chosen = sa.select(FundReceipt).where(
        FundReceipt.project_id == project_id,
        FundReceipt.state != FundReceiptState.REMOVED,
    )
    return session.scalars(chosen.order_by(FundReceipt.number)).all()


def has_part(session: Session, actor: Actor, application: FundApplication) -> bool:
    """Whether the actor applied, is its commissioner, or belongs to its team (利害关系).

    A person who wrote, submitted or settled it or entered its receipts applied; a project and its
    changes are one matter.
    """
    return _parts(session, actor, [application])[application.id]


def is_overdue_on(today: dt.date) -> sa.ColumnElement[bool]:
    """Projects that should be settled by now and are not."""
    return sa.and_(FundApplication.state == FundState.RUNNING, FundApplication.settle_by < today)


def _parts(session: Session, actor: Actor, found: Sequence[FundApplication]) -> Mapping[UUID, bool]:
    if actor.account is None:
        return {one.id: False for one in found}
    teams = {one.team_id for one in found if one.team_id is not None}
    chosen = sa.select(Membership.team_id).where(
        Membership.team_id.in_(teams),
        Membership.account == actor.account,
        Membership.state == MembershipState.ACCEPTED,
    )
    mine = set(session.scalars(chosen)) if teams else set()
    applied = _applied(session, actor.account, {one.original_id or one.id for one in found})
    return {
        one.id: actor.account in {one.commissioner, one.drafted_by}
        or one.team_id in mine
        or (one.original_id or one.id) in applied
        for one in found
    }


def _applied(session: Session, account: str, projects: Collection[UUID]) -> Collection[UUID]:
    """Those of these projects for which, or for a change of which, the account applied."""
    if not projects:
        return ()
    project = sa.func.coalesce(FundApplication.original_id, FundApplication.id)
    chosen = (
        sa.select(project)
        .join(history.Entry, history.Entry.thing_id == FundApplication.id)
        .where(
            sa.or_(FundApplication.id.in_(projects), FundApplication.original_id.in_(projects)),
            history.Entry.kind == KIND,
            history.Entry.account == account,
            history.Entry.what.in_(rules.APPLIED),
        )
    )
    return set(session.scalars(chosen))


def _is_overdue(application: FundApplication, today: dt.date) -> bool:
    return (
        application.state is FundState.RUNNING
        and application.settle_by is not None
        and application.settle_by < today
    )


def _costs(application: FundApplication) -> list[FundCost]:
    return [FundCost(**one) for one in application.costs]


def _possible(actor: Actor, application: FundApplication, *, has_part: bool) -> list[str]:
    deeds = rules.TABLE.granted(actor, area=application.community, owner=application.commissioner)
    held = rules.held(is_change=application.original_id is not None, has_part=has_part)
    return rules.TABLE.offered(application.state, deeds, held=held)
