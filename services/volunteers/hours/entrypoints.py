"""Requests about hours, and the clock that counts them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.volunteers.hours import (
    AttestHours,
    AttestSeveralHours,
    ListHours,
    ListOwnHours,
    RefuseHours,
    ShowHours,
)
from runtime import clock
from runtime.logs import logger
from services.volunteers.hours import operations, queries

log = logger(__name__)

_SECONDS = 60.0


class HoursEntrypoints(Service):
    """From the record to the count. See also `hour_certificates` for corrections."""

    attest_hours = writes(AttestHours, operations.attest)
    attest_several_hours = writes(AttestSeveralHours, operations.attest_several)
    refuse_hours = writes(RefuseHours, operations.refuse)
    show_hours = reads(ShowHours, queries.show)
    list_hours = reads(ListHours, queries.page)
    list_own_hours = reads(ListOwnHours, queries.of_person)

    @every(_SECONDS)
    def count_hours(self, work: Work) -> None:
        counted = operations.count(work.session, clock.now())
        if counted:
            log.info("hours_counted", count=counted)
