"""Requests about sign-ups."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    AcceptSignUp,
    ListOwnSignUps,
    ListSignUps,
    RecordSignUp,
    ShowSignUp,
    SignUp,
    WithdrawOwnSignUp,
    WithdrawSignUp,
)
from runtime import clock
from runtime.logs import logger
from services.volunteers.sign_ups import operations, queries

log = logger(__name__)

_SECONDS = 60.0


class SignUpsEntrypoints(Service):
    """Signing up, answering offers, giving places back; the clock asks the next in line."""

    sign_up = writes(SignUp, operations.sign_up)
    accept_sign_up = writes(AcceptSignUp, operations.accept)
    accept_own_sign_up = writes(AcceptOwnSignUp, operations.accept_own)
    record_sign_up = writes(RecordSignUp, operations.record)
    withdraw_sign_up = writes(WithdrawSignUp, operations.withdraw)
    withdraw_own_sign_up = writes(WithdrawOwnSignUp, operations.withdraw_own)
    show_sign_up = reads(ShowSignUp, queries.show)
    list_sign_ups = reads(ListSignUps, queries.page)
    list_own_sign_ups = reads(ListOwnSignUps, queries.of_person)

    @every(_SECONDS)
    def let_sign_ups_lapse(self, work: Work) -> None:
        lapsed = operations.let_lapse(work.session, clock.now())
        if lapsed:
            log.info("sign_ups_lapsed", count=lapsed)
