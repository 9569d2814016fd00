"""The person of a consent."""

from __future__ import annotations

from contracts.recruitment.consents import NamePersonOfConsent
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"

CASES = [
    Case(
        "POST",
        f"/api/v1/consents/{_ID}/person",
        "/api/v1/consents/{consent_id}/person",
        STAFF,
        NamePersonOfConsent,
        {"commissioner": _ID},
    ),
]
