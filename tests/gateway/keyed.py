"""Which routes take an Idempotency-Key."""

from __future__ import annotations

import re

from contracts.gateway.words import AttachedTo
from gateway.app import openapi_document
from gateway.files.attached_things import KINDS
from tests.gateway.cases.case import gathered

#: Their answers are kept nowhere, or there is nobody yet to whom a key belongs.
EACH_TIME_ANEW = frozenset(
    {
        "POST /api/v1/sessions",
        "POST /api/v1/sessions/openid/code",
        "POST /api/v1/tokens",
        "POST /api/v1/accounts/me/identities",
        "POST /api/v1/appeals/{appeal_id}/disclosures",
        "POST /api/v1/appeals/search",
        "POST /api/v1/applications/search",
        "POST /api/v1/public/appeals/{tracking_code}/export",
        "POST /api/v1/public/volunteers/{code}/export",
        "POST /api/v1/public/sign-ups/{code}/export",
        "POST /api/v1/public/ballot-slips/{slip_code}/vote",
        "POST /api/v1/selections/{selection_id}/paper-slips",
        "POST /api/v1/complaints/{complaint_id}/disclosures",
        "POST /api/v1/volunteers/{registration_id}/disclosures",
        "POST /api/v1/volunteers/search",
        "POST /api/v1/applications/{application_id}/disclosures",
        "POST /api/v1/appointments/{appointment_id}/disclosures",
        "POST /api/v1/appointments/{appointment_id}/objections/{objection_id}/disclosures",
        "POST /api/v1/invitees/{invitee_id}/disclosures",
        "POST /api/v1/project-reviews/{review_id}/reviewers",
        "POST /api/v1/project-reviews/{review_id}/reviewers/{reviewer_id}/code",
        "POST /api/v1/public/review-sheets/{review_code}/ratings",
    }
)
#: Handed on in several turns, each with a key made from the caller's; tried by its own test.
_IN_TURNS = frozenset({"/api/v1/teams/imports", "/api/v1/volunteers/imports"})
_OF_THE_REGISTER = (
    "/api/v1/appeals",
    "/api/v1/public/appeals",
    "/api/v1/receptions",
)


def keyed_posts(*, of_the_register: bool) -> frozenset[str]:
    """The paths of every POST that says it takes a key: those of appeals, or of the gateway.

    What the gateway only hands on, key and all, is tried in test_routes.py, and that a
    service then does it once in tests/bus. Files go to each kind of thing by the one function
    that appeals have, so theirs stand for all.
    """
    handed_on = {case.rule for case in gathered()} | {
        f"/api/v1/{_CONVERTER.sub('{', kind.at).replace('>', '}')}/attachments"
        for kind in KINDS.values()
        if kind.of is not AttachedTo.APPEAL
    }
    return frozenset(
        path
        for path, item in openapi_document()["paths"].items()
        if any(found.get("name") == _NAME for found in item.get("post", {}).get("parameters", ()))
        and path.startswith(_OF_THE_REGISTER) is of_the_register
        and path not in handed_on
        and path not in _IN_TURNS
    )


_NAME = "Idempotency-Key"
_CONVERTER = re.compile(r"<(\w+:)?")
