"""Regulations and work flows."""

from __future__ import annotations

from contracts.recruitment.regulations import (
    CompareRegulationDraft,
    CompareRegulations,
    DiscardRegulationDraft,
    DraftRegulation,
    ListPublicRegulations,
    ListRegulations,
    PrintRegulations,
    PublishRegulation,
    ShowPublicRegulation,
    ShowRegulation,
)
from tests.gateway.actors import OFFICER, STAFF
from tests.gateway.cases.case import Case

_PUBLIC_RULE = "/api/v1/public/streets/{street}/regulations"
_RULE = "/api/v1/streets/{street}/regulations"
_PUBLIC = _PUBLIC_RULE.format(street="440305007000")
_OURS = _RULE.format(street="440305007000")
_TEXT = {
    "title_zh": "社区专员培训制度",
    "title_en": "Training",
    "summary_en": "What is learnt.",
    "text": "1. 每年 {{sharing_meetings_a_year}} 次。",
}

CASES = [
    Case("GET", f"{_PUBLIC}?on=2013-05-04", _PUBLIC_RULE, None, ListPublicRegulations, {}),
    Case("GET", f"{_PUBLIC}.pdf", f"{_PUBLIC_RULE}.pdf", None, PrintRegulations, {}),
    Case("GET", f"{_PUBLIC}/training", f"{_PUBLIC_RULE}/{{name}}", None, ShowPublicRegulation, {}),
    Case(
        "GET",
        f"{_PUBLIC}/training/difference?from_number=0&to_number=1",
        f"{_PUBLIC_RULE}/{{name}}/difference",
        None,
        CompareRegulations,
        {},
    ),
    Case("GET", _OURS, _RULE, STAFF, ListRegulations, {}),
    Case(
        "GET",
        f"{_OURS}/training/draft/difference",
        f"{_RULE}/{{name}}/draft/difference",
        STAFF,
        CompareRegulationDraft,
        {},
    ),
    Case("GET", f"{_OURS}/training", f"{_RULE}/{{name}}", STAFF, ShowRegulation, {}),
    Case(
        "PUT",
        f"{_OURS}/training/draft",
        f"{_RULE}/{{name}}/draft",
        OFFICER,
        DraftRegulation,
        _TEXT,
    ),
    Case(
        "POST",
        f"{_OURS}/training/draft/discarding",
        f"{_RULE}/{{name}}/draft/discarding",
        OFFICER,
        DiscardRegulationDraft,
        {},
    ),
    Case(
        "POST",
        f"{_OURS}/training/publication",
        f"{_RULE}/{{name}}/publication",
        OFFICER,
        PublishRegulation,
        {"reason": "街道办公会议", "effective_from": "2030-01-01"},
    ),
]
