"""A commissioner leaves: the team is parked with the workstation, then goes to the successor."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason
from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.journeys.teaming import began, opened, told
from tests.journeys.volunteering import a_plan, registered
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor
from vocabulary.periods import day_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
#: Not the first one, who is in office in every shared system.
_FIRST, _SUCCESSOR = (commissioner_of(_HERE.community, number) for number in (2, 3))
_DAY = dt.timedelta(days=1)


def _team(running: Running, post_id: UUID) -> Json:
    body = {"post_id": str(post_id), "name": "消防团队"}
    found: list[Json] = []

    def is_founded() -> bool:
        answer = running.call("POST", "/teams", json=body, actor=_STAFF, key=new_key())
        found.extend([answer.json()] if answer.ok else [])
        return bool(answer.ok)

    wait_for(is_founded, 30, "the post is known")
    return found[0]


def _is_led_by(running: Running, path: str, person: Actor | None) -> None:
    wanted = None if person is None else person.account

    def is_so() -> bool:
        return bool(running.answer("GET", path, actor=_STAFF)["commissioner"] == wanted)

    wait_for(is_so, 30, f"{path} is led by {wanted}")


def _asked_in(running: Running, team: Json, phone: str) -> tuple[str, str]:
    """Somebody whom the team asks: the address of what is theirs, and of the offer."""
    receipt = registered(running, _STAFF, phone=phone)
    wanted = {"volunteer_id": receipt["volunteer_id"]}
    made = running.answer("POST", f"/teams/{team['id']}/memberships", actor=_STAFF, json=wanted)
    own = f"/public/volunteers/{receipt['code']}/memberships"
    return own, f"{own}/{made['id']}"


def test_a_team_is_parked_and_goes_to_the_successor_with_what_it_plans(running: Running) -> None:
    """At once; members may leave, an offer still stands, and the one before leads it no more."""
    post_id, today = new_id(), day_of(clock.now())
    term = began(post_id, _HERE.community, _FIRST, today - 400 * _DAY)
    told(running.settings, opened(post_id, _HERE.community), term)
    team = _team(running, post_id)
    at = f"/teams/{team['id']}"
    _is_led_by(running, at, _FIRST)
    plan = a_plan(team_id=team["id"], starts_in=3 * _DAY)
    activity = running.answer("POST", "/activities", actor=_FIRST, json=plan)
    planned = f"/activities/{activity['id']}"
    _, leaves = _asked_in(running, team, "13800138001")
    running.answer("POST", f"{leaves}/acceptance", json={})
    _, waits = _asked_in(running, team, "13800138002")

    ended = AppointmentEnded(
        appointment_id=term.appointment_id,
        community=_HERE.community,
        commissioner=term.commissioner,
        ended_on=today,
        reason=EndReason.RESIGNED,
        post_id=post_id,
        version=6,
    )
    told(running.settings, ended)
    for path in (at, planned):
        _is_led_by(running, path, None)
    gone = running.call("POST", f"{planned}/submission", actor=_FIRST, json={})
    submitted = running.answer("POST", f"{planned}/submission", actor=_STAFF, json={})
    left = running.answer("POST", f"{leaves}/ending", json={})
    accepted = running.answer("POST", f"{waits}/acceptance", json={})
    assert gone.status_code in {403, 404}
    assert (submitted["state"], left["state"], accepted["state"]) == (
        "submitted",
        "ended",
        "accepted",
    )

    told(running.settings, began(post_id, _HERE.community, _SUCCESSOR, today))
    for path in (at, planned):
        _is_led_by(running, path, _SUCCESSOR)
    members = running.answer(
        "GET", "/memberships", params={"team_id": team["id"]}, actor=_SUCCESSOR
    )
    assert sorted(one["state"] for one in members["items"]) == ["accepted", "ended"]
    kept = running.rows(
        "volunteers",
        "SELECT envelope FROM outbox WHERE type = 'linli.volunteers.teams_handed_over'",
    )
    assert len([text for (text,) in kept if str(term.appointment_id) in str(text)]) == 1
