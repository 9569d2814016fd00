"""Looks that the gateway hears of, and the clock."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, subscribe
from contracts.appeals.disclosures import ContactDisclosed
from contracts.envelope import Envelope
from contracts.incentives.complaints import ComplainantDisclosed
from contracts.incentives.invitees import InviteeDisclosed
from contracts.recruitment.disclosures import PersonDisclosed
from contracts.volunteers.disclosures import VolunteerDisclosed
from gateway.privacy.disclosures import operations
from gateway.privacy.disclosures.operations import Disclosed

_TIDY_SECONDS = 3600.0


class DisclosuresEntrypoints(Service):
    """Counting what each account sees."""

    # One lane: two looks counted at the same time would each miss the other.
    @subscribe(
        ContactDisclosed,
        PersonDisclosed,
        ComplainantDisclosed,
        VolunteerDisclosed,
        InviteeDisclosed,
    )
    def count_disclosure(self, work: Work, event: Disclosed, _envelope: Envelope) -> None:
        operations.count(work.session, event)

    @every(_TIDY_SECONDS)
    def forget_seen_contacts(self, work: Work) -> None:
        operations.forget_past(work.session)
