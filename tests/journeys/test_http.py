from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)


def _accepted(running: Running) -> tuple[str, str]:
    """Path and ETag of an appeal that is accepted."""
    receipt = running.submit()
    running.stored(receipt)
    path = f"/appeals/{receipt['id']}"
    answer = running.call("POST", f"{path}/acceptance", actor=_STAFF, json={})
    return path, answer.headers["ETag"]


def _act(running: Running, path: str, tag: str, note: str, key: str | None = None) -> int:
    action = {"method": "suggest_solution", "note": note}
    headers = {"If-Match": tag}
    answer = running.call(
        "POST", f"{path}/actions", actor=_STAFF, json=action, headers=headers, key=key
    )
    return answer.status_code


def test_of_two_who_change_the_same_at_once_one_is_told_to_look_again(running: Running) -> None:
    """The lost update: both read version 2, and only one change may go by it."""
    path, tag = _accepted(running)

    with ThreadPoolExecutor(4) as threads:
        tried = [threads.submit(_act, running, path, tag, f"第{desk}桌") for desk in range(4)]

    assert sorted(one.result() for one in tried) == [200, 412, 412, 412]
    history = running.answer("GET", path, actor=_STAFF)["history"]
    assert [step["what"] for step in history].count("action_taken") == 1


def test_a_change_that_is_repeated_under_its_key_is_not_held_against_itself(
    running: Running,
) -> None:
    """The first try counted the version up; the repeated one gets the same answer."""
    path, tag = _accepted(running)
    key = new_key()

    tried = [_act(running, path, tag, "再次发送", key) for _ in range(2)]

    assert tried == [200, 200]


def test_what_did_not_change_is_not_sent_again(running: Running) -> None:
    path, tag = _accepted(running)

    unchanged = running.call("GET", path, actor=_STAFF, headers={"If-None-Match": tag})
    _act(running, path, tag, "改了")
    changed = running.call("GET", path, actor=_STAFF, headers={"If-None-Match": tag})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"3"')


def test_a_connection_goes_on_after_answers_without_a_body(running: Running) -> None:
    """A body where none may be would be read as the next answer."""
    path, tag = _accepted(running)
    address = f"{running.address}/api/v1{path}"
    signed = {"Authorization": f"Bearer {running.token(_STAFF)}"}

    with requests.Session() as session:
        statuses = [
            session.request(method, address, headers=signed | more, timeout=20).status_code
            for method, more in (
                ("HEAD", {}),
                ("GET", {"If-None-Match": tag}),
                ("OPTIONS", {}),
                ("DELETE", {}),
                ("GET", {}),
            )
        ]

    assert statuses == [200, 304, 200, 405, 200]


def test_a_list_is_read_page_by_page_in_the_order_asked_for(running: Running) -> None:
    commissioner = commissioner_of(_HERE.neighbour, 7)
    for visitors in (4, 2, 9, 2):
        running.answer(
            "POST",
            "/receptions",
            actor=commissioner,
            json={
                "community": _HERE.neighbour,
                "visitors": visitors,
                "channel": "home_visit",
                "held_at": "2010-05-04T09:30:00+08:00",
            },
        )
    asked: Json = {
        "channel": "home_visit,station_duty",
        "commissioner": commissioner.account,
        "held_from": "2010-05-04",
        "held_to": "2010-05-04",
        "limit": 3,
        "total": "true",
    }

    first = running.answer(
        "GET", "/receptions", actor=commissioner, params=asked | {"sort": "-visitors"}
    )
    second = running.answer(
        "GET", "/receptions", actor=commissioner, params=asked | {"cursor": first["next_cursor"]}
    )

    assert [found["visitors"] for found in first["items"] + second["items"]] == [9, 4, 2, 2]
    assert (first["total"], second["total"], second["next_cursor"]) == (4, 4, None)


def test_a_request_can_be_followed_through_every_log(running: Running) -> None:
    """X-Request-Id: the gateway's line and the service's line name the same request."""
    name = f"desk-{new_key()}"

    answer = running.call(
        "GET", "/appeals", actor=_STAFF, headers={"X-Request-Id": name}, params={"limit": 1}
    )

    assert answer.headers["X-Request-Id"] == name

    def told() -> set[str] | None:
        lines = [
            json.loads(line) for log in running.logs() for line in log.splitlines() if name in line
        ]
        found = {line["event"] for line in lines if line["correlation_id"] == name}
        return found if {"http", "request"} <= found else None

    assert wait_for(told, 10, "both lines name the request")
