from __future__ import annotations

from typing import Any

import pytest

from contracts.appeals.closing import ContestAppeal
from contracts.appeals.intake import TrackAppeal
from contracts.appeals.rating import RateTrackedAppeal
from tests.gateway.answers import a_code
from tests.gateway.doubles import A_KEY, SECRET, Gateway
from vocabulary.problems import Unavailable

_CODE = a_code(SECRET)
_WITH = "/api/v1/public/appeals/{}"


@pytest.mark.parametrize("written", [_CODE, _CODE.lower(), _CODE.replace("-", "")])
def test_a_code_may_be_written_as_people_write(gateway: Gateway, written: str) -> None:
    gateway.call("GET", _WITH.format(written))

    [asked] = gateway.services.asked
    assert asked.request == TrackAppeal(tracking_code=_CODE)


@pytest.mark.parametrize("written", ["x", "0000-0000-0000-0000", "你好", "x" * 3000])
@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("GET", "", None),
        ("POST", "/rating", {"score": 5}),
        ("POST", "/reopening", {"reason": "坏"}),
    ],
)
def test_a_mistyped_code_is_told_to_be_one(
    gateway: Gateway, written: str, method: str, below: str, body: Any
) -> None:
    response = gateway.call(method, _WITH.format(written) + below, json=body)

    [error] = response.json["errors"]
    assert (
        response.status_code,
        error["field"],
        error["code"],
    ) == (404, "tracking_code", "mistyped")
    assert gateway.services.asked == []


def test_an_accepted_appeal_that_is_not_stored_yet_is_not_lost(gateway: Gateway) -> None:
    """Design §4: a look-up of an accepted but not yet stored appeal says so instead of 404."""
    del gateway.services.answers[TrackAppeal]

    response = gateway.call("GET", _WITH.format(_CODE))

    assert response.status_code == 200
    assert (
        response.json["stored"],
        response.json["state"],
        response.json["tracking_code"],
    ) == (False, "received", _CODE)


@pytest.mark.parametrize(
    ("request_", "below", "body"),
    [(RateTrackedAppeal, "rating", {"score": 5}), (ContestAppeal, "reopening", {"reason": "坏"})],
)
def test_what_is_not_stored_yet_can_be_rated_or_contested_later(
    gateway: Gateway, request_: Any, below: str, body: Any
) -> None:
    del gateway.services.answers[request_]

    response = gateway.call("POST", f"{_WITH.format(_CODE)}/{below}", json=body)

    assert (response.status_code, response.headers["Retry-After"]) == (409, "5")


def test_a_register_that_is_away_is_not_a_missing_appeal(gateway: Gateway) -> None:
    gateway.services.answers[TrackAppeal] = Unavailable("稍后", "later", retry_after_seconds=5)

    assert gateway.call("GET", _WITH.format(_CODE)).status_code == 503


def test_residents_with_the_same_key_do_not_meet(gateway: Gateway) -> None:
    other = a_code(b"another secret of thirty-two bytes and more")

    gateway.call(
        "POST",
        f"{_WITH.format(_CODE)}/rating",
        json={"score": 5},
        headers={"Idempotency-Key": A_KEY},
    )

    assert gateway.services.asked[0].idempotency_key == f"{_CODE}:{A_KEY}"
    assert other not in gateway.services.asked[0].idempotency_key
