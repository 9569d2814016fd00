"""An activity that the support fund pays for: approved after its answer, closed once settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.activities import (
    ActivityView,
    ApproveActivity,
    CancelActivity,
    CloseActivity,
    HoldActivity,
    PublishActivity,
    ReportActivity,
    ShowActivity,
    SubmitActivity,
)
from contracts.volunteers.fund import (
    EditFundApplication,
    FundApplicationView,
    ShowFundApplication,
    StartFundProject,
    SubmitFundApplication,
    TakeBackFundApplication,
)
from contracts.volunteers.fund_settlement import CloseFundProject
from contracts.volunteers.words import ActivityFunding, ActivityState, FundState
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import operations, queries, rules
from services.volunteers.activities.rules import Deed
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.fund import operations as fund
from services.volunteers.fund import queries as fund_queries
from services.volunteers.fund import rules as fund_rules
from services.volunteers.fund_settlement import operations as settlement
from tests.builders import COMMISSIONER, STAFF, refused
from tests.services.volunteers.fund.serving import (
    OFFICE,
    YUAN,
    a_budget,
    a_draft,
    a_plan,
    a_receipt,
    accept,
    approve,
    pass_on,
    recommend,
    settle,
)
from tests.services.volunteers.serving import a_team, planned

_FEN = 300 * YUAN


def _asked(database: Database) -> tuple[UUID, FundApplicationView]:
    """A submitted activity, and the application to pay for it."""
    activity = planned(database, a_team(database), cost_estimate_fen=_FEN)
    drafted = a_draft(database, _FEN, activity_id=activity.id)
    assert _shown(database, activity.id).funding is None
    with database.writing() as session:
        operations.submit(session, COMMISSIONER, SubmitActivity(activity_id=activity.id))
        request = SubmitFundApplication(project_id=drafted.id)
        return activity.id, fund.submit(session, COMMISSIONER, request)


def _shown(database: Database, activity_id: UUID) -> ActivityView:
    with database.reading() as session:
        return queries.show(session, STAFF, ShowActivity(activity_id=activity_id))


def _do(database: Database, operation: Callable[..., ActivityView], request: Any) -> ActivityView:
    with database.writing() as session:
        return operation(session, STAFF, request)


def test_an_activity_waits_for_the_answer_and_then_for_the_settlement(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 17: with costs the fund's answer comes first, and costs are settled before it closes."""
    a_budget(volunteers)
    activity_id, project = _asked(volunteers)
    waits = _shown(volunteers, activity_id)
    approval = ApproveActivity(activity_id=activity_id)
    early = refused(_do, volunteers, operations.approve, approval)
    pass_on(volunteers, project.id)
    recommend(volunteers, project.id)
    approve(volunteers, project.id)
    approved = _do(volunteers, operations.approve, approval)
    published = _do(volunteers, operations.publish, PublishActivity(activity_id=activity_id))
    with volunteers.writing() as session:
        fund.start(session, STAFF, StartFundProject(project_id=project.id))
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: published.starts_at + dt.timedelta(hours=1))
        _do(volunteers, operations.hold, HoldActivity(activity_id=activity_id))
        report = ReportActivity(
            activity_id=activity_id,
            head_count=9,
            result="入户。",
            cost_fen=_FEN,
            satisfied_percent=None,
        )
        reported = _do(volunteers, operations.report, report)
    closing = CloseActivity(activity_id=activity_id)
    another = a_draft(volunteers, _FEN, activity_id=activity_id, title="另一份草稿")
    _taken_back(volunteers, another.id)
    unsettled = refused(_do, volunteers, operations.close, closing)
    receipt = a_receipt(volunteers, project.id, _FEN)
    settle(volunteers, project.id)
    accept(volunteers, receipt)
    with volunteers.writing() as session:
        request = CloseFundProject(project_id=project.id, paper="付字 58 号")
        settlement.close(session, OFFICE, request)
    closed = _do(volunteers, operations.close, closing)

    assert (waits.funding, early.status) == (ActivityFunding.ASKED, 409)
    assert "approval" not in waits.possible
    assert (approved.state, approved.funding) == (ActivityState.APPROVED, ActivityFunding.GRANTED)
    assert unsettled.status == 409
    assert "closing" not in reported.possible
    assert (closed.state, closed.funding) == (ActivityState.CLOSED, ActivityFunding.ACCOUNTED)
    assert closed.history is not None
    assert [one.what for one in closed.history if one.what.startswith("fund_")] == [
        "fund_asked",
        "fund_granted",
        "fund_accounted",
    ]


def _taken_back(database: Database, project_id: UUID) -> None:
    with database.writing() as session:
        fund.take_back(session, COMMISSIONER, TakeBackFundApplication(project_id=project_id))


def test_a_draft_changes_nothing_of_what_another_application_holds(volunteers: Database) -> None:
    """Of two drafts one is submitted; the other, rewritten and taken back, lets nothing pass."""
    activity = planned(volunteers, a_team(volunteers), cost_estimate_fen=_FEN)
    first = a_draft(volunteers, _FEN, activity_id=activity.id)
    plan = a_plan(_FEN, title="另一份草稿")
    second = a_draft(volunteers, activity_id=activity.id, **plan)
    with volunteers.writing() as session:
        operations.submit(session, COMMISSIONER, SubmitActivity(activity_id=activity.id))
        fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=first.id))
        fund.edit(session, COMMISSIONER, EditFundApplication(project_id=second.id, **plan))
    rewritten = _shown(volunteers, activity.id)
    _taken_back(volunteers, second.id)
    left = _shown(volunteers, activity.id)
    early = refused(_do, volunteers, operations.approve, ApproveActivity(activity_id=activity.id))
    _taken_back(volunteers, first.id)

    assert (rewritten.funding, left.funding) == (ActivityFunding.ASKED, ActivityFunding.ASKED)
    assert early.status == 409
    assert _shown(volunteers, activity.id).funding is None


def test_an_activity_is_not_closed_while_the_fund_is_asked_or_its_money_unsettled() -> None:
    """Or the project would be approved for an activity that is over."""
    for funding in (ActivityFunding.ASKED, ActivityFunding.GRANTED):
        refusal = refused(rules.check_funded, "2026-1", Deed.CLOSE, funding)
        assert refusal.status == 409, funding
    rules.check_funded("2026-1", Deed.CLOSE, ActivityFunding.ACCOUNTED)
    rules.check_funded("2026-1", Deed.CLOSE, None)
    rules.check_funded("2026-1", Deed.APPROVE, ActivityFunding.GRANTED)


def test_the_fund_pays_for_no_activity_that_is_over() -> None:
    """Closed or cancelled, it costs nothing more."""
    for state in ActivityState:
        is_over = state in {ActivityState.CLOSED, ActivityState.CANCELLED}
        if is_over:
            refusal = refused(fund_rules.check_activity, "2026-1", state)
            assert (refusal.status, "2026-1" in refusal.zh) == (409, True), state
        else:
            fund_rules.check_activity("2026-1", state)


@pytest.mark.one_database
def test_nobody_applies_or_gets_money_for_an_activity_that_was_cancelled(
    volunteers: Database,
) -> None:
    """A draft waits, or an application is deliberated, while the activity is called off."""
    a_budget(volunteers)
    activity = planned(volunteers, a_team(volunteers), cost_estimate_fen=_FEN)
    waits = a_draft(volunteers, _FEN, activity_id=activity.id)
    with volunteers.writing() as session:
        operations.submit(session, COMMISSIONER, SubmitActivity(activity_id=activity.id))
    _do(volunteers, operations.approve, ApproveActivity(activity_id=activity.id))
    asked = a_draft(volunteers, _FEN, activity_id=activity.id, title="另一份申请")
    with volunteers.writing() as session:
        fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=asked.id))
    pass_on(volunteers, asked.id)
    recommend(volunteers, asked.id)
    reason = CancelActivity(activity_id=activity.id, reason="天气。")
    with volunteers.writing() as session:
        cancelling.cancel(session, STAFF, reason)

    unapproved = refused(approve, volunteers, asked.id)
    _taken_back(volunteers, asked.id)
    with volunteers.writing() as session:
        submission = SubmitFundApplication(project_id=waits.id)
        unsubmitted = refused(fund.submit, session, COMMISSIONER, submission)
    undrafted = refused(a_draft, volunteers, _FEN, activity_id=activity.id)

    for refusal in (unapproved, unsubmitted, undrafted):
        assert (refusal.status, activity.number in refusal.zh) == (409, True)
        assert "已取消" in refusal.zh
    with volunteers.reading() as session:
        shown = fund_queries.show(session, STAFF, ShowFundApplication(project_id=waits.id))
    assert shown.state is FundState.DRAFT


@pytest.mark.one_database
def test_an_application_that_is_taken_back_holds_nothing_up(volunteers: Database) -> None:
    activity_id, project = _asked(volunteers)
    _taken_back(volunteers, project.id)
    assert _shown(volunteers, activity_id).funding is None
    approved = _do(volunteers, operations.approve, ApproveActivity(activity_id=activity_id))
    assert approved.state is ActivityState.APPROVED
