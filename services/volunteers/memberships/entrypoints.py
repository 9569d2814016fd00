"""Requests about memberships, and the clock that lets offers lapse."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.volunteers.memberships import (
    AcceptMembership,
    AcceptOwnMembership,
    DeclineMembership,
    DeclineOwnMembership,
    EndMembership,
    LeaveOwnMembership,
    ListMemberships,
    ListOwnMemberships,
    OfferMembership,
    ShowMembership,
)
from runtime import clock
from runtime.logs import logger
from services.volunteers.memberships import operations, queries

log = logger(__name__)

_SECONDS = 60.0


class MembershipsEntrypoints(Service):
    """Offers, answers, endings."""

    offer_membership = writes(OfferMembership, operations.offer)
    accept_membership = writes(AcceptMembership, operations.accept)
    decline_membership = writes(DeclineMembership, operations.decline)
    end_membership = writes(EndMembership, operations.end)
    accept_own_membership = writes(AcceptOwnMembership, operations.accept_own)
    decline_own_membership = writes(DeclineOwnMembership, operations.decline_own)
    leave_own_membership = writes(LeaveOwnMembership, operations.leave_own)
    show_membership = reads(ShowMembership, queries.show)
    list_memberships = reads(ListMemberships, queries.page)
    list_own_memberships = reads(ListOwnMemberships, queries.of_person)

    @every(_SECONDS)
    def lapse_offers(self, work: Work) -> None:
        lapsed = operations.lapse(work.session, clock.now())
        if lapsed:
            log.info("memberships_lapsed", count=lapsed)
