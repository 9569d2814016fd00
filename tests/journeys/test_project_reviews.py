"""A project's review from the invitation to the owner's answer, and an invitation to a meeting."""

from __future__ import annotations

import datetime as dt

from runtime import clock
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of
from vocabulary.periods import day_of

_HERE = place_of(__file__)
_STREET = street_of(_HERE.community)
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, _STREET),))
_PERSON = commissioner_of(_HERE.community)


def test_a_review_from_the_invitation_to_the_owners_answer(running: Running) -> None:
    """R53: nobody sees anything before the close, and anyone reads what it came to."""
    today = day_of(clock.now())
    terms = {
        "area": _HERE.community,
        "project": "荔林路慢行系统改造",
        "content": "拓宽人行道，增设过街设施。",
        "owner": "街道城建科",
        "criteria": ["方便居民出行", "施工影响"],
        "closes_on": str(today + dt.timedelta(days=7)),
        "answer_due_on": str(today + dt.timedelta(days=30)),
    }
    one = f"/project-reviews/{_do(running, '/project-reviews', terms)['id']}"
    people = [{"name": name} for name in ("刘建国", "周美兰", "陈志强", "黄丽华")]
    asked = {"appointments": [_appointment(running)], "invitees": people}
    codes = [each["code"] for each in _do(running, f"{one}/reviewers", asked)["items"]]
    assert len(codes) == 5
    _do(running, f"{one}/opening", {})

    for code, scores in zip(codes, ([5, 1], [5, 2], [4, 2], [1, 1], [5, 4]), strict=True):
        sheet = f"/public/review-sheets/{code}"
        assert running.answer("GET", sheet)["possible"][0] == "ratings"
        running.answer("POST", f"{sheet}/ratings", json={"scores": scores, "words": "工期偏长。"})
        again = running.call("POST", f"{sheet}/ratings", json={"scores": scores})
        assert again.status_code == 409
    seen = running.answer("GET", one, actor=_OFFICER)
    assert (seen["rated"], seen["results"]) == (5, [])
    assert running.call("GET", f"{one}/words", actor=_OFFICER).status_code == 409
    public = f"/public{one}"
    assert running.call("GET", public).status_code == 404

    _do(running, f"{one}/closing", {})
    assert running.answer("GET", f"{one}/words", actor=_OFFICER)["texts"] == ["工期偏长。"] * 5
    summed_up = {"summary": "都认为工期偏长。"}
    running.answer("PUT", f"{one}/summary", actor=_OFFICER, json=summed_up)
    _do(running, f"{one}/answer", {"answer": "工期压缩为六个月。"})

    told = running.answer("GET", public)
    assert [(line["mean"], line["dissent"]) for line in told["results"]] == [(4.0, 1), (2.0, 1)]
    assert (told["summary"], told["answer"]) == ("都认为工期偏长。", "工期压缩为六个月。")
    assert "刘建国" not in str(told)
    listed = running.answer("GET", f"/public/streets/{_STREET}/project-reviews")["items"]
    assert [each["id"] for each in listed] == [told["id"]]


def test_a_commissioner_replies_to_an_invitation_and_comes(running: Running) -> None:
    """R50."""
    today = str(day_of(clock.now()))
    plan = {"subject": "街道年终总结大会", "held_on": today, "venue": "九点，街道礼堂"}
    meeting = _do(running, f"/streets/{_STREET}/year-end-meetings", plan)
    one = f"/year-end-meetings/{meeting['id']}"
    asked = {"appointments": [_appointment(running)]}
    _do(running, f"{one}/invitations", asked)

    [own] = running.answer("GET", "/meeting-invitations", actor=_PERSON)["items"]
    reply = f"/meeting-invitations/{own['id']}/reply"
    running.answer("PUT", reply, actor=_PERSON, json={"will_attend": True})
    found = running.answer(
        "PUT", f"{one}/attendance", actor=_OFFICER, json={"present": [own["id"]]}
    )

    assert (found["accepted"], found["came"], found["state"]) == (1, 1, "held")
    late = running.call("PUT", reply, actor=_PERSON, json={"will_attend": False})
    assert late.status_code == 409
    copy = running.answer("GET", "/scorecards/own/export", actor=_PERSON)
    assert [each["attended"] for each in copy["meeting_invitations"]] == [True]


def _appointment(running: Running) -> str:
    path = f"/communities/{_HERE.community}/scorecards"

    def found() -> list[Json]:
        items: list[Json] = running.answer("GET", path, actor=_PERSON)["items"]
        return items

    cards = wait_for(found, 60, "the commissioner is known to be in office")
    return str(cards[0]["appointment_id"])


def _do(running: Running, path: str, body: Json) -> Json:
    return running.answer("POST", path, actor=_OFFICER, json=body, key=new_key())
