"""From a campaign with five applicants to a ranked list and a selected candidate (R12, R13, R46)."""

from __future__ import annotations

import pytest

from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, an_application
from tests.journeys.running import Json, Running, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_COMMITTEE = [
    Actor(f"committee-{number}", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
    for number in (1, 2)
]
_OFFICER = Actor("street-officer", (Grant(Role.STREET_OFFICER, _HERE.street),))


def _five(running: Running, campaign: str, post: str) -> list[Json]:
    """Two on the web, one on paper, one recommended and asked, one who withdraws again."""
    web = f"/public/campaigns/{campaign}/applications"
    first = an_application(post, "陈秀英", "13800138001")
    key = new_key()
    receipts = [
        running.answer("POST", web, json=first, key=key),
        running.answer("POST", web, json=an_application(post, "李建国", "13800138002")),
    ]
    # A phone that lost the answer asks again, and is the same application.
    assert running.answer("POST", web, json=first, key=key) == receipts[0]
    assert running.call("POST", web, json=first).status_code == 409
    paper = an_application(post, "王芳", "13800138003", how="paper")
    receipts.append(
        running.answer("POST", f"/campaigns/{campaign}/applications", actor=_STAFF, json=paper)
    )
    asked = an_application(post, "赵敏", "13800138004")
    receipts.append(Community(running, _HERE.community).recommended(campaign, asked))
    last = running.answer("POST", web, json=an_application(post, "孙强", "13800138005"))
    running.answer("POST", f"/public/applications/{last['code']}/withdrawal", json={})
    return [*receipts, last]


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
    community = Community(running, _HERE.community)
    post = community.post("消防监督社区专员")
    campaign = community.campaign(post, closes_on=TODAY + 7 * DAY)
    public = running.answer("GET", f"/public/campaigns?area={_HERE.community}")["items"]
    assert campaign in [one["id"] for one in public if one["takes_applications"]]
    receipts = _five(running, campaign, post)
    first, second, third, recommended, _ = receipts
    _found_at_the_counter(running, first)
    running.answer("POST", f"/campaigns/{campaign}/closing", actor=_STAFF, json={})

    running.answer("POST", f"/campaigns/{campaign}/screening", actor=_STAFF, json={})
    for assessor, more in zip(_COMMITTEE, (0, 4), strict=True):
        for receipt, points in ((first, 80), (second, 90), (third, 70)):
            community.scored(receipt["id"], points + more, assessor)
    abstained = running.answer(
        "POST",
        f"/applications/{recommended['id']}/abstention",
        actor=_COMMITTEE[0],
        json={"reason": "与报名人是亲属。"},
    )
    assert abstained["abstentions"][0]["assessor"] == "committee-1"
    community.scored(recommended["id"], 60, _COMMITTEE[1])

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
        if stage["kind"] == "opinion":
            passed["opinion"] = {"way": "survey", "asked": 40, "in_favour": 35, "against": 1}
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
    _withdrawn_when_proposed(running, post, second)


def _withdrawn_when_proposed(running: Running, post: str, selected: Json) -> None:
    """PIPL art. 15: the proposal goes with the application, and is told."""
    proposal = {
        "post_id": post,
        "kind": "group_leader",
        "application_id": selected["id"],
        "ability": "会调解。",
        "trust": "居民推选。",
        "recognition": "党委会议讨论认可。",
        "willingness": "本人自愿报名。",
    }
    proposed = running.answer("POST", "/appointments", actor=_STAFF, json=proposal)
    path = f"/appointments/{proposed['id']}"

    running.answer("POST", f"/public/applications/{selected['code']}/withdrawal", json={})

    view = running.answer("GET", path, actor=_STAFF)
    assert (view["state"], view["history"][-1]["what"]) == ("withdrawn", "withdrawn")
    kind = "linli.recruitment.appointment_withdrawn"
    query = f"SELECT type FROM outbox WHERE aggregate = '{proposed['id']}' AND pos IS NOT NULL"
    wait_for(
        lambda: (kind,) in [tuple(row) for row in running.rows("recruitment", query)],
        20,
        "it is told that the proposal was taken back",
    )


def _reserve_and_forget(running: Running, stays: Json, goes: Json) -> None:
    """Two stand on the reserve list until one has everything erased."""
    ours = {stays["id"], goes["id"]}
    path = f"/reserves?area={_HERE.community}"

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
    body = an_application(new_key(), "陈秀英", "13800138009", **{field: "x"})

    refused = running.call("POST", f"/public/campaigns/{new_key()}/applications", json=body)

    [error] = refused.json()["errors"]
    assert (refused.status_code, error["field"], error["code"]) == (422, field, "unknown_field")


def test_a_year_without_holidays_warns(running: Running) -> None:
    of_street = Actor("administrator", (Grant(Role.ADMINISTRATOR, _HERE.street),))
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
