"""A quarter of a commissioner: facts, card, own words, report, ratings (R23 to R25, R47, R54)."""

from __future__ import annotations

import datetime as dt

import pytest

from runtime.identifiers import new_id
from services.incentives import quarters
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_PUBLIC = f"/public/work-reports/{_HERE.community}"


def _quarter() -> str:
    today = dt.datetime.now(SHANGHAI).date()  # noqa: TID251 - the day on which the servers really run
    return quarters.before(today)


def test_a_quarter_from_the_reception_to_the_ratings(running: Running) -> None:
    person = commissioner_of(_HERE.community)
    quarter = _quarter()
    first = quarters.first_day(quarter)
    appeal_id = _settled(running, person, first)
    _receive(running, person, first, 7)
    card = wait_for(lambda: _card(running, quarter, 7, closed=1), 60, "the card counts it")
    assert card is not None
    words = f"/scorecards/{card['appointment_id']}/words/{quarter}"
    _send(running, words, {"text": "两处隐患在跟进。"}, actor=person, method="PUT")

    report = wait_for(lambda: _report(running, quarter), 90, "the clock drafts the report")
    assert report is not None
    one = f"/work-reports/{report['id']}"
    assert running.call("GET", f"{_PUBLIC}/{quarter}").status_code == 404
    early = running.call("POST", f"{one}/publication", actor=_STAFF, json={}, key=new_key())
    assert early.status_code == 409
    _send(running, f"{one}/approval", {}, actor=_COMMITTEE)
    _send(running, f"{one}/publication", {})

    # What comes in later changes the card that is live, and not the edition.
    _receive(running, person, first, 5)
    _send(running, f"/appeals/{appeal_id}/reopening", {"reason": "居民反映未解决。"})
    wait_for(lambda: _card(running, quarter, 12, again=1), 60, "the live card counts more")
    edition = running.answer("GET", f"{_PUBLIC}/{quarter}")
    (item,) = edition["items"]
    assert (_received(item), item["words"], item["name"]) == (7, "两处隐患在跟进。", None)
    assert (_figure(item, "appeals_closed"), _figure(item, "opened_again")) == (1, 0)
    printed = running.call("GET", f"{_PUBLIC}/{quarter}.pdf")
    assert printed.content.startswith(b"%PDF")

    sheet = {
        "phone": "13800138000",
        "scores": [{"appointment_id": item["appointment_id"], "score": 5}],
    }
    ratings = f"{_PUBLIC}/{quarter}/ratings"
    running.answer("POST", ratings, json=sheet, key=str(new_id()))
    again = running.call("POST", ratings, json=sheet, key=str(new_id()))
    assert again.status_code == 409
    assert running.answer("GET", ratings) == {"is_over": False, "items": []}

    # Facts are dropped and kept again from the logs; what people did stays.
    running.linli("replay", "rebuild-incentives")
    wait_for(lambda: _card(running, quarter, 12, again=1), 60, "the same card again")
    assert running.answer("GET", f"{_PUBLIC}/{quarter}") == edition
    still = running.call("POST", ratings, json=sheet, key=str(new_id()))
    assert still.status_code == 409


@pytest.mark.parametrize("asked", ["2013Q5", "2013"])
def test_a_quarter_that_is_none_is_refused(running: Running, asked: str) -> None:
    response = running.call("GET", f"{_PUBLIC}/{asked}")

    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "quarter")


def _receive(running: Running, person: Actor, day: dt.date, visitors: int) -> None:
    held_at = dt.datetime.combine(day, dt.time(10), SHANGHAI).isoformat()
    body = {
        "community": _HERE.community,
        "visitors": visitors,
        "channel": "station_duty",
        "held_at": held_at,
    }
    _send(running, "/receptions", body, actor=person)


def _settled(running: Running, person: Actor, day: dt.date) -> str:
    """An appeal that the person settled that day; gives its id."""

    def at(hour: int) -> Json:
        return {"happened_at": dt.datetime.combine(day, dt.time(hour), SHANGHAI).isoformat()}

    body = {
        "community": _HERE.community,
        "category": "fire_safety",
        "text": "楼道里的灭火器过期了。",
        "applicant_group": "resident",
        "received_at": at(9)["happened_at"],
        "channel": "desk",
    }
    receipt = _send(running, "/appeals", body)
    running.stored(receipt)
    path = f"/appeals/{receipt['id']}"
    _send(running, f"{path}/acceptance", at(10))
    running.await_in_office(_HERE.community, person.account or "")
    _send(running, f"{path}/assignment", {"commissioner": person.account} | at(11))
    _send(
        running, f"{path}/actions", {"method": "provide_information", "note": "已更换。"} | at(14)
    )
    _send(running, f"{path}/closing", {"outcome": "settled"} | at(15))
    return str(receipt["id"])


def _card(
    running: Running, quarter: str, visitors: int, *, closed: int = 1, again: int = 0
) -> Json | None:
    period = f"from={quarters.first_day(quarter)}&to={quarters.last_day(quarter)}"
    path = f"/communities/{_HERE.community}/scorecards?{period}"
    found: list[Json] = running.answer("GET", path, actor=_STAFF)["items"]
    wanted = {"receptions": visitors, "appeals_closed": closed, "opened_again": again}
    return next(
        (card for card in found if all(_figure(card, one) == wanted[one] for one in wanted)), None
    )


def _received(item: Json) -> int:
    return _figure(item, "receptions")


def _figure(item: Json, name: str) -> int:
    value: int = next(one["value"] for one in item["figures"] if one["name"] == name)
    return value


def _report(running: Running, quarter: str) -> Json | None:
    found = running.answer("GET", f"/work-reports?area={_HERE.community}", actor=_STAFF)
    return next((one for one in found["items"] if one["quarter"] == quarter), None)


def _send(
    running: Running, path: str, body: Json, *, actor: Actor = _STAFF, method: str = "POST"
) -> Json:
    return running.answer(method, path, actor=actor, json=body, key=new_key())
