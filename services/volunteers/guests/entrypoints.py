"""Requests of guests and about them."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from services.volunteers.guests import operations


class GuestsEntrypoints(Service):
    """Places for residents without registration, and for groups."""

    sign_up_guest = writes(SignUpGuest, operations.sign_up)
    record_guest = writes(RecordGuest, operations.record)
    show_guest_sign_up = reads(ShowGuestSignUp, operations.show)
    accept_guest_sign_up = writes(AcceptGuestSignUp, operations.accept)
    withdraw_guest_sign_up = writes(WithdrawGuestSignUp, operations.withdraw)
