"""Ways and quiet hours, over the routes and both databases."""

from __future__ import annotations

from typing import Any

from audit import reading
from contracts.audit import ReadGatewayAudit
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, Grant, Role

_PATH = "/api/v1/accounts/me/notice-preferences"
_BODY = {
    "quiet_from": "20:00",
    "quiet_to": "09:30",
    "kinds": [{"kind": "appeal_assigned", "email": False, "webhook": True}],
}


def _actor(house: House, person: Person) -> Actor:
    return house.actor(person, Role.COMMISSIONER, "440305007003")


def _by_kind(view: dict[str, Any]) -> dict[str, tuple[bool, bool]]:
    return {one["kind"]: (one["email"], one["webhook"]) for one in view["kinds"]}


def test_an_account_that_said_nothing_has_what_is_usual(house: House) -> None:
    by = _actor(house, house.person())

    found = house.gateway.call("GET", _PATH, by=by).json

    assert (found["quiet_from"], found["quiet_to"], found["version"]) == ("21:00", "08:00", 0)
    assert _by_kind(found)["appeal_assigned"] == (True, False)
    assert _by_kind(found)["appeal_received"] == (False, False)
    assert "appeal_answered" not in _by_kind(found)


def test_an_account_chooses_ways_and_quiet_hours(house: House) -> None:
    by = _actor(house, house.person())

    put = house.gateway.call("PUT", _PATH, by=by, json=_BODY, headers={"If-Match": '"0"'})

    found = house.gateway.call("GET", _PATH, by=by).json
    assert (put.status_code, put.headers["ETag"]) == (200, '"1"')
    assert put.json == found
    assert (found["quiet_from"], found["quiet_to"]) == ("20:00", "09:30")
    assert _by_kind(found)["appeal_assigned"] == (False, True)
    assert _by_kind(found)["appeal_overdue"] == (True, False)


def test_putting_it_again_replaces_everything(house: House) -> None:
    by = _actor(house, house.person())
    house.gateway.call("PUT", _PATH, by=by, json=_BODY)

    again = house.gateway.call("PUT", _PATH, by=by, json=_BODY | {"kinds": []}).json

    assert (_by_kind(again)["appeal_assigned"], again["version"]) == ((True, False), 2)


def test_a_change_seen_by_nobody_is_not_overwritten(house: House) -> None:
    by = _actor(house, house.person())
    house.gateway.call("PUT", _PATH, by=by, json=_BODY)

    late = house.gateway.call("PUT", _PATH, by=by, json=_BODY, headers={"If-Match": '"0"'})

    assert late.status_code == 412


def test_times_and_kinds_that_there_are_not_are_refused(house: House) -> None:
    by = _actor(house, house.person())
    for change, field in (
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"kinds": [{"kind": "weather", "email": True, "webhook": True}]}, "kinds"),
    ):
        answer = house.gateway.call("PUT", _PATH, by=by, json=_BODY | change)
        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"] == field
    assert house.gateway.call("GET", _PATH, by=by).json["version"] == 0


def test_a_program_without_an_account_has_nothing_to_choose(house: House) -> None:
    assert house.gateway.call("GET", _PATH, by=Actor("a-program")).status_code == 404


def test_one_account_does_not_choose_for_another(house: House) -> None:
    first, second = house.person(), house.person("bai.li")
    house.gateway.call("PUT", _PATH, by=_actor(house, first), json=_BODY)

    found = house.gateway.call("GET", _PATH, by=_actor(house, second)).json

    assert found["quiet_from"] == "21:00"


def test_administrators_of_the_own_area_read_of_it_in_the_audit(house: House) -> None:
    person = house.person()
    house.gateway.call("PUT", _PATH, by=_actor(house, person), json=_BODY)

    def read(area: str) -> list[str]:
        actor = Actor("administrator", (Grant(Role.ADMINISTRATOR, area),))
        asked = ReadGatewayAudit.read({"kind": "notice_preference"})
        with house.database.reading() as session:
            return [one.identity for one in reading.page(session, actor, asked).items]

    assert read("440305007000") == [str(person.id)]
    assert read("440306001000") == []
