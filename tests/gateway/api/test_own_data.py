from __future__ import annotations

from contracts.appeals.disclosures import TrackDisclosures
from contracts.appeals.own_data import (
    EraseOwnData,
    ErasureAnswer,
    ExportOwnData,
    OwnDataAnswer,
    Unproven,
)
from tests.gateway.answers import a_code
from tests.gateway.doubles import SECRET, Gateway
from vocabulary.problems import NotFound

_ITS_CODE = f"/api/v1/public/appeals/{a_code(SECRET)}"
_PROOF = {"phone": "13800138000"}


def test_a_phone_that_does_not_fit_is_refused(gateway: Gateway) -> None:
    gateway.services.answers[ExportOwnData] = OwnDataAnswer(unproven=Unproven())

    response = gateway.call("POST", f"{_ITS_CODE}/export", json=_PROOF)

    assert (response.status_code, response.json["code"]) == (403, "forbidden")
    assert "或提出诉求时没有留手机号或邮箱" in response.json["detail"]


def test_too_many_tries_have_to_wait(gateway: Gateway) -> None:
    gateway.services.answers[EraseOwnData] = ErasureAnswer(
        unproven=Unproven(retry_after_seconds=120)
    )

    response = gateway.call("POST", f"{_ITS_CODE}/erasure", json=_PROOF)

    assert (response.status_code, response.headers["Retry-After"]) == (429, "120")


def test_what_is_still_on_its_way_can_be_exported_later(gateway: Gateway) -> None:
    gateway.services.answers[ExportOwnData] = NotFound("没有。", "None.")

    response = gateway.call("POST", f"{_ITS_CODE}/export", json=_PROOF)

    assert response.status_code == 409


def test_a_mistyped_code_is_told_at_once(gateway: Gateway) -> None:
    response = gateway.call(
        "POST", "/api/v1/public/appeals/0000-0000-0000-0001/export", json=_PROOF
    )

    assert response.status_code == 404
    assert gateway.services.asked == []


def test_who_saw_what_is_told_when_the_register_has_it(gateway: Gateway) -> None:
    gateway.services.answers[TrackDisclosures] = NotFound("没有。", "None.")

    assert gateway.call("GET", f"{_ITS_CODE}/disclosures").status_code == 409
    mistyped = gateway.call("GET", "/api/v1/public/appeals/0000-0000-0000-0001/disclosures")
    assert mistyped.status_code == 404


def test_a_draft_is_shown_as_the_public_would_see_it(gateway: Gateway) -> None:
    """Requirement 5.9: people publish their own number by accident."""
    response = gateway.call(
        "POST", "/api/v1/public/texts/preview", json={"text": "灯坏了，打13800138000"}
    )

    assert response.json == {
        "text": "灯坏了，打[手机号已隐藏]",
        "found": [{"kind": "mobile", "start": 5, "end": 16}],
    }
