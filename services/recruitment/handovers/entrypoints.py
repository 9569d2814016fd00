"""Requests about hand-overs, and what the list is made from."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, subscribe, writes
from contracts.appeals.handover import AppealsHandedOver
from contracts.envelope import Envelope
from contracts.recruitment.handovers import ConfirmHandover, ShowHandover
from services.recruitment.handovers import operations, queries


class HandoversEntrypoints(Service):
    """The list, and its two confirmations."""

    @subscribe(AppealsHandedOver)
    def keep_handed_over(self, work: Work, event: AppealsHandedOver, _envelope: Envelope) -> None:
        operations.keep(work.session, event)

    show_handover = reads(ShowHandover, queries.show)
    confirm_handover = writes(ConfirmHandover, operations.confirm)
