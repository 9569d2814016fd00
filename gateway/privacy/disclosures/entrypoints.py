"""Looks that the gateway hears of, and the clock."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, subscribe
from contracts.appeals.disclosures import ContactDisclosed
from contracts.envelope import Envelope
from contracts.recruitment.disclosures import PersonDisclosed
from contracts.recruitment.parameters import ParameterSet
from gateway.privacy.disclosures import operations

_TIDY_SECONDS = 3600.0


class DisclosuresEntrypoints(Service):
    """Counting what each account sees."""

    # One lane: two looks counted at the same time would each miss the other.
    @subscribe(ContactDisclosed, PersonDisclosed)
    def count_disclosure(
        self, work: Work, event: ContactDisclosed | PersonDisclosed, _envelope: Envelope
    ) -> None:
        operations.count(work.session, event)

    @subscribe(ParameterSet)
    def keep_disclosure_limit(self, work: Work, event: ParameterSet, _envelope: Envelope) -> None:
        operations.keep_limit(work.session, event)

    @every(_TIDY_SECONDS)
    def forget_seen_contacts(self, work: Work) -> None:
        operations.forget_past(work.session)
