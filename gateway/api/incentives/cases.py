"""Cases: written from what was told at sharing meetings, read in the whole street."""

from __future__ import annotations

from contracts.incentives.cases import (
    ApproveCase,
    ConsentToCase,
    EditCase,
    ListCases,
    ShowCase,
    WithdrawCaseConsent,
    WriteCase,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("cases", "案例 · Cases told at sharing meetings")

_ALL = "/api/v1/cases"
_ONE = f"{_ALL}/<uuid:case_id>"

routes.asks(
    "POST",
    "/api/v1/sharing-meetings/<uuid:sharing_meeting_id>/points/<uuid:point_id>/case",
    WriteCase,
    may=Action.CASE_WRITE,
    creates=f"{_ALL}/{{id}}",
)
routes.asks("GET", _ALL, ListCases, may=Action.CASE_READ)
routes.asks("GET", _ONE, ShowCase, may=Action.CASE_READ)
routes.asks("PUT", f"{_ONE}/text", EditCase, may=Action.CASE_WRITE)
routes.asks("PUT", f"{_ONE}/consent", ConsentToCase, may=Action.CASE_CONSENT)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawCaseConsent, may=Action.CASE_CONSENT)
routes.asks("POST", f"{_ONE}/approval", ApproveCase, may=Action.CASE_APPROVE)
