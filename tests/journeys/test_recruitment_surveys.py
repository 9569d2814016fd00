"""A community asks its residents, and a post comes of it (R6-R8)."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_SURVEY = {
    "community": _HERE.community,
    "title": "登良社区居民需求问卷",
    "intro": "用于确定社区专员岗位；不记录谁答了什么。",
    "one_answer_per": "household",
    "questions": [
        {
            "key": "needs",
            "type": "multiple",
            "text": "您最希望社区解决什么问题？",
            "required": True,
            "is_need": True,
            "options": [
                {"key": "fire", "text": "消防设施过期", "need": "fire_safety"},
                {"key": "dogs", "text": "犬只扰民", "need": "pet_management"},
            ],
        },
        {"key": "wish", "type": "text", "text": "您还有什么建议？"},
    ],
}


def _sheet(household: str, *needs: str, **more: Any) -> Json:
    answers: list[Json] = [{"question": "needs", "choices": list(needs)}]
    answers += [{"question": key, "text": text} for key, text in more.items()]
    return {"household": household, "answers": answers}


def _made(running: Running) -> Json:
    """The survey, as soon as recruitment knows the community."""

    def made() -> Json | None:
        answer = running.call("POST", "/surveys", actor=_STAFF, json=_SURVEY, key=new_key())
        found: Json = answer.json()
        return found if answer.ok else None

    return wait_for(made, 20, "the community is known") or {}


def test_a_survey_with_a_doubled_household_becomes_a_post(running: Running) -> None:
    survey = f"/surveys/{_made(running)['id']}"
    public = f"/public{survey}"
    assert running.call("GET", public).status_code == 404
    running.answer("POST", f"{survey}/opening", actor=_STAFF, json={})

    # Residents answer without an account; one household only once, web or paper.
    assert len(running.answer("GET", public)["questions"]) == 2
    sheets = [("3栋501", ["fire"]), ("3栋502", ["fire"]), ("3栋503", ["fire", "dogs"])]
    for household, needs in sheets:
        running.answer("POST", f"{public}/answers", json=_sheet(household, *needs))
    wrong = running.call("POST", f"{public}/answers", json=_sheet("4栋1", "cats"))
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "answers.needs")
    twice = running.call("POST", f"{public}/answers", json=_sheet("3 栋-501室", "dogs"))
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (409, "answered_already")
    day = running.answer("GET", survey, actor=_STAFF)["opened_at"][:10]
    paper = _sheet("5栋101", "dogs", wish="=多装路灯，请打13800138000") | {"answered_on": day}
    recorded = running.call("POST", f"{survey}/paper-answers", actor=_STAFF, json=paper)
    assert recorded.ok or recorded.json()["errors"][0]["code"] == "not_open_then"
    if not recorded.ok:  # In Shanghai the next day had begun.
        paper["answered_on"] = recorded.json()["errors"][0]["en"].split(" from ")[1][:10]
        running.answer("POST", f"{survey}/paper-answers", actor=_STAFF, json=paper)

    # Counted, sorted, exported.
    running.answer("POST", f"{survey}/closing", actor=_STAFF, json={})
    (text,) = running.answer("GET", f"{survey}/texts", actor=_STAFF)["items"]
    assert "13800138000" not in text["text"]
    sorting = {"items": [{"text_id": text["id"], "category": "environment"}]}
    running.answer("POST", f"{survey}/texts/sorting", actor=_STAFF, json=sorting)
    needs = running.answer("GET", f"{survey}/results", actor=_STAFF)["needs"]
    assert [(need["category"], need["count"], need["of"]) for need in needs] == [
        ("fire_safety", 3, 4),
        ("pet_management", 2, 4),
        ("environment", 1, 4),
    ]
    file = running.call("GET", f"{survey}/export", actor=_STAFF)
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert sheet.max_row == 5
    assert [cell for cell in cells if str(cell).startswith("=")] == []
    assert "'=多装路灯，请打[手机号已隐藏]" in cells

    # Published, and read by anybody.
    assert running.call("GET", f"{public}/results").status_code == 404
    running.answer("POST", f"{survey}/publication", actor=_STAFF, json={})
    assert running.answer("GET", f"{public}/results")["sheets"] == 4

    # The strongest need becomes a post, and the post is advertised.
    proposed = running.answer("POST", f"{survey}/proposals", actor=_STAFF, json={"most": 1})
    (post,) = proposed["posts"]
    assert (post["category"], post["need_option"], post["state"]) == (
        "fire_safety",
        "fire",
        "draft",
    )
    running.answer("POST", f"/posts/{post['id']}/opening", actor=_STAFF, json={})
    running.answer("POST", f"/posts/{post['id']}/advertisement", actor=_STAFF, json={})
    shown = running.answer("GET", "/public/posts", params={"area": _HERE.community})
    assert [(one["id"], one["community_zh"]) for one in shown["items"]] == [
        (post["id"], _HERE.name_zh)
    ]


def test_the_eleventh_post_needs_the_street_office(running: Running) -> None:
    """R8, R65."""
    community = _HERE.neighbour
    staff = staff_of(community)
    body = {
        "category": "other",
        "duties": "联系居民。",
        "promises": [],
        "need_reason": "新建社区",
        "community": community,
    }

    def taken() -> bool:
        template = {"community": community, "need_reason": "参照月亮湾社区"}
        path = "/post-templates/yueliangwan/uses"
        return running.call("POST", path, actor=staff, json=template, key=new_key()).ok

    wait_for(taken, 20, "the community is known")
    for number in range(6):
        running.answer("POST", "/posts", actor=staff, json=body | {"title": f"岗位{number}"})

    refused = running.call("POST", "/posts", actor=staff, json=body | {"title": "第十一个"})
    assert (refused.status_code, "10" in refused.json()["detail"]) == (409, True)
    last_day = dt.datetime.now(SHANGHAI).date() + dt.timedelta(days=90)  # noqa: TID251 - the servers' own day
    override = {"extra": 1, "reason": "人口超过三万", "to": str(last_day)}
    path = f"/communities/{community}/post-cap"
    assert running.call("POST", f"{path}/overrides", actor=staff, json=override).status_code == 403
    granted = running.answer("POST", f"{path}/overrides", actor=_OFFICER, json=override)
    assert (granted["allowed"], granted["free"]) == (11, 1)
    running.answer("POST", "/posts", actor=staff, json=body | {"title": "第十一个"})
    assert running.answer("GET", path, actor=staff)["free"] == 0
