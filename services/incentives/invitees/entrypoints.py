"""Requests about invited people."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.incentives.invitees import DiscloseInvitee, EraseInvitee
from services.incentives.invitees import operations


class InviteesEntrypoints(Service):
    """Seeing and erasing."""

    disclose_invitee = writes(DiscloseInvitee, operations.disclose, repeatable=False)
    erase_invitee = writes(EraseInvitee, operations.erase)
