"""Requests about sign-ups."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.sign_ups import (
    ListOwnSignUps,
    ListSignUps,
    RecordSignUp,
    ShowSignUp,
    SignUp,
    WithdrawOwnSignUp,
    WithdrawSignUp,
)
from services.volunteers.sign_ups import operations, queries


class SignUpsEntrypoints(Service):
    """Signing up, giving places back."""

    sign_up = writes(SignUp, operations.sign_up)
    record_sign_up = writes(RecordSignUp, operations.record)
    withdraw_sign_up = writes(WithdrawSignUp, operations.withdraw)
    withdraw_own_sign_up = writes(WithdrawOwnSignUp, operations.withdraw_own)
    show_sign_up = reads(ShowSignUp, queries.show)
    list_sign_ups = reads(ListSignUps, queries.page)
    list_own_sign_ups = reads(ListOwnSignUps, queries.of_person)
