"""Requests about links into teams."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.invitations import (
    JoinByInvitation,
    ListInvitations,
    MakeInvitation,
    RegisterByInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from services.volunteers.invitations import operations, queries


class InvitationsEntrypoints(Service):
    """Making links, withdrawing them, coming by one."""

    make_invitation = writes(MakeInvitation, operations.make)
    withdraw_invitation = writes(WithdrawInvitation, operations.withdraw)
    list_invitations = reads(ListInvitations, queries.all_of)
    show_invitation = reads(ShowInvitation, queries.show)
    register_by_invitation = writes(RegisterByInvitation, operations.register)
    join_by_invitation = writes(JoinByInvitation, operations.join)
