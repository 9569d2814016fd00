"""What the workstation and the party committee of a community do to find commissioners."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.running import Json, Running, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.periods import day_of, start_of_day

TODAY = day_of(clock.now())
DAY = dt.timedelta(days=1)
#: Before all that journeys date back.
_OPENED = dt.date(2012, 1, 9)
_WHO = {"post_id", "name", "phone"}
_CRITERIA = ("ability", "trust", "public_spirit", "time")


def an_application(post_id: str, name: str, phone: str, **changes: Any) -> Json:
    """A good body of an application, with these fields changed."""
    return {
        "post_id": post_id,
        "name": name,
        "phone": phone,
        "address": "月亮湾花园 5 栋",
        "ability": "会调解，懂消防。",
        "time_available": "每周末。",
        "motivation": "为邻里做点事。",
        "supporter_residents": 8,
        "is_voluntary": True,
        "lives_in_community": True,
        "consents_to_notice": True,
        "reserve_months": 12,
    } | changes


def assent(body: Json) -> Json:
    """The person's part of a recommended application; the name is known already."""
    return {name: value for name, value in body.items() if name not in _WHO}


def committee_of(community: str) -> Actor:
    """The composite party committee of a community, which alone appoints."""
    return Actor(f"committee-{community[-6:]}", (Grant(Role.PARTY_COMMITTEE, community),))


def officer_of(street: str) -> Actor:
    """The street office, which consents to back entries."""
    return Actor(f"officer-{street[-6:]}", (Grant(Role.STREET_OFFICER, street),))


def know_the_holidays(running: Running) -> None:
    """A notice that begins today may reach into a year that is not published yet."""
    city = Actor("administrator-of-the-city", (Grant(Role.ADMINISTRATOR, "440300000000"),))
    body = {"is_workday": False, "name": "节假日", "source": "国务院通知"}
    complete = {"is_complete": True, "source": "国务院通知"}
    for year in (TODAY.year, TODAY.year + 1):
        if running.answer("GET", f"/holidays?year={year}", actor=city)["known_from"] == "published":
            continue
        for day in ("01-01", "05-01", "10-01"):
            running.answer("PUT", f"/holidays/{year}-{day}", actor=city, json=body)
        running.answer("PUT", f"/holidays/{year}/completeness", actor=city, json=complete)


class Community:
    """What the workstation and the party committee of one community do."""

    def __init__(self, running: Running, code: str) -> None:
        self.running = running
        self.code = code
        self.station, self.committee = staff_of(code), committee_of(code)

    def may_enter(self, first: dt.date, last: dt.date = TODAY) -> Json:
        """The street office consents to what the community enters of these days."""
        body: Json = {
            "from": str(first),
            "to": str(last),
            "usable_until": str(TODAY + 30 * DAY),
            "reason": "启用系统，补录以前的材料。",
        }
        path = f"/communities/{self.code}/back-entries"
        return self.do(path, body, by=officer_of(street_of(self.code)))

    def may_have_many_posts(self) -> None:
        """The street office grants more than a walk or a file of journeys needs."""
        body = {"extra": 20, "reason": "试行。", "to": str(TODAY + 30 * DAY)}
        path = f"/communities/{self.code}/post-cap/overrides"
        for _ in range(10):
            self.do(path, body, by=officer_of(street_of(self.code)))

    def post(self, title: str) -> str:
        """A post that was opened and advertised years ago; gives its id."""
        self.may_enter(_OPENED)
        happened = {"happened_at": start_of_day(_OPENED).isoformat()}
        body: Json = {
            "community": self.code,
            "category": "fire_safety",
            # English in each: a page that does not mark a title as given fails every time.
            "title": f"{title}Post{new_id().hex[-6:]}",
            "duties": "巡查楼道消防设施。",
            "promises": ["每周巡查一次"],
            "need_reason": "居民反映灭火器过期。",
            **happened,
        }
        post_id = str(self.do("/posts", body)["id"])
        for step in ("opening", "advertisement"):
            self.do(f"/posts/{post_id}/{step}", happened)
        return post_id

    def campaign(self, post_id: str, *, closes_on: dt.date = TODAY + DAY) -> str:
        """A campaign for the post that takes applications; gives its id.

        It is opened a day before its day, so that the clock does not open it meanwhile.
        """
        body: Json = {
            "community": self.code,
            "title": "社区专员招募",
            "text": "热心公益的居民均可报名。",
            "channels": ["notice_board", "web", "wechat_group"],
            "posts": [post_id],
            "opens_on": str(TODAY + DAY),
            "closes_on": str(closes_on),
        }
        campaign_id = str(self.do("/campaigns", body)["id"])
        for step in ("announcement", "opening"):
            self.do(f"/campaigns/{campaign_id}/{step}", {})
        return campaign_id

    def recommended(self, campaign_id: str, body: Json) -> Json:
        """Somebody is recommended, is brought the code, and agrees; gives the receipt with it."""
        recommendation = {name: body[name] for name in _WHO} | {
            "recommender": "group",
            "recommended_by": "月亮湾合唱团",
            "recommendation": "多年义务调解。",
        }
        path = f"/public/campaigns/{campaign_id}/recommendations"
        receipt = self.running.answer("POST", path, json=recommendation)
        assert receipt["code"] is None
        path = f"/applications/{receipt['id']}"
        code = self.running.answer("GET", path, actor=self.station)["code"]
        self.running.answer("POST", f"/public/applications/{code}/consent", json=assent(body))
        return receipt | {"code": code}

    def selected_weeks_ago(self, application_id: str) -> None:
        """Let weeks pass since the selection: no journey waits until a public notice is over."""
        query = (
            f"UPDATE application SET decided_at = '{TODAY - 60 * DAY} 02:00:00.000000' "
            f"WHERE id = '{UUID(application_id).hex}' RETURNING state"
        )
        assert self.running.rows("recruitment", query) == [("selected",)]

    def scored(self, application_id: str, points: int, by: Actor) -> None:
        """Somebody gives so many points for each criterion."""
        given = [{"criterion": name, "points": points} for name in _CRITERIA]
        self.do(f"/applications/{application_id}/scores", {"points": given}, by=by, method="PUT")

    def proposed(self, post_id: str, on_day: dt.date, **more: Any) -> Json:
        """Proposed, and in public notice from that day on."""
        happened = {"happened_on": str(on_day)}
        body: Json = {
            "post_id": post_id,
            "kind": "group_leader",
            "ability": "退休消防员。",
            "trust": "多年楼长。",
            "recognition": "党委会议讨论认可。",
            "willingness": "本人自愿。",
        }
        if not more.keys() & {"renews", "application_id"}:
            body |= {
                "name": "李建华",
                "phone": "13800138000",
                "found_because": "居民推荐，本人同意。",
                "lives_in_community": True,
            }
        if more.get("kind") == "interim":
            body["position"] = "工作站青工专干"
        appointment = self.do("/appointments", body | happened | more)
        on_paper = happened | {"paper_reference": "社区宣传栏公示第1号"}
        return self.do(f"/appointments/{appointment['id']}/notice", on_paper)

    def objected(self, appointment: Json, words: str) -> str:
        """Somebody objects on paper on the first day, and is answered; gives the objection's id."""
        path, happened = (
            f"/appointments/{appointment['id']}",
            {"happened_on": appointment["notice_from"]},
        )
        found = self.do(f"{path}/objections", {"text": words} | happened)["objections"][-1]
        answer = {"answer": "经核实，常住本社区。"} | happened
        self.do(f"{path}/objections/{found['id']}/answer", answer, by=self.committee, method="PUT")
        return str(found["id"])

    def decided(self, appointment: Json, on_day: dt.date) -> Json:
        """The committee approves; only it can."""
        path = f"/appointments/{appointment['id']}/decision"
        decision = {"approved": True, "reason": "表决通过。", "happened_on": str(on_day)}
        refused = self.running.call("POST", path, actor=self.station, json=decision)
        assert refused.status_code == 403
        return self.do(path, decision, by=self.committee)

    def approved(self, post_id: str, decided: dt.date, **more: Any) -> Json:
        """Proposed, in notice, and decided on that day."""
        appointment = self.proposed(post_id, decided - 21 * DAY, **more)
        return self.decided(appointment, decided)

    def appointed(self, post_id: str, decided: dt.date, **more: Any) -> Json:
        """The same with its four parts."""
        return self.with_four_parts(self.approved(post_id, decided, **more), decided)

    def with_four_parts(self, appointment: Json, on_day: dt.date) -> Json:
        """Ceremony, channel, handbook entry and, last of them, the certificate."""
        path, on = f"/appointments/{appointment['id']}", str(on_day)
        self.do(f"{path}/parts/ceremony", {"happened_on": on}, method="PUT")
        channel = {"receiver": "街道办监督电话", "phone": "0755-26000001", "happened_on": on}
        self.do(f"/communities/{self.code}/handbook/channel", channel, method="PUT")
        entry = {"promises": [{"text": "每周巡查一次"}], "happened_on": on}
        self.do(f"{path}/handbook-entry", entry, method="PUT")
        assert self.shown(appointment)["state"] == "pending"
        self.do(f"{path}/certificates", {"issued_on": on})
        return self.shown(appointment)

    def shown(self, appointment: Json) -> Json:
        """The appointment as it stands now."""
        return self.running.answer("GET", f"/appointments/{appointment['id']}", actor=self.station)

    def do(self, path: str, body: Json, *, by: Actor | None = None, method: str = "POST") -> Json:
        """What the workstation, or somebody else, sends, and must be good."""
        return self.running.answer(method, path, actor=by or self.station, json=body)

    def appeal_of(self, commissioner: str) -> str:
        """An appeal that is assigned to somebody; gives its id."""
        receipt = self.running.submit(community=self.code)
        self.running.stored(receipt)
        path = f"/appeals/{receipt['id']}"
        self.do(f"{path}/acceptance", {})
        self.running.await_in_office(self.code, commissioner)
        self.do(f"{path}/assignment", {"commissioner": commissioner})
        return str(receipt["id"])

    def closed_appeal_of(self, commissioner: str) -> str:
        """The same, closed; gives its id."""
        appeal_id = self.appeal_of(commissioner)
        closing = {"outcome": "transferred", "reason": "已转市政部门。"}
        self.do(f"/appeals/{appeal_id}/closing", closing)
        return appeal_id

    def reopened(self, appeal_id: str) -> Json:
        """It is open again."""
        return self.do(f"/appeals/{appeal_id}/reopening", {"reason": "居民反映未解决。"})

    def handed_over(self, appointment: Json) -> Json:
        """The hand-over list once the register has told what it moved."""
        path = f"/appointments/{appointment['id']}/handover"

        def whole() -> Json | None:
            found = self.running.answer("GET", path, actor=self.station)
            return found if found["is_complete"] else None

        return wait_for(whole, 30, "the hand-over list is whole") or {}
