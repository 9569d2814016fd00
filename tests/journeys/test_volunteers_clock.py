"""What the clock does for volunteers: an offer lapses, and attested hours count after a week.

Both are in one journey, so that it waits for the clock once.
"""

from __future__ import annotations

import datetime as dt

import requests

from runtime import clock
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.journeys.teaming import a_team
from tests.journeys.volunteering import a_plan, published, registered
from tests.servers.waiting import wait_for
from vocabulary.periods import SHANGHAI, day_of

_HERE = place_of(__file__)
_STAFF, _COMMISSIONER = staff_of(_HERE.community), commissioner_of(_HERE.community)
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_one_declines_one_lapses_and_hours_count_after_a_week(running: Running) -> None:
    """R42, 条例 art. 25: nobody is assigned by force; nobody serves 30 hours in a day."""
    team = a_team(running, _HERE.community, _COMMISSIONER)
    joins, declines, forgets = (
        registered(running, _STAFF, phone=f"1380013800{number}") for number in range(3)
    )
    offers = {one["id"]: _offered(running, team, one) for one in (joins, declines, forgets)}
    accepted = _answered(running, joins, offers[joins["id"]], "acceptance")
    declined = _answered(running, declines, offers[declines["id"]], "refusal")
    again = _ask(running, team, declines)
    assert (accepted["state"], declined["state"], again.status_code) == (
        "accepted",
        "declined",
        409,
    )
    # The way out: from when on the person may be asked again.
    assert str(day_of(clock.now()) + 90 * _DAY) in again.json()["en"]["detail"]
    own = f"/public/volunteers/{declines['code']}/memberships"
    [kept] = running.answer("GET", own)["items"]
    assert (kept["state"], kept["possible"]) == ("declined", [])

    hours = _served(running, team, joins)
    unusual = {"reason": "通宵值守，已核对。"}
    path = f"/hours/{hours['id']}/attestation"
    attested = running.answer("POST", path, actor=_STAFF, json=unusual)
    shown = f"/public/volunteers/{joins['code']}/hours"
    assert attested["state"] == "attested"
    assert attested["counts_from"] == str(day_of(clock.now()) + 8 * _DAY)
    assert running.answer("GET", shown)["counted_minutes"] == 0

    _turn_back(running, "hours", counts_from=day_of(clock.now()))
    _turn_back(running, "membership", answer_by=day_of(clock.now()) - _DAY)
    unanswered = f"/memberships/{offers[forgets['id']]['id']}"

    def is_done() -> bool:
        offer = running.answer("GET", unanswered, actor=_STAFF)
        counted = running.answer("GET", shown)["counted_minutes"]
        return bool(offer["state"] == "lapsed" and counted == hours["minutes"])

    wait_for(is_done, 90, "the clock has looked at both")
    lapsed = running.answer("GET", unanswered, actor=_STAFF)
    assert [(step["what"], step["role"]) for step in lapsed["history"]][-1] == ("lapsed", "system")
    late = running.call(
        "POST",
        f"/public/volunteers/{forgets['code']}/memberships/{lapsed['id']}/acceptance",
        json={},
    )
    assert late.status_code == 409
    # A person who did not answer may be asked again at once.
    assert _ask(running, team, forgets).ok
    area = {"area": _HERE.community}
    totals = running.answer("GET", "/hours/totals", params=area | {"by": "team"}, actor=_STAFF)
    assert [(one["team_id"], one["counted_minutes"]) for one in totals["items"]] == [
        (team["id"], hours["minutes"])
    ]


def _ask(running: Running, team: Json, person: Json) -> requests.Response:
    body = {"volunteer_id": person["volunteer_id"]}
    path = f"/teams/{team['id']}/memberships"
    return running.call("POST", path, actor=_COMMISSIONER, json=body, key=new_key())


def _offered(running: Running, team: Json, person: Json) -> Json:
    made = _ask(running, team, person)
    assert made.ok, made.text
    return dict(made.json())


def _answered(running: Running, person: Json, offer: Json, how: str) -> Json:
    path = f"/public/volunteers/{person['code']}/memberships/{offer['id']}/{how}"
    return running.answer("POST", path, json={})


def _served(running: Running, team: Json, person: Json) -> Json:
    """The hours of fifteen hours in one shift; fifteen more on the same day are refused."""
    shifts = [*a_plan()["shifts"], *a_plan(starts_in=3 * _HOUR)["shifts"]]
    activity = published(running, _STAFF, team_id=team["id"], shifts=shifts)
    begins = dt.datetime.combine(day_of(clock.now()) - 10 * _DAY, dt.time(), SHANGHAI)
    for table in ("activity", "shift"):
        _turn_back(running, table, starts_at=begins, ends_at=begins + _DAY)
    first, second = (shift["id"] for shift in activity["shifts"])
    one = _entered(running, first, person, begins)
    other = _entered(running, second, person, begins + 15 * _HOUR)
    assert (one.status_code, other.status_code) == (201, 422)
    [error] = other.json()["errors"]
    assert (error["field"], error["code"]) == ("minutes", "day_too_long")
    assert "1800" in error["en"]
    return dict(one.json())


def _entered(running: Running, shift: str, person: Json, begins: dt.datetime) -> requests.Response:
    body = {
        "shift_id": shift,
        "volunteer_id": person["volunteer_id"],
        "began_at": begins.isoformat(),
        "ended_at": (begins + 15 * _HOUR).isoformat(),
    }
    return running.call("POST", "/hours", actor=_COMMISSIONER, json=body, key=new_key())


def _turn_back(running: Running, table: str, **times: dt.date | dt.datetime) -> None:
    """Days go by for what lies in this community."""
    changes = ", ".join(f"{name} = '{_written(time)}'" for name, time in times.items())
    here = f"community = '{_HERE.community}'"
    running.rows("volunteers", f"UPDATE {table} SET {changes} WHERE {here} RETURNING id")


def _written(time: dt.date | dt.datetime) -> str:
    """As both databases keep it."""
    if not isinstance(time, dt.datetime):
        return str(time)
    return time.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
