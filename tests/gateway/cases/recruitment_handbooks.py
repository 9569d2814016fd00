"""Handbooks."""

from __future__ import annotations

from contracts.recruitment.handbooks import (
    CompleteEntry,
    PrintHandbook,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
    ShowHandbook,
    ShowPublicHandbook,
)
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_PUBLIC_RULE = "/api/v1/public/handbooks/{community}"
_RULE = "/api/v1/communities/{community}/handbook"
_PUBLIC = _PUBLIC_RULE.format(community="440305007003")
_OURS = _RULE.format(community="440305007003")
_PROMISE = {
    "text": "每月巡查两次",
    "target": 2,
    "unit": "次",
    "period": "month",
    "id": None,
}

CASES = [
    Case("GET", _PUBLIC, _PUBLIC_RULE, None, ShowPublicHandbook, {}),
    Case(
        "GET",
        f"{_PUBLIC}/editions/2",
        f"{_PUBLIC_RULE}/editions/{{number}}",
        None,
        ShowPublicHandbook,
        {"number": 2},
    ),
    Case("GET", f"{_PUBLIC}.pdf", f"{_PUBLIC_RULE}.pdf", None, PrintHandbook, {}),
    Case(
        "GET",
        f"{_PUBLIC}/editions/2.pdf",
        f"{_PUBLIC_RULE}/editions/{{number}}.pdf",
        None,
        PrintHandbook,
        {"number": 2},
    ),
    Case("GET", _OURS, _RULE, STAFF, ShowHandbook, {}),
    Case(
        "PUT",
        f"{_OURS}/station",
        f"{_RULE}/station",
        STAFF,
        SetContactStation,
        {"name": "联络站", "address": "登良路1号", "hours": "工作日"},
    ),
    Case(
        "PUT",
        f"{_OURS}/channel",
        f"{_RULE}/channel",
        STAFF,
        PublishChannel,
        {"receiver": "街道办", "phone": "0755-26000000"},
    ),
    Case(
        "PUT",
        f"/api/v1/appointments/{_ID}/handbook-entry",
        "/api/v1/appointments/{appointment_id}/handbook-entry",
        STAFF,
        CompleteEntry,
        {"promises": [_PROMISE]},
    ),
    Case("POST", f"{_OURS}/editions", f"{_RULE}/editions", STAFF, PublishHandbook, {}),
]
