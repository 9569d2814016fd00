"""A pet association from its founding to its dissolution, as a clerk and residents see it (R60)."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from tests.journeys.places import place_of
from tests.journeys.recruiting import Community
from tests.journeys.running import Json, Running, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_ELSEWHERE = staff_of(_HERE.neighbour)
_LEADER = Actor("leader-of-pets", (Grant(Role.VOLUNTEER, _HERE.community),))
_FOUNDED, _CONTEST, _END = "2013-05-04", "2013-10-01", "2014-06-01"
_NAME = "陈秀英"


def _send(running: Running, path: str, body: Json, *, actor: Actor = _STAFF) -> Json:
    return running.answer("POST", path, actor=actor, json=body, key=new_key())


def _founded(running: Running) -> Json:
    """Once the volunteers' service has heard of the post."""
    body = {
        "community": _HERE.community,
        "name": "爱宠协会",
        "kind": "pet_association",
        "category": "pet_management",
        "founded_on": _FOUNDED,
        "post_id": Community(running, _HERE.community).post("宠物管理社区专员"),
        "member_count": 24,
    }
    made: list[Json] = []

    def is_made() -> bool:
        answer = running.call("POST", "/groups", actor=_STAFF, json=body, key=new_key())
        if answer.ok:
            made.append(answer.json())
            return True
        assert answer.json()["errors"][0]["code"] == "unknown_post", answer.text
        return False

    wait_for(is_made, 20, "the post is known where groups are written down")
    return made[0]


def _count(running: Running, day: str) -> int:
    path = f"/groups/counts?area={_HERE.community}&day={day}"
    found = running.answer("GET", path, actor=_STAFF)
    groups: int = found["groups"]
    assert [one["groups"] for one in found["by_community"]] == ([groups] if groups else [])
    return groups


def _leader(running: Running) -> str | None:
    path = f"/public/communities/{_HERE.community}/groups"
    [shown] = running.answer("GET", path)["items"]
    leader: str | None = shown["leader"]
    return leader


def test_a_pet_association_is_founded_from_a_post_and_dissolved(running: Running) -> None:
    group = _founded(running)
    at = f"/groups/{group['id']}"
    rules = {"adopted_on": "2013-06-01", "text": "一、遛犬须牵绳。"}
    document = _send(running, f"{at}/documents", rules | {"title": "宠物管理规定", "kind": "rules"})
    revised = {
        "adopted_on": "2013-09-01",
        "text": "一、遛犬须牵绳。二、及时清理粪便。",
        "change": "增加清理。",
    }
    _send(running, f"{at}/documents/{document['id']}/versions", revised)
    meeting = {"held_on": "2013-06-01", "subject": "讨论规定", "people": 18, "result": "通过。"}
    _send(running, f"{at}/meetings", meeting)
    contest = {
        "title": "区宠物选美",
        "level": "district",
        "held_on": _CONTEST,
        "award": "second_prize",
    }
    _send(running, f"{at}/contests", contest)

    shown = running.answer("GET", f"{at}/documents/{document['id']}", actor=_STAFF)
    assert [one["number"] for one in shown["versions"]] == [2, 1]
    [won] = running.answer("GET", f"{at}/contests?level=district", actor=_STAFF)["items"]
    assert (won["award"], won["possible"]) == ("second_prize", ["edit"])
    assert running.call("GET", at, actor=_ELSEWHERE).status_code == 404
    _name_the_leader(running, at)

    today = dt.datetime.now(SHANGHAI).date().isoformat()  # noqa: TID251 - the servers' own day
    before = _count(running, today)
    ended = _send(running, f"{at}/dissolution", {"dissolved_on": _END, "reason": "成员搬迁。"})
    assert (ended["state"], ended["dissolved_on"]) == ("dissolved", _END)
    assert (before, _count(running, today), _count(running, "2014-05-31")) == (1, 0, 1)
    assert running.answer("GET", f"/public/communities/{_HERE.community}/groups")["items"] == []
    refusal = running.call("POST", f"{at}/meetings", actor=_STAFF, json=meeting, key=new_key())
    assert refusal.status_code == 409
    _check_the_workbook(running)


def _name_the_leader(running: Running, at: str) -> None:
    """Public from the consent on until it is withdrawn."""
    body = {"purpose": "publish_name", "text_version": "groups-1", "phone": "13900139001"}
    consent = _send(
        running, "/consents/records", body | {"community": _HERE.community, "how": "paper"}
    )
    person = {"role": "leader", "name": _NAME, "since": _FOUNDED, "consent_id": consent["id"]}

    def is_named() -> bool:
        answer = running.call("POST", f"{at}/people", actor=_STAFF, json=person, key=new_key())
        return bool(answer.ok)

    wait_for(is_named, 20, "the consent is known where groups are written down")
    assert _leader(running) == _NAME
    [masked] = running.answer("GET", at, actor=_LEADER)["people"]
    assert masked["name"] == "陈*"
    _send(running, f"/consents/{consent['id']}/withdrawal", {})
    wait_for(lambda: _leader(running) is None, 20, "the name is not public any more")


def _check_the_workbook(running: Running) -> None:
    path = f"/groups/export?area={_HERE.community}&state=dissolved"
    answer = running.call("GET", path, actor=_STAFF)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    headings, row = sheet.iter_rows(values_only=True)
    found = dict(zip(headings, row, strict=True))
    assert (found["名称 Name"], found["解散日期 Dissolved on"]) == ("爱宠协会", _END)
