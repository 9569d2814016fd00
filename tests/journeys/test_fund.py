"""A supported project from the budget to the public list, in a running system. R20."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.files.media import files
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.journeys.teaming import a_team, began, opened, told, told_of_a_post
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.periods import day_of

_HERE = place_of(__file__)
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, street_of(_HERE.community)),))
_COMMITTEE = Actor("secretary", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_STAFF, _PERSON = staff_of(_HERE.community), commissioner_of(_HERE.community)
_TODAY, _DAY = day_of(clock.now()), dt.timedelta(days=1)
_RESULT = {"result": "入户 120 户。", "benefited": 240}
_WHY = {"reason": "惠及面广，费用合理。"}


def _do(running: Running, path: str, body: Json, actor: Actor) -> Json:
    headers = {"Idempotency-Key": new_key()}
    return running.answer("POST", f"/fund{path}", actor=actor, json=body, headers=headers)


def test_a_project_with_advance_a_refused_receipt_and_a_returned_rest(running: Running) -> None:
    """And a change of its amount, which is approved like the first."""
    team = a_team(running, _HERE.community, _PERSON)
    budget = _budget(running, "street_budget")
    plan = _plan("楼道消防宣传")
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
            {"reference": ref, "spent_on": str(_TODAY), "what": "海报", "amount_fen": fen},
            _PERSON,
        )
        for ref, fen in (("F-1", 150_000), ("F-2", 20_000))
    ]
    photo = {"file": ("票据.jpg", files.a_picture())}
    path = f"/fund/receipts/{receipts[0]['id']}/attachments"
    running.answer("POST", path, actor=_PERSON, files=photo)
    _do(running, f"{one}/settlement", _RESULT, _PERSON)
    good, bad = (f"{one}/receipts/{receipt['id']}" for receipt in receipts)
    unseen = running.call("POST", f"/fund{bad}/acceptance", actor=_STAFF, json={})
    assert unseen.json()["errors"][0]["code"] == "photo_missing"
    _do(running, f"{good}/acceptance", {}, _STAFF)
    _do(running, f"{bad}/refusal", {"reason": "与用途不符。"}, _STAFF)
    early = running.call("POST", f"/fund{one}/closing", actor=_OFFICER, json={})
    assert early.status_code == 409
    _do(running, f"{one}/returned-rest", {"amount_fen": 50_000, "paper": "收字 7 号"}, _STAFF)
    assert _do(running, f"{one}/closing", {}, _OFFICER)["state"] == "closed"

    now = running.answer("GET", f"/fund/budgets/{budget['id']}", actor=_OFFICER)
    assert (now["available_fen"], now["spent_fen"]) == (4_850_000, 150_000)
    public = running.answer("GET", f"/public/communities/{_HERE.community}/fund")
    [shown] = [item for item in public["items"] if item["title"] == "楼道消防宣传"]
    assert (shown["approved_fen"], shown["spent_fen"], shown["benefited"]) == (
        400_000,
        150_000,
        240,
    )
    assert str(_PERSON.account) not in str(public)


def test_while_a_project_is_overdue_nothing_new_is_submitted(running: Running) -> None:
    """By its commissioner, for its post; the draft waits, and goes out once it is settled."""
    person = commissioner_of(_HERE.community, 2)
    post_id = told_of_a_post(running.settings, _HERE.community, person)
    _budget(running, "donation")
    late = _running_project(running, person, post_id, _plan("夏日纳凉晚会"), "donation")
    waiting = _drafted(running, person, post_id, _plan("重阳敬老"))
    overdue = f"settle_by = '{_TODAY - _DAY}'"
    _set(running, "fund_application", overdue, f"number = '{late['number']}'")

    listed = running.answer("GET", f"/fund/projects?overdue=true&post_id={post_id}", actor=_STAFF)
    again = running.call("POST", f"/fund/projects/{waiting}/submission", actor=person, json={})

    assert [(one["id"], one["is_overdue"]) for one in listed["items"]] == [(late["id"], True)]
    assert (again.status_code, late["number"] in again.json()["detail"]) == (409, True)
    _do(running, f"/projects/{late['id']}/settlement", _RESULT, person)
    assert _do(running, f"/projects/{waiting}/submission", {}, person)["state"] == "submitted"


def test_a_commissioner_leaves_with_a_running_project(running: Running) -> None:
    """The workstation has it until the post has a successor, who enters receipts and settles."""
    first, successor = (commissioner_of(_HERE.community, number) for number in (3, 4))
    post_id = new_id()
    term = began(post_id, _HERE.community, first)
    told(running.settings, opened(post_id, _HERE.community), term)
    _budget(running, "donation")
    project = _running_project(running, first, post_id, _plan("旧物交换日"), "donation")
    at = f"/projects/{project['id']}"
    receipt = {"spent_on": str(_TODAY), "what": "展板", "amount_fen": 1_000}
    _do(running, f"{at}/receipts", receipt | {"reference": "G-1"}, first)
    left = AppointmentEnded(
        appointment_id=term.appointment_id,
        community=_HERE.community,
        commissioner=term.commissioner,
        ended_on=_TODAY,
        reason=EndReason.RESIGNED,
        post_id=post_id,
        version=6,
    )
    told(running.settings, left)
    _is_of(running, at, None)

    theirs = receipt | {"reference": "G-2"}
    refused = running.call("POST", f"/fund{at}/receipts", actor=first, json=theirs)
    _do(running, f"{at}/receipts", theirs, _STAFF)
    told(running.settings, began(post_id, _HERE.community, successor, _TODAY))
    _is_of(running, at, successor)
    _do(running, f"{at}/receipts", receipt | {"reference": "G-3"}, successor)
    settled = _do(running, f"{at}/settlement", _RESULT, successor)

    assert refused.status_code in {403, 404}
    assert (settled["state"], len(settled["receipts"])) == ("settled", 3)


def test_at_the_end_of_the_year_what_is_left_stays_in_its_budget(running: Running) -> None:
    """A project of last year is settled from it; nothing more is approved of it."""
    person = commissioner_of(_HERE.community, 5)
    post_id = told_of_a_post(running.settings, _HERE.community, person)
    source = "party_service_fund"
    budget = _budget(running, source)
    project = _running_project(running, person, post_id, _plan("年货送到家"), source)
    late = _drafted(running, person, post_id, _plan("迎春联欢"))
    _do(running, f"/projects/{late}/submission", {}, person)
    for what, which in (
        ("fund_budget", f"source = '{source}'"),
        ("fund_application", "title IN ('年货送到家', '迎春联欢')"),
    ):
        _set(running, what, f"year = {_TODAY.year - 1}", which)

    one = f"/projects/{late}"
    _do(running, f"{one}/check", {}, _STAFF)
    _do(running, f"{one}/deliberation", _WHY, _COMMITTEE)
    refused = running.call(
        "POST", f"/fund{one}/approval", actor=_OFFICER, json=_WHY | {"source": source}
    )
    _do(running, f"/projects/{project['id']}/settlement", _RESULT, person)
    assert _do(running, f"/projects/{project['id']}/closing", {}, _OFFICER)["state"] == "closed"
    kept = running.answer("GET", f"/fund/budgets/{budget['id']}", actor=_OFFICER)
    bookings = running.answer("GET", f"/fund/budgets/{budget['id']}/statement", actor=_OFFICER)

    assert (refused.status_code, str(_TODAY.year - 1) in refused.json()["detail"]) == (409, True)
    assert (kept["year"], kept["available_fen"]) == (_TODAY.year - 1, kept["amount_fen"])
    assert [one["kind"] for one in bookings["items"]] == ["budget_set", "approval", "release"]


def _set(running: Running, table: str, change: str, which: str) -> None:
    """As if time had passed; a running system has no other clock."""
    here = f"community = '{_HERE.community}' AND {which}"
    running.rows("volunteers", f"UPDATE {table} SET {change} WHERE {here} RETURNING id")


def _plan(title: str) -> Json:
    return {
        "title": title,
        "purpose": "入户讲解，张贴海报。",
        "for_whom": "老旧小区的老人",
        "starts_on": str(_TODAY),
        "ends_on": str(_TODAY),
        "costs": [{"what": "海报", "amount_fen": 300_000}],
    }


def _budget(running: Running, source: str) -> Json:
    body = {
        "community": _HERE.community,
        "year": _TODAY.year,
        "source": source,
        "amount_fen": 5_000_000,
        "paper": f"南街财〔2026〕{source}",
    }
    known = running.answer("GET", f"/fund/budgets?area={_HERE.community}", actor=_OFFICER)
    [there] = [one for one in known["items"] if one["source"] == source] or [None]
    return there or _do(running, "/budgets", body, _OFFICER)


def _drafted(running: Running, person: Actor, post_id: UUID, plan: Json) -> str:
    """A draft, once the post and its commissioner are known."""
    found: list[str] = []
    body = plan | {"post_id": str(post_id)}

    def is_drafted() -> bool:
        answer = running.call("POST", "/fund/projects", json=body, actor=person, key=new_key())
        found.extend([answer.json()["id"]] if answer.ok else [])
        return bool(answer.ok)

    wait_for(is_drafted, 30, "the commissioner is known on the post")
    return found[0]


def _running_project(
    running: Running, person: Actor, post_id: UUID, plan: Json, source: str
) -> Json:
    one = f"/projects/{_drafted(running, person, post_id, plan)}"
    _decided(running, one, person, source)
    return _do(running, f"{one}/start", {}, _STAFF)


def _decided(
    running: Running, one: str, person: Actor = _PERSON, source: str = "street_budget"
) -> Json:
    """Submitted, checked, deliberated, approved."""
    _do(running, f"{one}/submission", {}, person)
    _do(running, f"{one}/check", {}, _STAFF)
    _do(running, f"{one}/deliberation", _WHY | {"abstained": 1}, _COMMITTEE)
    return _do(running, f"{one}/approval", _WHY | {"source": source}, _OFFICER)


def _is_of(running: Running, at: str, person: Actor | None) -> None:
    wanted = None if person is None else person.account

    def is_so() -> bool:
        return bool(running.answer("GET", f"/fund{at}", actor=_STAFF)["commissioner"] == wanted)

    wait_for(is_so, 30, f"{at} is of {wanted}")


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
