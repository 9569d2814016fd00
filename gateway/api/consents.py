"""Consents."""

from __future__ import annotations

from uuid import UUID

from contracts.gateway.consents import (
    ConsentFilter,
    ConsentList,
    ConsentListing,
    ConsentView,
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    OwnConsent,
    PhoneSearch,
    RecordConsent,
    RecordedConsent,
    Withdrawal,
    WithdrawConsent,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("consents", "同意 · Consents to a purpose")


@routes.post("/api/v1/consents", may=Action.CONSENT_GIVE, takes=OwnConsent, answers=ConsentView)
def give(body: OwnConsent) -> ConsentView:
    """Agree to one purpose (同意), for oneself."""
    return ask(GiveConsent(**vars(body)))


@routes.get(
    "/api/v1/consents/own",
    may=Action.CONSENT_READ_OWN,
    filters=ConsentListing,
    answers=ConsentList,
)
def own(filters: ConsentListing) -> ConsentList:
    """One's own consents, also withdrawn ones."""
    return ask(ListOwnConsents(**vars(filters)))


@routes.post(
    "/api/v1/consents/records",
    may=Action.CONSENT_RECORD,
    takes=RecordedConsent,
    answers=ConsentView,
)
def record(body: RecordedConsent) -> ConsentView:
    """Write down that somebody agreed on paper or in person."""
    return ask(RecordConsent(**vars(body)))


@routes.get(
    "/api/v1/consents",
    may=Action.CONSENT_READ,
    filters=ConsentFilter,
    answers=ConsentList,
)
def consents(filters: ConsentFilter) -> ConsentList:
    """Consents given in the caller's areas, oldest first."""
    return ask(ListConsents(**vars(filters)))


@routes.post(
    "/api/v1/consents/search",
    may=Action.CONSENT_READ,
    takes=PhoneSearch,
    answers=ConsentList,
)
def search(body: PhoneSearch) -> ConsentList:
    """Consents of whoever has this phone; the phone is in no address and no log."""
    return ask(FindConsents(**vars(body)))


@routes.post(
    "/api/v1/consents/<uuid:consent_id>/withdrawal",
    may=Action.CONSENT_WITHDRAW,
    takes=Withdrawal,
    answers=ConsentView,
)
def withdraw(body: Withdrawal, consent_id: UUID) -> ConsentView:
    """Withdraw a consent (撤回同意): one's own, or for a person who says so to staff."""
    return ask(WithdrawConsent(consent_id=consent_id, **vars(body)))
