"""One receipt, and the list of a quarter for everybody."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.fund import FundReceiptView
from contracts.volunteers.fund_settlement import (
    PublicFund,
    PublicFundList,
    PublicFundProject,
    ShowFundReceipt,
)
from contracts.volunteers.words import FundState
from groundwork import areas
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import between
from services.volunteers.fund.model import FundApplication
from services.volunteers.fund.queries import APPLICATIONS, RECEIPTS, has_part, receipt_shown
from services.volunteers.fund_ledger.model import FundBudget
from vocabulary.actors import Actor
from vocabulary.periods import day_of, months_after
from vocabulary.personal_text import hidden

_PUBLIC = Copying(
    FundApplication,
    PublicFundProject,
    given=("title", "purpose", "for_whom", "result"),
)
_NEWEST = paging.Order(
    {"approved_on": FundApplication.approved_on},
    identity=FundApplication.id,
    usual="-approved_on",
    never_lacking=frozenset({"approved_on"}),
)
#: Approved and not given up.
_SHOWN = (FundState.APPROVED, FundState.RUNNING, FundState.SETTLED, FundState.CLOSED)
_QUARTER_MONTHS = 3


def show_receipt(session: Session, actor: Actor, request: ShowFundReceipt) -> FundReceiptView:
    """One receipt.

    Raises:
        NotFound: no such receipt in the actor's communities.
    """
    receipt = RECEIPTS.one_of(session, actor, request.receipt_id)
    project = APPLICATIONS.one_of(session, actor, receipt.project_id)
    own = has_part(session, actor, project)
    return receipt_shown(actor, receipt, project, has_part=own)


def public(session: Session, request: PublicFund) -> PublicFundList:
    """What was approved or closed in a quarter, and the year so far.

    Raises:
        Invalid: there is no such community; or a limit, sort or cursor that does not fit, see
            `paging.page`.
    """
    today = day_of(clock.now())
    areas.check_community(session, request.community, today)
    year = request.year or today.year
    quarter = request.quarter or (today.month - 1) // _QUARTER_MONTHS + 1
    first = dt.date(year, (quarter - 1) * _QUARTER_MONTHS + 1, 1)
    last = months_after(first, _QUARTER_MONTHS) - dt.timedelta(days=1)
    chosen = sa.select(FundApplication).where(
        FundApplication.community == request.community,
        FundApplication.original_id.is_(None),
        FundApplication.state.in_(_SHOWN),
        sa.or_(
            sa.and_(*between(FundApplication.approved_on, first, last)),
            sa.and_(*between(FundApplication.closed_on, first, last)),
        ),
    )
    found = paging.page(session, chosen, _NEWEST, request)
    totals = session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(FundBudget.amount_fen), 0),
            sa.func.coalesce(sa.func.sum(FundBudget.spent_fen), 0),
        ).where(FundBudget.community == request.community, FundBudget.year == year)
    ).one()
    budget_fen, spent_fen = (int(one) for one in totals)
    return PublicFundList(
        community=request.community,
        year=year,
        quarter=quarter,
        budget_fen=budget_fen,
        approved_fen=_approved(session, request.community, year),
        spent_fen=spent_fen,
        items=[
            _PUBLIC(
                one,
                title=hidden(one.title),
                purpose=hidden(one.purpose),
                for_whom=hidden(one.for_whom),
                result=None if one.result is None else hidden(one.result),
            )
            for one in found.rows
        ],
        **found.besides,
    )


def _approved(session: Session, community: str, year: int) -> int:
    """What the projects of a year were approved for in all; what they did not need is in it."""
    chosen = sa.select(sa.func.coalesce(sa.func.sum(FundApplication.approved_fen), 0)).where(
        FundApplication.community == community,
        FundApplication.year == year,
        FundApplication.original_id.is_(None),
        FundApplication.state.in_(_SHOWN),
    )
    return int(session.scalar(chosen) or 0)
