"""What the street listens to and answers about totals."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc, subscribe

from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.envelope import Envelope
from contracts.street.totals import ShowTotals, Totals
from services.street.totals import operations, queries
from services.street.totals.operations import AppealEvent


class TotalsEntrypoints(Service):
    """The projection of appeals and receptions, and its figures."""

    @subscribe(
        AppealReceived,
        AppealAccepted,
        AppealAssigned,
        AppealActionTaken,
        AppealClosed,
        AppealReopened,
        AppealRated,
    )
    def project_appeal(self, work: Work, event: AppealEvent, _envelope: Envelope) -> None:
        operations.apply_appeal(work.session, event)

    @subscribe(ReceptionRecorded)
    def project_reception(self, work: Work, event: ReceptionRecorded, _envelope: Envelope) -> None:
        operations.apply_reception(work.session, event)

    @rpc(ShowTotals)
    def show_totals(self, work: Work, request: ShowTotals) -> Totals:
        return queries.totals(work.session, request)
