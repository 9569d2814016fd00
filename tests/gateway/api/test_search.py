"""Looking for an appeal by what somebody quotes."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.appeals.disclosures import FindAppeals
from tests.gateway.actors import STAFF
from tests.gateway.answers import a_code, answering_gateway
from tests.gateway.doubles import SECRET

_WHY = {"reason": "asked_by_person"}


def _answer(quoted: str, **changed: Any) -> tuple[Any, list[str]]:
    gateway = answering_gateway()
    body = _WHY | {"quoted": quoted} | changed
    response = gateway.call("POST", "/api/v1/appeals/search", by=STAFF, json=body)
    asked = [
        request
        for request in (one.request for one in gateway.services.asked)
        if isinstance(request, FindAppeals)
    ]
    return response, [request.quoted for request in asked]


def test_a_mistyped_code_is_told_from_one_that_nobody_has_and_asks_nobody() -> None:
    code = a_code(SECRET)
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")

    response, asked = _answer(mistyped)

    assert (response.status_code, asked) == (422, [])
    [error] = response.json["errors"]
    assert (error["field"], error["code"]) == ("quoted", "mistyped")
    assert mistyped in error["en"]


@pytest.mark.parametrize("quoted", [a_code(SECRET), "〔2013〕17", "4000123456789012"])
def test_a_code_that_was_given_out_a_number_and_a_long_phone_are_asked_for(quoted: str) -> None:
    response, asked = _answer(quoted)

    assert (response.status_code, asked) == (200, [quoted])


@pytest.mark.parametrize(
    "changed", [{"reason": None}, {"reason": "curious"}, {"reason": "other", "words": "\u200b"}]
)
def test_a_reason_is_needed_and_words_that_can_be_seen(changed: dict[str, Any]) -> None:
    response, asked = _answer("13800138000", **changed)

    assert (response.status_code, asked) == (422, [])
