"""What the applicant is told of a decision: which one, of which project, and never why."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from contracts.notice_kinds import NoticeKind
from contracts.volunteers.fund import (
    ApproveFundApplication,
    DeclineFundApplication,
    RefuseFundApplication,
    ReturnFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.fund_settlement import SendBackFundSettlement
from contracts.volunteers.notices import (
    FUND_APPROVED,
    FUND_REFUSED,
    FUND_RETURNED,
    FUND_SENT_BACK,
    FUND_WITHDRAWN,
    NoticeRequested,
)
from runtime.database import Database
from services.volunteers.fund import operations as fund
from services.volunteers.fund.model import FundApplication
from services.volunteers.fund_settlement import operations as settlement
from tests.builders import HUA, LILIN, STAFF
from tests.services.volunteers.fund.serving import (
    COMMITTEE,
    OFFICE,
    a_budget,
    approved,
    checked,
    deliberated,
    events,
    running,
    settle,
    submitted,
)
from vocabulary.actors import Role

_WHY = "陈阿姨的那份不行。"


def _settled(database: Database) -> Any:
    return settle(database, running(database).id)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("arranged", "decide", "actor", "request_", "kind"),
    [
        (submitted, fund.return_, STAFF, ReturnFundApplication, FUND_RETURNED),
        (checked, fund.decline, COMMITTEE, DeclineFundApplication, FUND_REFUSED),
        (deliberated, fund.refuse, OFFICE, RefuseFundApplication, FUND_REFUSED),
        (deliberated, fund.approve, OFFICE, ApproveFundApplication, FUND_APPROVED),
        (approved, fund.withdraw, STAFF, WithdrawFundApplication, FUND_WITHDRAWN),
        (_settled, settlement.send_back, STAFF, SendBackFundSettlement, FUND_SENT_BACK),
    ],
)
def test_the_commissioner_learns_of_a_decision(
    volunteers: Database,
    arranged: Any,
    decide: Any,
    actor: Any,
    request_: Any,
    kind: NoticeKind,
) -> None:
    """The reason may tell of people, and events are read by other systems."""
    a_budget(volunteers)
    project = arranged(volunteers)

    with volunteers.writing() as session:
        decide(session, actor, request_(project_id=project.id, reason=_WHY))

    told = events(volunteers, NoticeRequested)[-1]
    assert isinstance(told, NoticeRequested)
    assert (told.kind, told.accounts, told.roles) == (kind.name, [HUA], [])
    assert (told.area, told.subject_id) == (LILIN, str(project.id))
    assert told.facts == {"project": project.title, "number": project.number}
    assert _WHY not in str(told)


@pytest.mark.one_database
def test_where_the_post_is_vacant_the_workstation_learns_of_it(volunteers: Database) -> None:
    project = submitted(volunteers)
    with volunteers.writing() as session:
        session.execute(sa.update(FundApplication).values(commissioner=None))

    with volunteers.writing() as session:
        fund.return_(session, STAFF, ReturnFundApplication(project_id=project.id, reason=_WHY))

    [told] = events(volunteers, NoticeRequested)
    assert isinstance(told, NoticeRequested)
    assert (told.accounts, Role.WORKSTATION_STAFF in told.roles) == ([], True)
