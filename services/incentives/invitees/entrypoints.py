"""Requests about invited people."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.invitees import (
    DiscloseInvitee,
    EraseInvitee,
    ListAreaInviteeDisclosures,
    ListInviteeDisclosures,
)
from services.incentives.invitees import operations, queries


class InviteesEntrypoints(Service):
    """Seeing and erasing."""

    disclose_invitee = writes(DiscloseInvitee, operations.disclose, repeatable=False)
    list_invitee_disclosures = reads(ListInviteeDisclosures, queries.for_overseers)
    list_area_invitee_disclosures = reads(ListAreaInviteeDisclosures, queries.of_areas)
    erase_invitee = writes(EraseInvitee, operations.erase)
