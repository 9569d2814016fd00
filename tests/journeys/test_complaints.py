"""A complaint from the resident's words to the street office's review (R25)."""

from __future__ import annotations

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import street_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, street_of(_HERE.community)),))


def test_a_complaint_is_heard_answered_and_reviewed(running: Running) -> None:
    person = commissioner_of(_HERE.community)
    card = wait_for(lambda: _card(running, person), 60, "the commissioner has a card")
    assert card is not None
    about = f"/commissioners/{card['appointment_id']}/complaints"
    body = {"text": "约好的巡查三次没有来。", "contact": "13900139000"}
    own = running.answer("POST", f"/public{about}", json=body)
    followed = f"/public/complaints/{own['code']}"
    [listed] = running.answer("GET", "/complaints", actor=_STAFF)["items"]
    one = f"/complaints/{listed['id']}"
    assert "13900139000" not in str(running.answer("GET", one, actor=_COMMITTEE))

    # The person concerned learns nothing, whatever else they may do there.
    grants = (Grant(Role.WORKSTATION_STAFF, _HERE.community),)
    assert running.call("GET", one, actor=Actor(person.account, grants)).status_code == 403
    assert running.call("GET", one, actor=person).status_code in {403, 404}

    for actor in (_STAFF, _COMMITTEE):
        _do(running, f"{one}/examinations", {"note": "值班记录没有巡查。"}, actor)
    answer = {"finding": "founded", "measures": ["talk"], "answer": "属实，已谈话。"}
    early = running.call("POST", f"{one}/answer", actor=_COMMITTEE, json=answer, key=new_key())
    assert early.status_code == 409
    for side in ("complainant", "commissioner"):
        _do(running, f"{one}/hearings", {"side": side, "note": "说了经过。"}, _STAFF)
    seen = _do(running, f"{one}/disclosures", {"reason": "contact"}, _STAFF)
    assert seen["contact"] == "13900139000"
    assert _do(running, f"{one}/answer", answer, _COMMITTEE)["measures"] == ["talk"]

    told = running.answer("GET", followed)
    assert (told["state"], told["finding"], told["answer"]) == (
        "answered",
        "founded",
        "属实，已谈话。",
    )
    assert [look["role"] for look in told["disclosures"]] == ["workstation_staff"]
    running.answer("POST", f"{followed}/review-request", json={"review_wish": "没有人来过。"})
    review = {"finding": "founded", "review": "予以维持。"}
    assert _do(running, f"{one}/review", review, _OFFICER)["state"] == "reviewed"
    assert running.answer("GET", followed)["review"] == "予以维持。"

    # The person's own copy tells of it without the writer.
    copy = running.answer("GET", "/scorecards/own/export", actor=person)
    [about_them] = copy["complaints"]
    assert (about_them["your_side"], "text" in about_them) == (["说了经过。"], False)


def _card(running: Running, person: Actor) -> Json | None:
    path = f"/communities/{_HERE.community}/scorecards"
    found: list[Json] = running.answer("GET", path, actor=person)["items"]
    return found[0] if found else None


def _do(running: Running, path: str, body: Json, actor: Actor) -> Json:
    return running.answer("POST", path, actor=actor, json=body, key=new_key())
