"""Events and requests of the street's totals."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, reads, subscribe_many
from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.intake import AppealReceived
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.street.totals import ShowMonths, ShowTotals
from services.street.changes import operations as changes
from services.street.totals import operations, queries
from services.street.totals.operations import AppealEvent


class TotalsEntrypoints(Service):
    """The projection of appeals and receptions, and its figures."""

    @subscribe_many(
        AppealReceived,
        AppealAccepted,
        AppealAssigned,
        AppealActionTaken,
        AppealClosed,
        AppealReopened,
        AppealRated,
    )
    def project_appeal(self, work: Work, deliveries: list[Delivered[AppealEvent]]) -> None:
        operations.apply_appeals(work.session, [one.event for one in deliveries])
        changes.note(work.session, deliveries)

    @subscribe_many(ReceptionRecorded)
    def project_reception(self, work: Work, deliveries: list[Delivered[ReceptionRecorded]]) -> None:
        operations.apply_receptions(work.session, [one.event for one in deliveries])
        changes.note(work.session, deliveries)

    show_totals = reads(ShowTotals, queries.totals)
    show_months = reads(ShowMonths, queries.months)
