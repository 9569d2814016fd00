"""The person of a consent that was given without an account."""

from __future__ import annotations

from contracts.recruitment.consents import NamePersonOfConsent
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("consents-of-persons", "同意的归属 · Whose a consent on paper is")


routes.asks(
    "POST",
    "/api/v1/consents/<uuid:consent_id>/person",
    NamePersonOfConsent,
    may=Action.CONSENT_RECORD,
)
