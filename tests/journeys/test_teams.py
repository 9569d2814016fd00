"""A commissioner recruits by a link; the person is met, accepts, and gets the role."""

from __future__ import annotations

from tests.journeys.people import Person, administrator_of_the_street, somebody_made_by
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, staff_of
from tests.journeys.teaming import a_team
from tests.journeys.volunteering import a_volunteer
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAFF, _COMMISSIONER = staff_of(_HERE.community), commissioner_of(_HERE.community)
_PERSON = a_volunteer(name="王芳", phone="13900139000", free_times=["saturday"])


def test_from_the_link_on_the_wall_to_the_role(running: Running) -> None:
    """R43: who recruited stands on the membership; the code of the link stands in no log."""
    team = a_team(running, _HERE.community, _COMMISSIONER)
    links = f"/teams/{team['id']}/invitations"
    link = running.answer("POST", links, json={"label": "公告栏"}, actor=_COMMISSIONER)
    opened = f"/public/team-invitations/{link['code']}"
    assert running.answer("GET", opened)["team"] == "消防团队"

    receipt = running.answer("POST", f"{opened}/registration", json=_PERSON)
    own = f"/public/volunteers/{receipt['code']}/memberships"
    [asked] = running.answer("GET", own)["items"]
    early = running.call("POST", f"{own}/{asked['id']}/acceptance", json={})
    met = running.answer(
        "POST", f"/volunteers/{receipt['id']}/meeting", json={}, actor=_COMMISSIONER
    )
    person = _with_account(running, receipt)
    accepted = running.answer("POST", f"{own}/{asked['id']}/acceptance", json={})
    person.confirm_office(accepted["id"])

    assert (asked["state"], early.status_code, met["state"]) == ("offered", 409, "active")
    shown = running.answer("GET", f"/memberships/{accepted['id']}", actor=_STAFF)
    assert (shown["state"], shown["recruited_by"]) == ("accepted", _COMMISSIONER.account)
    wait_for(lambda: _has_the_role(person), 30, "the role follows")

    running.answer("POST", f"{links}/{link['id']}/withdrawal", json={}, actor=_COMMISSIONER)
    over = running.call("GET", opened)
    assert over.status_code == 409
    assert not [log for log in running.logs() if link["code"] in log]


def _with_account(running: Running, receipt: Json) -> Person:
    """The person's account, which the workstation links."""
    person = somebody_made_by(administrator_of_the_street(running), called="王芳")
    account = person.answer("GET", "/accounts/me")["id"]
    body = {"account": account}
    running.answer("POST", f"/volunteers/{receipt['id']}/account", json=body, actor=_STAFF)
    return person


def _has_the_role(person: Person) -> bool:
    roles = person.answer("GET", "/accounts/me")["roles"]
    return "volunteer" in [one["role"] for one in roles]
