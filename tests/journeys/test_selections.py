"""A year-end selection from the terms to the notice: ties, an abstention, a departure, an objection.

R48, R49. Its award waits for the end of a public notice, which no journey does.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from uuid import UUID

from bus import outbox
from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason
from runtime import clock
from runtime.database import Database
from runtime.settings import load
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import SYSTEM, Actor, Grant, Role
from vocabulary.periods import SHANGHAI, day_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_OFFICER = Actor("selecting", (Grant(Role.STREET_OFFICER, _HERE.street),))
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_PEOPLE = tuple(commissioner_of(_HERE.community, number) for number in (1, 2, 3))
#: How many residents each received: the first two are equal.
_RECEIVED = (5, 5, 1)


def test_a_selection_with_ties_a_departure_an_objection_and_somebody_who_leaves(
    running: Running,
) -> None:
    running.bring_into_office(*_PEOPLE[1:])
    for person, visitors in zip(_PEOPLE, _RECEIVED, strict=True):
        _receive(running, person, visitors)
    first, second, third = (wait_for(_counted(running, *one), 60, "counted") for one in _known())
    assert first is not None
    assert second is not None
    assert third is not None
    year = day_of(clock.now()).year
    one = f"/selections/{_open(running, year)}"

    # The committee judges two alike and abstains from the third; nobody sees the points.
    opinion = {
        "points": [{"appointment_id": each, "points": 80} for each in (first, second)],
        "abstains": [{"appointment_id": third, "reason": "与本人有亲属关系。"}],
    }
    _do(running, f"{one}/opinion", opinion, _COMMITTEE, method="PUT")
    assert running.answer("GET", one, actor=_OFFICER)["places"] == []
    counted = _do(running, f"{one}/count", {}, _COMMITTEE)
    places = {each["appointment_id"]: each for each in counted["places"]}
    assert [places[each]["place"] for each in (first, second, third)] == [1, 1, 3]
    # Nobody rated a report, so that residents' word takes no weight, and the others share it.
    of_first = {line["criterion"]: line["weight"] for line in places[first]["lines"]}
    assert of_first == {"receptions": 62.5, "committee": 37.5}
    assert [line["criterion"] for line in places[third]["lines"]] == ["receptions"]

    # The order is left with a reason for each who is passed over.
    departure: Json = {"nominees": [third], "passed_over": []}
    refused = running.call(
        "PUT", f"{one}/nomination", actor=_COMMITTEE, json=departure, key=new_key()
    )
    assert refused.json()["errors"][0]["code"] == "reason_missing"
    departure["passed_over"] = [
        {"appointment_id": each, "reason": "本人书面放弃评选。"} for each in (first, second)
    ]
    _do(running, f"{one}/nomination", departure, _COMMITTEE, method="PUT")
    assert _do(running, f"{one}/notice", {}, _STAFF)["state"] == "in_notice"

    # Anyone objects, and the street office answers before it may check.
    told = f"/public/communities/{_HERE.community}/selections"
    objection = running.answer(
        "POST", f"{told}/{year}/objections", json={"text": "事迹与事实不符。"}, key=new_key()
    )
    early = running.call("POST", f"{one}/check", actor=_OFFICER, json={}, key=new_key())
    assert early.status_code == 409
    [waiting] = running.answer("GET", f"{one}/objections", actor=_OFFICER)["items"]
    answer = {"answer": "经核实，事迹属实。", "is_upheld": False}
    _do(running, f"{one}/objections/{waiting['id']}/answer", answer, _OFFICER)
    followed = f"/public/selection-objections/{objection['code']}"
    assert running.answer("GET", followed)["answer"] == "经核实，事迹属实。"

    # The person who is nominated leaves in the week of the selection: the places stand as they were counted.
    _leaves(running, third, _PEOPLE[2])
    wait_for(lambda: _ended(running, third), 60, "the card ends with that day")
    [public] = running.answer("GET", told)["items"]
    assert [each["appointment_id"] for each in public["nominees"]] == [third]
    assert [each.get("name") for each in public["nominees"]] == [None]
    again = running.answer("GET", one, actor=_COMMITTEE)
    assert again["places"] == counted["places"]

    # No answer tells the committee's points or reasons.
    seen = str([again, running.answer("GET", one, actor=_PEOPLE[0])])
    assert "亲属" not in seen
    back = {"reason": "提名人已离任。"}
    assert _do(running, f"{one}/return", back, _OFFICER)["state"] == "counted"


def _known() -> list[tuple[Actor, int]]:
    return list(zip(_PEOPLE, _RECEIVED, strict=True))


def _counted(running: Running, person: Actor, visitors: int) -> Callable[[], str | None]:
    """What finds the appointment of a person once their card counts what they did."""

    def found() -> str | None:
        path = f"/communities/{_HERE.community}/scorecards"
        for card in running.answer("GET", path, actor=person)["items"]:
            figures = {each["name"]: each["value"] for each in card["figures"]}
            if figures["receptions"] == visitors:
                return str(card["appointment_id"])
        return None

    return found


def _receive(running: Running, person: Actor, visitors: int) -> None:
    body = {
        "community": _HERE.community,
        "visitors": visitors,
        "channel": "station_duty",
        "held_at": (clock.now() - dt.timedelta(seconds=1)).astimezone(SHANGHAI).isoformat(),
    }
    _do(running, "/receptions", body, person)


def _open(running: Running, year: int) -> str:
    terms = {
        "year": year,
        "title": "年度优秀社区专员",
        "criteria": [
            {"criterion": "receptions", "weight": 50},
            {"criterion": "residents", "weight": 20},
            {"criterion": "committee", "weight": 30},
        ],
        "honours": 1,
        "least_days": 0,
        "least_cases": 1,
    }
    drafted = _do(running, f"/communities/{_HERE.community}/selections", terms, _OFFICER)
    opened = _do(running, f"/selections/{drafted['id']}/opening", {}, _OFFICER)
    assert len(opened["candidates"]) == len(_PEOPLE)
    return str(drafted["id"])


def _leaves(running: Running, appointment_id: str, person: Actor) -> None:
    """Recruitment tells that the person moved away; to end an appointment takes a dozen requests."""
    ended = AppointmentEnded(
        appointment_id=UUID(appointment_id),
        community=_HERE.community,
        commissioner=UUID(person.account),
        ended_on=day_of(clock.now()),
        reason=EndReason.MOVED_AWAY,
        version=9,
    )
    url = load(running.settings).database_url("recruitment")
    with contextlib.closing(Database(url)) as log, log.writing() as session:
        outbox.add_all(session, [(ended, None)], actor=SYSTEM)


def _ended(running: Running, appointment_id: str) -> bool:
    day = day_of(clock.now())
    path = f"/scorecards/{appointment_id}?from={day.replace(day=1)}&to={day}"
    found = running.call("GET", path, actor=_STAFF)
    return found.status_code == 404 or bool(found.json().get("ended_on"))


def _do(running: Running, path: str, body: Json, actor: Actor, *, method: str = "POST") -> Json:
    return running.answer(method, path, actor=actor, json=body, key=new_key())
