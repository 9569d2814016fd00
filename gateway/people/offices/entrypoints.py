"""The decisions that the gateway listens to, and what it answers about offices."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, rpc, subscribe, writes
from contracts.envelope import Envelope
from contracts.gateway.offices import (
    CheckOfficeHolder,
    ConfirmOffice,
    ListOwnOffices,
    ListPossibleHolders,
    OfficeList,
)
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.volunteers.memberships import MembershipBegan, MembershipEnded
from gateway.people.offices import appointments, memberships, operations, queries


class OfficesEntrypoints(Service):
    """Offices of accounts. Passwords and codes are checked before a request comes here."""

    @rpc(ListOwnOffices)
    def list_own_offices(self, work: Work, _request: ListOwnOffices) -> OfficeList:
        return queries.own(work.session, work.actor)

    check_office_holder = reads(CheckOfficeHolder, queries.check_holder)
    list_possible_holders = reads(ListPossibleHolders, queries.possible_holders)
    confirm_office = writes(ConfirmOffice, operations.confirm)

    @subscribe(AppointmentBegan, AppointmentAccountNamed, AppointmentEnded)
    def follow_appointment(
        self,
        work: Work,
        event: AppointmentBegan | AppointmentAccountNamed | AppointmentEnded,
        _envelope: Envelope,
    ) -> None:
        if isinstance(event, AppointmentEnded):
            appointments.end(work.session, event)
        else:
            appointments.follow(work.session, event)

    # Apart from the above, so that it hears of appointments from before there were teams too.
    @subscribe(AppointmentBegan, AppointmentAccountNamed)
    def keep_post_of_appointment(
        self, work: Work, event: AppointmentBegan | AppointmentAccountNamed, _envelope: Envelope
    ) -> None:
        appointments.keep_post(work.session, event)

    @subscribe(MembershipBegan, MembershipEnded)
    def follow_membership(
        self, work: Work, event: MembershipBegan | MembershipEnded, _envelope: Envelope
    ) -> None:
        if isinstance(event, MembershipEnded):
            memberships.end(work.session, event)
        else:
            memberships.follow(work.session, event)
