"""A year of sharing meetings, one missing; a case told there, and its news (R47, R54)."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import requests

from services.incentives import quarters
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
#: The committee of both communities.
_COMMITTEE = Actor(
    "committee",
    tuple(Grant(Role.PARTY_COMMITTEE, one) for one in (_HERE.community, _HERE.neighbour)),
)
_ATOM = "{http://www.w3.org/2005/Atom}"


def test_four_quarters_of_meetings_one_missing(running: Running) -> None:
    """The quarter that is missing shows until its meeting is entered; attendance is on the card."""
    four, here = _last_four(), _HERE.community
    appointment = _in_office(running, here, four[0])
    agreed = None
    for quarter in (four[0], four[1], four[3]):
        meeting = _entered(running, here, quarter)
        _tell(running, meeting, appointment)
        _do(running, f"{meeting}/attendance", {"present": [appointment]}, method="PUT")
        if agreed is not None:
            early = _try(running, f"{meeting}/minutes", {"minutes": "介绍了做法。"})
            assert early.status_code == 409
            answer = {"state": "done", "answer": "巡查八次。"}
            _do(running, f"{meeting}/agreements/{agreed}/answer", answer, method="PUT")
        [point] = _do(running, f"{meeting}/agreements", {"text": "联合巡查。", "doer": "专员"})[
            "agreements"
        ]
        agreed = point["id"]
        done = _do(running, f"{meeting}/minutes", {"minutes": "介绍了做法。"}, method="PUT")
        assert done["state"] == "minuted"

    missed = _quarter(running, four[2])
    assert (missed["is_missed"], missed["possible"]) == (True, ["reason"])
    reason = {"reason": "换届期间专员空缺。"}
    _do(running, f"/communities/{here}/missed-meetings/{four[2]}/reason", reason, method="PUT")
    assert _quarter(running, four[2])["reason"] == "换届期间专员空缺。"
    wait_for(lambda: _attended(running, four) == (3, 3), 60, "the card counts three of three")

    late = _entered(running, here, four[2])
    _do(running, f"{late}/attendance", {"present": []}, method="PUT")
    assert _quarter(running, four[2])["is_missed"] is False
    wait_for(lambda: _attended(running, four) == (3, 4), 60, "and then three of four")

    # They are facts like the others, and are kept again from the log.
    running.linli("replay", "rebuild-incentives")
    wait_for(lambda: _attended(running, four) == (3, 4), 60, "the same card again")


def test_a_story_is_news_while_its_speaker_wants_it(running: Running) -> None:
    quarter, here = _last_four()[-1], _HERE.neighbour
    running.bring_into_office(commissioner_of(here))
    meeting = _entered(running, here, quarter)
    told = _tell(running, meeting, _in_office(running, here, quarter))
    _do(running, f"{meeting}/attendance", {"present": []}, method="PUT")
    body = {
        "category": "fire_safety",
        "title": "先给出路 <再> 清理",
        "situation": "楼道充电屡禁不止。",
        "doing": "先装充电桩 & 逐户上门。",
        "lesson": "三周清零。",
    }
    case = f"/cases/{_do(running, f'{meeting}/points/{told}/case', body)['id']}"
    assert _try(running, f"{case}/approval", {}, method="POST").status_code == 409
    signed = {"reach": "public", "note": "纸质同意书存社区档案柜。"}
    _do(running, f"{case}/consent", signed, actor=staff_of(here), method="PUT")
    _do(running, f"{case}/approval", {})

    area = street_of(_HERE.community)
    feed = running.call("GET", f"/public/news/{area}.atom")
    assert feed.headers["Content-Type"] == "application/atom+xml"
    entries = _stories(feed.content)
    assert any(title.endswith("先给出路 <再> 清理") for title in entries)
    kept = running.call(
        "GET", f"/public/news/{area}.atom", headers={"If-None-Match": feed.headers["ETag"]}
    )
    assert kept.status_code == 304
    assert running.call("GET", f"/public/news/{area}.pdf").content.startswith(b"%PDF")

    _do(running, f"{case}/withdrawal", {"note": "纸质材料存社区档案柜。"}, actor=staff_of(here))

    fresh = running.call(
        "GET", f"/public/news/{area}.atom", headers={"If-None-Match": feed.headers["ETag"]}
    )
    assert fresh.status_code == 200
    assert not any(title.endswith("先给出路 <再> 清理") for title in _stories(fresh.content))


def _last_four() -> list[str]:
    """The four newest quarters that are over, the oldest first."""
    day = dt.datetime.now(SHANGHAI).date()  # noqa: TID251 - the day on which the servers really run
    found: list[str] = []
    for _ in range(4):
        found.insert(0, quarters.before(day))
        day = quarters.first_day(found[0])
    return found


def _in_office(running: Running, community: str, quarter: str) -> str:
    """The appointment of somebody who was in office then."""
    path = f"/communities/{community}/scorecards?quarter={quarter}"

    def found() -> str | None:
        cards = running.answer("GET", path, actor=_COMMITTEE)["items"]
        return cards[0]["appointment_id"] if cards else None

    return wait_for(found, 60, "somebody is in office since then") or ""


def _entered(running: Running, community: str, quarter: str) -> str:
    held_at = dt.datetime.combine(quarters.first_day(quarter), dt.time(14), SHANGHAI)
    plan = {
        "theme": "楼道消防",
        "held_at": held_at.isoformat(),
        "place": "党群服务中心",
        "entered_because": "系统启用前已召开。",
    }
    path = f"/communities/{community}/held-sharing-meetings"
    return f"/sharing-meetings/{_do(running, path, plan)['id']}"


def _tell(running: Running, meeting: str, appointment: str) -> str:
    """One thing that worked and one that did not; the first of them."""
    for kind in ("worked", "not_worked"):
        point = {"kind": kind, "title": "飞线充电", "appointment_id": appointment}
        found = _do(running, f"{meeting}/points", point)
    told: str = found["points"][0]["id"]
    return told


def _quarter(running: Running, quarter: str) -> Json:
    path = f"/streets/{street_of(_HERE.community)}/sharing-meetings/{quarter[:4]}"
    found = running.answer("GET", path, actor=_COMMITTEE)["items"]
    year = next(one for one in found if one["community"] == _HERE.community)
    return next(one for one in year["quarters"] if one["quarter"] == quarter)


def _attended(running: Running, four: list[str]) -> tuple[int, int] | None:
    period = f"from={quarters.first_day(four[0])}&to={quarters.last_day(four[-1])}"
    found = running.answer(
        "GET", f"/communities/{_HERE.community}/scorecards?{period}", actor=_COMMITTEE
    )["items"]
    figures = [one for card in found for one in card["figures"] if one["name"] == "meetings"]
    return next(((one["value"], one["of"]) for one in figures), None)


def _stories(feed: bytes) -> list[str]:
    root = ET.fromstring(feed)  # noqa: S314 - our own answer
    return [one.findtext(f"{_ATOM}title") or "" for one in root.iter(f"{_ATOM}entry")]


def _do(
    running: Running, path: str, body: Json, *, actor: Actor = _COMMITTEE, method: str = "POST"
) -> Json:
    return running.answer(method, path, actor=actor, json=body, key=new_key())


def _try(running: Running, path: str, body: Json, *, method: str = "PUT") -> requests.Response:
    return running.call(method, path, actor=_COMMITTEE, json=body, key=new_key())
