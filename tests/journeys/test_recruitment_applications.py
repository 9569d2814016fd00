"""From a campaign with five applicants to a ranked list and a selected candidate (R12, R13, R46)."""

from __future__ import annotations

import datetime as dt

import pytest

from runtime import clock
from tests.journeys.running import STREET, YUELIANGWAN, Json, Running, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of

_HERE = YUELIANGWAN
_STAFF = staff_of(_HERE)
_COMMITTEE = [
    Actor(f"committee-{number}", (Grant(Role.PARTY_COMMITTEE, _HERE),)) for number in (1, 2)
]
_OFFICER = Actor("street-officer", (Grant(Role.STREET_OFFICER, STREET),))
_CRITERIA = ("ability", "trust", "public_spirit", "time")
_WORDS = {
    "address": "月亮湾花园 5 栋",
    "ability": "会调解，懂消防。",
    "time_available": "每周末。",
    "motivation": "为邻里做点事。",
    "supporter_residents": 8,
    "is_voluntary": True,
    "lives_in_community": True,
    "consents_to_notice": True,
    "reserve_months": 12,
}


def _posted(running: Running) -> str:
    body = {
        "community": _HERE,
        "category": "fire_safety",
        "title": f"消防监督社区专员 {new_key()[-8:]}",
        "duties": "巡查楼道消防设施。",
        "promises": ["每月巡查一次。"],
        "need_reason": "居民反映消防设施过期。",
    }
    post = running.answer("POST", "/posts", actor=_STAFF, json=body)["id"]
    for step in ("opening", "advertisement"):
        running.answer("POST", f"/posts/{post}/{step}", actor=_STAFF, json={})
    return str(post)


def _campaign(running: Running, post: str) -> str:
    today = day_of(clock.now())
    body = {
        "community": _HERE,
        "title": "月亮湾社区专员招募",
        "text": "热心公益的居民均可报名。",
        "channels": ["notice_board", "web", "wechat_group"],
        "posts": [post],
        "opens_on": today.isoformat(),
        "closes_on": (today + dt.timedelta(days=7)).isoformat(),
    }
    campaign = running.answer("POST", "/campaigns", actor=_STAFF, json=body)["id"]
    for step in ("announcement", "opening"):
        running.answer("POST", f"/campaigns/{campaign}/{step}", actor=_STAFF, json={})
    return str(campaign)


def _person(post: str, name: str, phone: str) -> Json:
    return {"post_id": post, "name": name, "phone": phone}


def _five(running: Running, campaign: str, post: str) -> list[Json]:
    """Two on the web, one on paper, one recommended and asked, one who withdraws again."""
    web = f"/public/campaigns/{campaign}/applications"
    first = _WORDS | _person(post, "陈秀英", "13800138001")
    key = new_key()
    receipts = [
        running.answer("POST", web, json=first, key=key),
        running.answer("POST", web, json=_WORDS | _person(post, "李建国", "13800138002")),
    ]
    # A phone that lost the answer asks again, and is the same application.
    assert running.answer("POST", web, json=first, key=key) == receipts[0]
    assert running.call("POST", web, json=first).status_code == 409
    paper = _WORDS | _person(post, "王芳", "13800138003") | {"how": "paper"}
    receipts.append(
        running.answer("POST", f"/campaigns/{campaign}/applications", actor=_STAFF, json=paper)
    )
    recommendation = _person(post, "赵敏", "13800138004") | {
        "recommender": "group",
        "recommended_by": "月亮湾合唱团",
        "recommendation": "多年义务调解。",
    }
    recommended = running.answer(
        "POST", f"/public/campaigns/{campaign}/recommendations", json=recommendation
    )
    assert recommended["code"] is None
    shown = running.answer("GET", f"/applications/{recommended['id']}", actor=_STAFF)
    running.answer("POST", f"/public/applications/{shown['code']}/consent", json=_WORDS)
    receipts.append(recommended | {"code": shown["code"]})
    last = running.answer("POST", web, json=_WORDS | _person(post, "孙强", "13800138005"))
    running.answer("POST", f"/public/applications/{last['code']}/withdrawal", json={})
    return [*receipts, last]


def _score(running: Running, application: str, points: int, actor: Actor) -> None:
    given = [{"criterion": name, "points": points} for name in _CRITERIA]
    running.answer(
        "PUT", f"/applications/{application}/scores", actor=actor, json={"points": given}
    )


def _found_at_the_counter(running: Running, receipt: Json) -> None:
    """Somebody asks where it stands, without the code; the person learns who looked."""
    why = {"reason": "asked_by_person"}
    for person in ("陈秀英", "138-0013-8001", receipt["code"].lower()):
        body: Json = {**why, "person": person, "state": ["received"], "total": True}
        found = running.answer("POST", "/applications/search", actor=_STAFF, json=body)
        assert receipt["id"] in [one["id"] for one in found["items"]]
        assert {one["name"] for one in found["items"]} == {"陈*"}
    body = why | {"person": "陈秀英"}
    response = running.call("POST", "/applications/search", actor=_OFFICER, json=body)
    assert response.status_code == 403
    looks = running.answer("GET", f"/public/applications/{receipt['code']}/disclosures")["items"]
    assert [look["seen"] for look in looks] == [["name"], ["phone"]]


def test_five_apply_and_one_is_selected(running: Running) -> None:
    post = _posted(running)
    campaign = _campaign(running, post)
    public = running.answer("GET", f"/public/campaigns?community={_HERE}")["items"]
    assert campaign in [one["id"] for one in public if one["takes_applications"]]
    receipts = _five(running, campaign, post)
    first, second, third, recommended, _ = receipts
    _found_at_the_counter(running, first)
    running.answer("POST", f"/campaigns/{campaign}/closing", actor=_STAFF, json={})

    running.answer("POST", f"/campaigns/{campaign}/screening", actor=_STAFF, json={})
    for assessor, more in zip(_COMMITTEE, (0, 4), strict=True):
        for receipt, points in ((first, 80), (second, 90), (third, 70)):
            _score(running, receipt["id"], points + more, assessor)
    abstained = running.answer(
        "POST",
        f"/applications/{recommended['id']}/abstention",
        actor=_COMMITTEE[0],
        json={"reason": "与报名人是亲属。"},
    )
    assert abstained["abstentions"][0]["assessor"] == "committee-1"
    _score(running, recommended["id"], 60, _COMMITTEE[1])

    found = running.answer("GET", f"/campaigns/{campaign}/screening", actor=_OFFICER)
    ranked = [(card["application"]["id"], card["rank"], card["total"]) for card in found["items"]]
    assert ranked == [
        (second["id"], 1, 92.0),
        (first["id"], 2, 82.0),
        (third["id"], 3, 72.0),
        (recommended["id"], 4, 60.0),
    ]
    assert found["items"][0]["application"]["name"] == "李*"

    for stage in found["stages"]:
        passed = {"stage": stage["key"], "passed": True, "reason": f"{stage['title']}通过。"}
        path = f"/applications/{second['id']}/stages"
        running.answer("POST", path, actor=_STAFF, json=passed)
    decision = {"outcome": "selected", "reason": "综合得分第一。"}
    path = f"/applications/{second['id']}/decision"
    assert running.call("POST", path, actor=_OFFICER, json=decision).status_code == 403
    running.answer("POST", path, actor=_COMMITTEE[0], json=decision)
    for receipt in (first, third):
        running.answer(
            "POST",
            f"/applications/{receipt['id']}/decision",
            actor=_COMMITTEE[1],
            json={"outcome": "not_selected", "reason": "名额有限，列入后备。"},
        )

    told = running.answer("GET", f"/public/applications/{second['code']}")
    assert (told["state"], told["steps"][-1]["note"]) == ("selected", "综合得分第一。")
    _reserve_and_forget(running, first, third)
    _heard(running, [receipt["id"] for receipt in receipts])


def _reserve_and_forget(running: Running, stays: Json, goes: Json) -> None:
    """Two stand on the reserve list until one has everything erased."""
    ours = {stays["id"], goes["id"]}
    path = f"/reserves?community={_HERE}"

    def on_the_list() -> set[str]:
        return {entry["id"] for entry in running.answer("GET", path, actor=_STAFF)["items"]} & ours

    assert on_the_list() == ours
    copied = running.answer("POST", f"/public/applications/{goes['code']}/export", json={})
    assert copied["name"] == "王芳"
    running.answer("POST", f"/public/applications/{goes['code']}/erasure", json={})
    assert on_the_list() == {stays["id"]}
    left = running.answer("GET", f"/public/applications/{goes['code']}")
    assert (left["name"], left["state"]) == (None, "unsuccessful")


def _heard(running: Running, applications: list[str]) -> None:
    """What happened to them was published, and names nobody."""
    listed = ", ".join(f"'{one}'" for one in applications)
    query = f"SELECT type, envelope FROM outbox WHERE aggregate IN ({listed}) AND pos IS NOT NULL"

    def published() -> list[tuple[str, str]]:
        rows = [(kind, str(envelope)) for kind, envelope in running.rows("recruitment", query)]
        return rows if len(rows) == 5 + 1 + 3 else []

    rows = wait_for(published, 20, "the events are published") or []
    kinds = [kind.rpartition("application_")[2] for kind, _ in rows]
    assert sorted(kinds) == ["decided"] * 3 + ["received"] * 5 + ["withdrawn"]
    for _, envelope in rows:
        for personal in ("陈秀英", "王芳", "1380013800", "花园"):
            assert personal not in envelope


@pytest.mark.parametrize("field", ["age", "sex", "political_status", "hukou", "home_ownership"])
def test_what_must_not_count_is_not_taken(running: Running, field: str) -> None:
    """R2: a form that asks for it meets a refusal that names the field."""
    body = _WORDS | _person(new_key(), "陈秀英", "13800138009") | {field: "x"}

    refused = running.call("POST", f"/public/campaigns/{new_key()}/applications", json=body)

    [error] = refused.json()["errors"]
    assert (refused.status_code, error["field"], error["code"]) == (422, field, "unknown_field")


def test_a_year_without_holidays_warns(running: Running) -> None:
    of_street = Actor("administrator", (Grant(Role.ADMINISTRATOR, STREET),))
    administrator = Actor("administrator-1", (Grant(Role.ADMINISTRATOR, "440305000000"),))

    known = running.answer("GET", "/holidays?year=2026", actor=_STAFF)
    unknown = running.answer("GET", "/holidays?year=2031", actor=_STAFF)

    assert (known["known_from"], known["warning_en"]) == ("published", None)
    assert unknown["known_from"] == "nothing"
    assert "2031" in unknown["warning_zh"]
    typhoon = {"is_workday": False, "name": "台风停工", "source": "市应急指挥部通知"}
    day = "/holidays/2026-09-17"
    for nobody in (_STAFF, of_street):
        assert running.call("PUT", day, actor=nobody, json=typhoon).status_code == 403
    running.answer("PUT", day, actor=administrator, json=typhoon)
    assert not running.answer("GET", day, actor=_STAFF)["is_workday"]
    running.answer("DELETE", day, actor=administrator)
    assert running.answer("GET", day, actor=_STAFF)["is_workday"]
