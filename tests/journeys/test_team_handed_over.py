"""A commissioner leaves: the team is parked with the workstation, then goes to the successor."""

from __future__ import annotations

import contextlib
import datetime as dt
from uuid import UUID

from bus import outbox
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostOpened
from contracts.recruitment.words import EndReason, PostCategory, PostState
from contracts.registry import Event
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from runtime.settings import load
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.journeys.volunteering import a_plan, registered
from tests.servers.waiting import wait_for
from vocabulary.actors import SYSTEM, Actor
from vocabulary.periods import day_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
#: Not the first one, who is in office in every shared system.
_FIRST, _SUCCESSOR = (commissioner_of(_HERE.community, number) for number in (2, 3))
_DAY = dt.timedelta(days=1)


def _told(running: Running, *events: Event) -> None:
    """Let recruitment tell of this."""
    url = load(running.settings).database_url("recruitment")
    with contextlib.closing(Database(url)) as log, log.writing() as session:
        outbox.add_all(session, [(one, None) for one in events], actor=SYSTEM)


def _began(post_id: UUID, person: Actor, began_on: dt.date) -> AppointmentBegan:
    return AppointmentBegan(
        appointment_id=new_id(),
        community=_HERE.community,
        commissioner=UUID(person.account),
        began_on=began_on,
        post_id=post_id,
        version=5,
    )


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
    opened = PostOpened(
        post_id=post_id,
        community=_HERE.community,
        number="〔2013〕1",
        category=PostCategory.FIRE_SAFETY,
        title="消防安全社区专员",
        state=PostState.OPEN,
        version=1,
    )
    began = _began(post_id, _FIRST, today - 400 * _DAY)
    _told(running, opened, began)
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
        appointment_id=began.appointment_id,
        community=_HERE.community,
        commissioner=began.commissioner,
        ended_on=today,
        reason=EndReason.RESIGNED,
        post_id=post_id,
        version=6,
    )
    _told(running, ended)
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

    _told(running, _began(post_id, _SUCCESSOR, today))
    for path in (at, planned):
        _is_led_by(running, path, _SUCCESSOR)
    members = running.answer(
        "GET", "/memberships", params={"team_id": team["id"]}, actor=_SUCCESSOR
    )
    assert sorted(one["state"] for one in members["items"]) == ["accepted", "ended"]
    told = running.rows(
        "volunteers",
        "SELECT envelope FROM outbox WHERE type = 'linli.volunteers.teams_handed_over'",
    )
    assert len([text for (text,) in told if str(began.appointment_id) in str(text)]) == 1
