"""Parameters."""

from __future__ import annotations

from contracts.recruitment.parameters import ListParameters, SetParameter, ShowParameter
from tests.gateway.actors import COMMISSIONER, OFFICER
from tests.gateway.cases.case import Case

_RULE = "/api/v1/streets/{street}/parameters"
_OURS = _RULE.format(street="440305007000")

CASES = [
    Case("GET", _OURS, _RULE, COMMISSIONER, ListParameters, {}),
    Case("GET", f"{_OURS}/post_cap", f"{_RULE}/{{name}}", COMMISSIONER, ShowParameter, {}),
    Case(
        "PUT",
        f"{_OURS}/post_cap",
        f"{_RULE}/{{name}}",
        OFFICER,
        SetParameter,
        {"value": 12, "reason": "街道办公会议"},
    ),
]
