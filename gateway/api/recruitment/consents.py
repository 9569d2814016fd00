"""Whose a consent is, where it was given without an account."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent, PersonOfConsent
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("consents-of-persons", "同意的归属 · Whose a consent on paper is")


@routes.post(
    "/api/v1/consents/<uuid:consent_id>/person",
    may=Action.CONSENT_RECORD,
    takes=PersonOfConsent,
    answers=ConsentOfPerson,
)
def name_person(body: PersonOfConsent, consent_id: UUID) -> ConsentOfPerson:
    """Say whose consent it is: of a commissioner who has no account."""
    return ask(NamePersonOfConsent(consent_id=consent_id, **vars(body)))
