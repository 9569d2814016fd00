"""The files of the support fund stay once somebody checks them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from contracts.gateway.words import AttachedTo
from contracts.volunteers.fund import FundApplicationView, FundReceiptView
from contracts.volunteers.words import FundReceiptState, FundState
from gateway.files.attached_things import KINDS
from tests.gateway.cases.case import an_answer


@pytest.mark.parametrize(
    ("state", "is_open", "may_come", "may_go"),
    [
        (FundReceiptState.HANDED_IN, True, True, True),
        (FundReceiptState.HANDED_IN, False, True, False),
        (FundReceiptState.ACCEPTED, False, False, False),
        (FundReceiptState.REFUSED, False, False, False),
    ],
)
def test_the_photo_of_a_receipt_stays_once_it_is_checked(
    state: FundReceiptState, *, is_open: bool, may_come: bool, may_go: bool
) -> None:
    told: Any = an_answer(FundReceiptView)
    seen = dataclasses.replace(told, state=state, is_open=is_open)

    stands = KINDS[AttachedTo.FUND_RECEIPT].stands(seen)

    assert (stands.refusal is None, stands.stays is None) == (may_come, may_go)


@pytest.mark.parametrize("state", FundState)
def test_the_files_of_an_application_stay_once_it_is_submitted(state: FundState) -> None:
    told: Any = an_answer(FundApplicationView)
    seen = dataclasses.replace(told, state=state)

    stands = KINDS[AttachedTo.FUND_APPLICATION].stands(seen)

    assert (stands.stays is None) == (state is FundState.DRAFT)
