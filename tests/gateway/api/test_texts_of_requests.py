"""What a caller is told of a character that no text may hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.encryption import keyring
from tests.gateway.actors import STAFF
from tests.gateway.doubles import DENGLIANG, Gateway

_PUBLIC = "/api/v1/public/appeals"


def _refusals(answer: Any) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.json
    assert all("U+" in one["zh"] and "U+" in one["en"] for one in answer.json["errors"])
    return {(one["field"], one["code"]) for one in answer.json["errors"]}


@pytest.mark.parametrize(
    "written",
    ["\\u0007", "\\u001b", "\\ufffe", "\\uffff", "\\ufdd0", "\\ud83d", "\\udc00", "\\ud83fA"],
)
def test_the_field_with_a_forbidden_character_is_named(gateway: Gateway, written: str) -> None:
    """Half of a character too, which no reader of JSON can say the place of."""
    body = f'{{"community": "{DENGLIANG}", "category": "fire_safety", "text": "灯坏了{written}"}}'

    answer = gateway.call("POST", _PUBLIC, data=body.encode(), content_type="application/json")

    assert _refusals(answer) == {("text", "not_storable")}


@pytest.mark.parametrize("character", ["%07", "%EF%BF%BE", "%1B"])
def test_a_filter_is_read_like_a_body(gateway: Gateway, character: str) -> None:
    answer = gateway.call("GET", f"/api/v1/appeals?commissioner=a{character}b", by=STAFF)

    assert _refusals(answer) == {("commissioner", "not_storable")}


@pytest.mark.parametrize(
    "body", ['{"text": "\\ud83d', '{"text": NaN, "a": "\\ud83d"}', '"\\ud83d"}']
)
def test_what_is_no_json_stays_malformed(gateway: Gateway, body: str) -> None:
    answer = gateway.call("POST", _PUBLIC, data=body.encode(), content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "malformed")


def test_a_name_and_a_phone_travel_as_they_are_kept(gateway: Gateway) -> None:
    body = {
        "community": DENGLIANG,
        "category": "fire_safety",
        "text": "灯坏了",
        "contact_name": "\u202e王\u3000芳 ",
        "contact_phone": "（0755）2656－1234",
    }

    assert gateway.call("POST", _PUBLIC, json=body).status_code == 202
    [put] = gateway.broker.puts
    kept = json.loads(keyring().open(put.event.sealed or ""))
    assert (kept["contact_name"], kept["contact_phone"]) == ("王 芳", "(0755)2656-1234")
