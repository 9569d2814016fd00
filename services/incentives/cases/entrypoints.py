"""Requests about cases, and the accounts of their speakers."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, reads, subscribe_many, writes
from contracts.incentives.cases import (
    ApproveCase,
    ConsentToCase,
    EditCase,
    ListCases,
    ShowCase,
    WithdrawCaseConsent,
    WriteCase,
)
from contracts.recruitment.appointments import AppointmentAccountNamed
from services.incentives.cases import operations, queries


class CasesEntrypoints(Service):
    """Writing, finding and approving cases."""

    write_case = writes(WriteCase, operations.write)
    list_cases = reads(ListCases, queries.listed)
    show_case = reads(ShowCase, queries.one)
    edit_case = writes(EditCase, operations.edit)
    consent_to_case = writes(ConsentToCase, operations.consent)
    withdraw_case_consent = writes(WithdrawCaseConsent, operations.withdraw)
    approve_case = writes(ApproveCase, operations.approve)

    @subscribe_many(AppointmentAccountNamed)
    def name_speakers(
        self, work: Work, deliveries: list[Delivered[AppointmentAccountNamed]]
    ) -> None:
        operations.name_speakers(work.session, [one.event for one in deliveries])
