"""Consents."""

from __future__ import annotations

from contracts.gateway.consents import (
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    RecordConsent,
    WithdrawConsent,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("consents", "同意 · Consents to a purpose")


routes.asks("POST", "/api/v1/consents", GiveConsent, may=Action.CONSENT_GIVE)
routes.asks("GET", "/api/v1/consents/own", ListOwnConsents, may=Action.CONSENT_READ_OWN)
routes.asks("POST", "/api/v1/consents/records", RecordConsent, may=Action.CONSENT_RECORD)
routes.asks("GET", "/api/v1/consents", ListConsents, may=Action.CONSENT_READ)
routes.asks("POST", "/api/v1/consents/search", FindConsents, may=Action.CONSENT_READ)
routes.asks(
    "POST",
    "/api/v1/consents/<uuid:consent_id>/withdrawal",
    WithdrawConsent,
    may=Action.CONSENT_WITHDRAW,
)
