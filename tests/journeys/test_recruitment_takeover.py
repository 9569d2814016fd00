"""A street takes over the commissioners that a community had before it used the system."""

from __future__ import annotations

import datetime as dt

from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, officer_of
from tests.journeys.running import Json, Running
from vocabulary.periods import start_of_day

_HERE = place_of(__file__)
_OPENED, _PROPOSED = TODAY - 200 * DAY, TODAY - 150 * DAY
_DECIDED = _PROPOSED + 21 * DAY
_POSTS = (
    "宠物管理", "消防安全", "环境卫生", "文体活动", "商铺自律", "青工服务", "党建组织",
)  # fmt: skip


def test_a_community_with_seven_commissioners_is_taken_over_in_one_sitting(
    running: Running,
) -> None:
    community = Community(running, _HERE.community)
    officer = officer_of(_HERE.street)
    consents = f"/communities/{_HERE.community}/back-entries"
    refused = running.call("POST", "/posts", actor=community.station, json=_a_post("试试"))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "too_far_back")
    assert consents in refused.json()["errors"][0]["en"]
    consent = community.may_enter(_OPENED, _DECIDED)

    appointments = [_taken_over(community, title) for title in _POSTS]
    channel = {"receiver": "街道办监督电话", "phone": "0755-26000001", "happened_on": str(_DECIDED)}
    community.do(f"/communities/{_HERE.community}/handbook/channel", channel, method="PUT")
    station = {"name": "专员联络站", "address": "社区服务中心一楼", "hours": "工作日"}
    community.do(f"/communities/{_HERE.community}/handbook/station", station, method="PUT")
    community.do(f"/communities/{_HERE.community}/handbook/editions", {})
    ended = community.do(f"{consents}/{consent['id']}/ending", {"reason": "补录完成。"}, by=officer)

    shown = [community.shown(one) for one in appointments]
    assert {(one["state"], one["began_on"]) for one in shown} == {("in_office", str(_DECIDED))}
    number = consent["number"]
    assert {step["back_entry"] for one in shown for step in one["history"]} == {number}
    public = running.answer("GET", f"/public/communities/{_HERE.community}/commissioners")
    assert [one["back_entry"] for one in public["items"]] == [number] * len(_POSTS)
    handbook = running.answer("GET", f"/public/handbooks/{_HERE.community}")
    assert [one["back_entry"] for one in handbook["items"]] == [number] * len(_POSTS)
    [certificate] = running.answer(
        "GET", f"/appointments/{appointments[0]['id']}/certificates", actor=community.station
    )["items"]
    checked = running.answer(
        "GET",
        f"/public/certificates/{certificate['number']}",
        params={"code": certificate["code"]},
    )
    assert (checked["state"], checked["back_entry"]) == ("valid", number)
    # The sitting is over.
    [listed] = running.answer("GET", consents, actor=community.station)["items"]
    assert (listed["is_usable"], listed["version"], ended["is_usable"]) == (False, 2, False)
    late = running.call("POST", "/posts", actor=community.station, json=_a_post("补记"))
    assert late.status_code == 422


def _a_post(title: str) -> Json:
    return {
        "community": _HERE.community,
        "category": "other",
        "title": f"{title}社区专员",
        "duties": "听取居民意见，到现场了解情况。",
        "promises": ["每月到现场一次"],
        "need_reason": "启用系统以前已经设立。",
        "happened_at": _at(_OPENED),
    }


def _taken_over(community: Community, title: str) -> Json:
    """One post and its commissioner, from the papers of then; what lacks is the channel."""
    post = community.do("/posts", _a_post(title))
    for step in ("opening", "advertisement"):
        community.do(f"/posts/{post['id']}/{step}", {"happened_at": _at(_OPENED)})
    phone = f"138{_POSTS.index(title):08}"
    proposed = community.proposed(post["id"], _PROPOSED, name=f"{title[0]}建华", phone=phone)
    appointment = community.decided(proposed, _DECIDED)
    path, on = f"/appointments/{appointment['id']}", str(_DECIDED)
    community.do(f"{path}/parts/ceremony", {"happened_on": on}, method="PUT")
    community.do(f"{path}/certificates", {"issued_on": on})
    entry = {"promises": [{"text": "每月到现场一次"}], "happened_on": on}
    community.do(f"{path}/handbook-entry", entry, method="PUT")
    return appointment


def _at(day: dt.date) -> str:
    return start_of_day(day).isoformat()
