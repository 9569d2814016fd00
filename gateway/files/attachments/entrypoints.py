"""How the routes reach the attachments, and the work of the clock."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, subscribe, writes
from contracts.appeals.own_data import AppealErased
from contracts.envelope import Envelope
from contracts.gateway.attachments import (
    CheckRoom,
    FindAttachment,
    KeepAttachment,
    ListAttachments,
    RemoveAttachment,
    ReserveAttachment,
)
from contracts.gateway.words import AttachedTo
from contracts.volunteers.fund import FundPapersForgotten
from gateway.files.attachment_store import AttachmentStore
from gateway.files.attachments import operations, queries
from runtime.logs import logger
from vocabulary.actors import SYSTEM
from vocabulary.problems import NotFound, Unavailable

log = logger(__name__)

#: After so long an appeal has what waited for it, and what was removed is gone from the store.
_TURN_SECONDS = 5.0
#: Appeals asked for in one turn.
_CODES_A_TURN = 20


class AttachmentEntrypoints(Service):
    """Reserving, keeping, finding, removing; binding and sweeping."""

    attachment_store = AttachmentStore()

    check_room = reads(CheckRoom, queries.room)
    reserve_attachment = writes(ReserveAttachment, operations.reserve)
    keep_attachment = writes(KeepAttachment, operations.keep)
    list_attachments = reads(ListAttachments, queries.listed)
    find_attachment = reads(FindAttachment, queries.find)
    remove_attachment = writes(RemoveAttachment, operations.remove)

    @subscribe(AppealErased)
    def erase_attachments(self, work: Work, event: AppealErased, _envelope: Envelope) -> None:
        """Remove the attachments of an erased appeal too."""
        operations.erase_for(work.session, AttachedTo.APPEAL, event.appeal_id)

    @subscribe(FundPapersForgotten)
    def erase_fund_papers(
        self, work: Work, event: FundPapersForgotten, _envelope: Envelope
    ) -> None:
        """Remove the files of an application past its period, and the photos of its receipts."""
        operations.erase_for(work.session, AttachedTo.FUND_APPLICATION, event.project_id, by=SYSTEM)
        for receipt_id in event.receipts:
            operations.erase_for(work.session, AttachedTo.FUND_RECEIPT, receipt_id, by=SYSTEM)

    @every(_TURN_SECONDS)
    def bind_attachments(self, work: Work) -> None:
        """Bind waiting attachments to appeals that have been stored meanwhile."""
        for code in queries.waiting_codes(work.session, _CODES_A_TURN):
            try:
                found = self.attachment_store.track(code)
            except NotFound:
                continue
            except Unavailable:
                return
            if found.id is not None and found.community is not None:
                operations.bind(work.session, code, appeal_id=found.id, community=found.community)

    @every(_TURN_SECONDS)
    def sweep_attachments(self, work: Work) -> None:
        """Delete contents that are no longer needed."""
        self.attachment_store.sweep_spool()
        try:
            swept = operations.sweep(work.session, self.attachment_store.storage.delete)
        except Unavailable:
            # The caller rolls the transaction back; the next turn tries again.
            work.session.rollback()
            log.warning("attachments_sweep_waits")
        else:
            if swept:
                log.info("attachments_swept", count=swept)
