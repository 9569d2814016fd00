"""Consents to back entries."""

from __future__ import annotations

from contracts.recruitment.back_entries import (
    AllowBackEntries,
    EndBackEntries,
    ListBackEntries,
    ShowBackEntries,
)
from tests.gateway.actors import OFFICER, STAFF
from tests.gateway.cases.case import Case

_RULE = "/api/v1/communities/{community}/back-entries"
_ALL = _RULE.format(community="440305007003")
_ONE_RULE = f"{_RULE}/{{consent_id}}"
_ONE = f"{_ALL}/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"

CASES = [
    Case("GET", _ALL, _RULE, STAFF, ListBackEntries, {}),
    Case(
        "POST",
        _ALL,
        _RULE,
        OFFICER,
        AllowBackEntries,
        {
            "from": "2012-01-01",
            "to": "2014-12-31",
            "usable_until": "2026-12-31",
            "reason": "启用系统",
        },
    ),
    Case("GET", _ONE, _ONE_RULE, STAFF, ShowBackEntries, {}),
    Case(
        "POST",
        f"{_ONE}/ending",
        f"{_ONE_RULE}/ending",
        OFFICER,
        EndBackEntries,
        {"reason": "补录已完成"},
    ),
]
