"""Requests about findings, and what the register tells of their appeals."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, subscribe, writes
from contracts.appeals.intake import AppealReceived
from contracts.envelope import Envelope
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    ListFindings,
    PassFindingOn,
    RecordFinding,
    SettleFinding,
    ShowFinding,
)
from services.volunteers.findings import operations, queries


class FindingsEntrypoints(Service):
    """From the check-list to the appeal."""

    record_finding = writes(RecordFinding, operations.record)
    settle_finding = writes(SettleFinding, operations.settle)
    check_finding_to_pass_on = writes(CheckFindingToPassOn, operations.check_to_pass_on)
    pass_finding_on = writes(PassFindingOn, operations.pass_on)
    show_finding = reads(ShowFinding, queries.show)
    list_findings = reads(ListFindings, queries.page)

    @subscribe(AppealReceived)
    def learn_number_of_appeal(
        self, work: Work, event: AppealReceived, _envelope: Envelope
    ) -> None:
        operations.learn_number(work.session, event)
