"""A person with a part in an application decides nothing about it or its money (回避). R20."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    ChangeFundProject,
    CheckFundApplication,
    DeclineFundApplication,
    DeliberateFundApplication,
    EditFundApplication,
    RefuseFundApplication,
    ReturnFundApplication,
    StartFundProject,
    SubmitFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    CloseFundProject,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    ReverseFundBooking,
    SendBackFundSettlement,
    ShowFundReceipt,
)
from contracts.volunteers.words import FundState
from runtime.database import Database
from services.volunteers.fund import operations as fund
from services.volunteers.fund.rules import DECISIONS, TABLE, Deed
from services.volunteers.fund_settlement import operations as settlement
from services.volunteers.fund_settlement import queries as told
from tests.builders import COMMISSIONER, HUA, STAFF, STREET, an_actor, refused
from tests.services.volunteers.fund.serving import (
    COMMITTEE,
    OFFICE,
    WHY,
    YUAN,
    a_budget,
    a_draft,
    a_plan,
    a_receipt,
    accept,
    advance,
    approved,
    bookings,
    checked,
    deliberated,
    running,
    settle,
    shown,
    submitted,
)
from vocabulary.actors import Actor, Role

pytestmark = pytest.mark.one_database

#: The commissioner, who is also of the workstation, the committee and the street office.
_OWN = {
    Role.WORKSTATION_STAFF: an_actor(Role.WORKSTATION_STAFF, account=str(HUA)),
    Role.PARTY_COMMITTEE: an_actor(Role.PARTY_COMMITTEE, account=str(HUA)),
    Role.STREET_OFFICER: an_actor(Role.STREET_OFFICER, STREET, account=str(HUA)),
}


def _begun(database: Database) -> UUID:
    a_budget(database)
    return running(database).id


def _approved(database: Database) -> UUID:
    a_budget(database)
    return approved(database).id


def _settled(database: Database) -> UUID:
    project = _begun(database)
    a_receipt(database, project, 100 * YUAN)
    return settle(database, project).id


def _paid(database: Database) -> UUID:
    project = _begun(database)
    advance(database, project, 100 * YUAN)
    return project


#: What comes before, in which role it is tried, and by which operation and request.
_Try = tuple[Callable[[Database], UUID], Role, Callable[..., object], type[Any], dict[str, object]]

_TRIED: Mapping[Deed, _Try] = {
    Deed.CHECK: (
        lambda database: submitted(database).id,
        Role.WORKSTATION_STAFF,
        fund.check,
        CheckFundApplication,
        {},
    ),
    Deed.RETURN: (
        lambda database: submitted(database).id,
        Role.WORKSTATION_STAFF,
        fund.return_,
        ReturnFundApplication,
        {"reason": WHY},
    ),
    Deed.DELIBERATE: (
        lambda database: checked(database).id,
        Role.PARTY_COMMITTEE,
        fund.deliberate,
        DeliberateFundApplication,
        {"reason": WHY},
    ),
    Deed.DECLINE: (
        lambda database: checked(database).id,
        Role.PARTY_COMMITTEE,
        fund.decline,
        DeclineFundApplication,
        {"reason": WHY},
    ),
    Deed.APPROVE: (
        lambda database: deliberated(database).id,
        Role.STREET_OFFICER,
        fund.approve,
        ApproveFundApplication,
        {"reason": WHY},
    ),
    Deed.REFUSE: (
        lambda database: deliberated(database).id,
        Role.STREET_OFFICER,
        fund.refuse,
        RefuseFundApplication,
        {"reason": WHY},
    ),
    Deed.START: (_approved, Role.WORKSTATION_STAFF, fund.start, StartFundProject, {}),
    Deed.WITHDRAW: (
        _approved,
        Role.WORKSTATION_STAFF,
        fund.withdraw,
        WithdrawFundApplication,
        {"reason": WHY},
    ),
    Deed.ADVANCE: (
        _begun,
        Role.WORKSTATION_STAFF,
        fund.advance,
        AdvanceFundProject,
        {"amount_fen": 1, "paper": "付字 31 号"},
    ),
    Deed.RETURN_REST: (
        _paid,
        Role.WORKSTATION_STAFF,
        settlement.return_rest,
        RecordReturnedFundRest,
        {"amount_fen": 1, "paper": "收字 7 号"},
    ),
    Deed.SEND_BACK: (
        _settled,
        Role.WORKSTATION_STAFF,
        settlement.send_back,
        SendBackFundSettlement,
        {"reason": WHY},
    ),
    Deed.CLOSE: (_settled, Role.STREET_OFFICER, settlement.close, CloseFundProject, {}),
}


def test_every_decision_is_tried_below() -> None:
    assert {*_TRIED, Deed.DECIDE_RECEIPT} == DECISIONS


@pytest.mark.parametrize("deed", _TRIED)
def test_a_person_with_a_part_in_it_decides_nothing(volunteers: Database, deed: Deed) -> None:
    before, role, operation, request, words = _TRIED[deed]
    project_id = before(volunteers)

    with volunteers.writing() as session:
        refusal = refused(operation, session, _OWN[role], request(project_id=project_id, **words))

    assert (refusal.status, "part in" in refusal.en) == (403, True)
    seen = shown(volunteers, project_id, _OWN[role])
    assert TABLE.deeds[deed].route not in seen.possible


def _decide(database: Database, by: Actor, project_id: UUID, receipt_id: UUID) -> list[int]:
    with database.writing() as session:
        ids: dict[str, Any] = {"project_id": project_id, "receipt_id": receipt_id}
        return [
            refused(settlement.accept_receipt, session, by, AcceptFundReceipt(**ids)).status,
            refused(
                settlement.refuse_receipt, session, by, RefuseFundReceipt(**ids, reason=WHY)
            ).status,
        ]


def test_who_settles_for_a_vacant_post_does_not_check_the_receipts(volunteers: Database) -> None:
    """The workstation looks after the papers of a vacant post; another of it decides."""
    project_id = _begun(volunteers)
    receipt = a_receipt(volunteers, project_id, 100 * YUAN)
    with volunteers.writing() as session:
        fund.follow(session, shown(volunteers, project_id).post_id, None)
    settle(volunteers, project_id, by=STAFF)
    other = an_actor(Role.WORKSTATION_STAFF, account=str(HUA))

    for one in (STAFF, other):
        assert _decide(volunteers, one, project_id, receipt.id) == [403, 403]
        with volunteers.reading() as session:
            seen = told.show_receipt(session, one, ShowFundReceipt(receipt_id=receipt.id))
        assert seen.possible == []
    third = an_actor(Role.WORKSTATION_STAFF, account="00000000-0000-4000-8000-0000000000a3")
    with volunteers.writing() as session:
        request = AcceptFundReceipt(project_id=project_id, receipt_id=receipt.id)
        assert settlement.accept_receipt(session, third, request).state.value == "accepted"


def test_a_booking_of_ones_own_project_is_reversed_by_somebody_else(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers)
    receipt = a_receipt(volunteers, project.id, 100 * YUAN)
    settle(volunteers, project.id)
    accept(volunteers, receipt)
    request = ReverseFundBooking(booking_id=bookings(volunteers, budget)[-1].id, reason=WHY)

    with volunteers.writing() as session:
        own = _OWN[Role.STREET_OFFICER]
        assert refused(settlement.reverse, session, own, request).status == 403
        settlement.reverse(session, OFFICE, request)


def test_who_mended_or_submitted_a_draft_or_its_change_has_a_part_in_all(
    volunteers: Database,
) -> None:
    one = a_draft(volunteers)
    with volunteers.writing() as session:
        fund.follow(session, one.post_id, None)
        fund.edit(session, STAFF, EditFundApplication(project_id=one.id, **a_plan()))
        fund.submit(session, STAFF, SubmitFundApplication(project_id=one.id))
    request = CheckFundApplication(project_id=one.id)

    with volunteers.writing() as session:
        assert refused(fund.check, session, STAFF, request).status == 403


def test_who_wrote_the_project_decides_on_no_change_of_it(volunteers: Database) -> None:
    project_id = _begun(volunteers)
    with volunteers.writing() as session:
        fund.follow(session, shown(volunteers, project_id).post_id, None)
        asked = ChangeFundProject(project_id=project_id, **a_plan(title="楼道消防演练"))
        change = fund.change(session, STAFF, asked)
        fund.submit(session, STAFF, SubmitFundApplication(project_id=change.id))
    writer = an_actor(Role.WORKSTATION_STAFF, account=COMMISSIONER.account)

    with volunteers.writing() as session:
        request = CheckFundApplication(project_id=change.id)
        assert refused(fund.check, session, writer, request).status == 403
    assert shown(volunteers, change.id, COMMITTEE).state is FundState.SUBMITTED
