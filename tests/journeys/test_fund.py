"""A supported project from the budget to the public list, in a running system. R20."""

from __future__ import annotations

import pytest

from runtime import clock
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.journeys.teaming import a_team
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.periods import day_of

_HERE = place_of(__file__)
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, street_of(_HERE.community)),))
_COMMITTEE = Actor("secretary", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_STAFF, _PERSON = staff_of(_HERE.community), commissioner_of(_HERE.community)
_WHY = {"reason": "惠及面广，费用合理。"}


def _do(running: Running, path: str, body: Json, actor: Actor) -> Json:
    headers = {"Idempotency-Key": new_key()}
    return running.answer("POST", f"/fund{path}", actor=actor, json=body, headers=headers)


def test_a_project_with_advance_a_refused_receipt_and_a_returned_rest(running: Running) -> None:
    """And a change of its amount, which is approved like the first."""
    today = day_of(clock.now())
    team = a_team(running, _HERE.community, _PERSON)
    budget = _do(
        running,
        "/budgets",
        {
            "community": _HERE.community,
            "year": today.year,
            "source": "street_budget",
            "amount_fen": 5_000_000,
            "paper": "南街财〔2026〕3号",
        },
        _OFFICER,
    )
    plan = {
        "title": "楼道消防宣传",
        "purpose": "入户讲解，张贴海报。",
        "for_whom": "老旧小区的老人",
        "starts_on": str(today),
        "ends_on": str(today),
        "costs": [{"what": "海报", "amount_fen": 300_000}],
    }
    drafted = _do(running, "/projects", plan | {"post_id": team["post_id"]}, _PERSON)
    one = f"/projects/{drafted['id']}"
    _decided(running, one)
    assert _do(running, f"{one}/start", {}, _STAFF)["reserved_fen"] == 300_000
    more = plan | {"costs": [{"what": "海报", "amount_fen": 400_000}]}
    change = _do(running, f"{one}/changes", more, _PERSON)
    assert _decided(running, f"/projects/{change['id']}")["state"] == "merged"

    _do(running, f"{one}/advance", {"amount_fen": 200_000, "paper": "付字 31 号"}, _STAFF)
    receipts = [
        _do(
            running,
            f"{one}/receipts",
            {"reference": ref, "spent_on": str(today), "what": "海报", "amount_fen": fen},
            _PERSON,
        )
        for ref, fen in (("F-1", 150_000), ("F-2", 20_000))
    ]
    _do(running, f"{one}/settlement", {"result": "入户 120 户。", "benefited": 240}, _PERSON)
    good, bad = (f"{one}/receipts/{receipt['id']}" for receipt in receipts)
    _do(running, f"{good}/acceptance", {}, _STAFF)
    _do(running, f"{bad}/refusal", {"reason": "与用途不符。"}, _STAFF)
    early = running.call("POST", f"/fund{one}/closing", actor=_OFFICER, json={})
    assert early.status_code == 409
    _do(running, f"{one}/returned-rest", {"amount_fen": 50_000, "paper": "收字 7 号"}, _STAFF)
    assert _do(running, f"{one}/closing", {}, _OFFICER)["state"] == "closed"

    now = running.answer("GET", f"/fund/budgets/{budget['id']}", actor=_OFFICER)
    assert (now["available_fen"], now["spent_fen"]) == (4_850_000, 150_000)
    public = running.answer("GET", f"/public/communities/{_HERE.community}/fund")
    [told] = [item for item in public["items"] if item["title"] == "楼道消防宣传"]
    assert (told["approved_fen"], told["spent_fen"], told["benefited"]) == (400_000, 150_000, 240)
    assert str(_PERSON.account) not in str(public)


def _decided(running: Running, one: str) -> Json:
    """Submitted, checked, deliberated, approved."""
    _do(running, f"{one}/submission", {}, _PERSON)
    _do(running, f"{one}/check", {}, _STAFF)
    _do(running, f"{one}/deliberation", _WHY | {"abstained": 1}, _COMMITTEE)
    return _do(running, f"{one}/approval", _WHY, _OFFICER)


@pytest.mark.parametrize("amount", [0, 1.5, "300"])
def test_an_amount_is_whole_fen_and_more_than_nothing(running: Running, amount: object) -> None:
    body = {
        "community": _HERE.community,
        "year": 2030,
        "source": "donation",
        "amount_fen": amount,
        "paper": "捐赠协议 1",
    }

    refused = running.call("POST", "/fund/budgets", actor=_OFFICER, json=body)

    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["amount_fen"]
