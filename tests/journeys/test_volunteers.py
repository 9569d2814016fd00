"""A resident becomes a volunteer, joins a commissioner's team, serves, and gets a certificate."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.places import NANSHAN, place_of
from tests.journeys.running import (
    Json,
    Running,
    commissioner_of,
    everything_in_one_process,
    staff_of,
)
from tests.journeys.teaming import a_team, founded, told_of_a_post
from tests.journeys.volunteering import a_plan, a_volunteer
from tests.servers.prepared import Prepared
from tests.servers.processes import linli
from tests.system import FREELY, SECRET

_HERE = place_of(__file__)
_STAFF, _COMMISSIONER = staff_of(_HERE.community), commissioner_of(_HERE.community)
_PERSON = a_volunteer(community=_HERE.community, skills=["first_aid"], free_times=["saturday"])


def test_from_the_registration_to_the_certificate(running: Running) -> None:
    """R40 to R43: the whole line, without an account for the resident."""
    receipt = running.answer("POST", "/public/volunteers", json=_PERSON)
    own = f"/public/volunteers/{receipt['code']}"
    team = a_team(running, _HERE.community, _COMMISSIONER)
    volunteer = running.answer("GET", f"/volunteers/{receipt['id']}", actor=_STAFF)
    assert (volunteer["state"], volunteer["name"], volunteer["possible"]) == (
        "applied",
        "陈*",
        [
            *(
                "meeting",
                "details",
                "trainings",
                "merits",
                "account",
                "messages",
                "code",
                "profile",
            ),
            *("work", "disclosures", "leaving"),
        ],
    )
    _do(running, f"/volunteers/{receipt['id']}/meeting", {})

    wanted = {"volunteer_id": volunteer["volunteer_id"]}
    path = f"/teams/{team['id']}/memberships"
    running.answer("POST", path, json=wanted, actor=_COMMISSIONER)
    [offer] = running.answer("GET", f"{own}/memberships")["items"]
    accepted = running.answer("POST", f"{own}/memberships/{offer['id']}/acceptance", json={})
    assert (offer["state"], accepted["state"]) == ("offered", "accepted")

    activity = _published(running, team)
    [shift] = activity["shifts"]
    sign_up = running.answer("POST", f"{own}/sign-ups", json={"shift_id": shift["id"]})
    twice = running.call("POST", f"{own}/sign-ups", json={"shift_id": shift["id"]})
    assert (sign_up["state"], twice.status_code) == ("confirmed", 409)

    here = {"presence": "late", "minutes": 100}
    path = f"/sign-ups/{sign_up['id']}/attendance"
    running.answer("POST", path, json=here, actor=_COMMISSIONER)
    listed = {"activity_id": activity["id"]}
    [hours] = running.answer("GET", "/hours", params=listed, actor=_STAFF)["items"]
    attested = _do(running, f"/hours/{hours['id']}/attestation", {})
    assert (hours["minutes"], attested["state"]) == (100, "attested")
    early = running.call(
        "POST",
        f"/volunteers/{receipt['id']}/hour-certificates",
        json={"in_charge": "李建华"},
        actor=_STAFF,
    )
    # Nothing counts yet: the hours are shown first.
    assert early.status_code == 409
    told = running.rows("volunteers", "SELECT type FROM outbox ORDER BY seq")
    kinds = [kind.rpartition(".")[2] for (kind,) in told]
    assert kinds[-1] == "activity_published"
    assert {"volunteer_registered", "membership_began"} <= set(kinds)

    copy = running.answer("POST", f"{own}/export", json={"phone": "13800138000"})
    running.answer("POST", f"{own}/erasure", json={"phone": "13800138000"})
    gone = running.answer("GET", f"/volunteers/{receipt['id']}", actor=_STAFF)
    assert (copy["name"], gone["name"], gone["state"]) == ("陈秀英", None, "left")


def test_an_installation_from_before_is_upgraded_and_caught_up(
    tmp_path: Path, prepared: Prepared
) -> None:
    """Areas, posts and commissioners from before this service was there are known to it.

    A system of its own, because it begins without the service's database.
    """
    data = tmp_path / "data"
    settings = {
        "LINLI_DATA_DIR": str(data),
        "LINLI_SECRET": SECRET,
        "LINLI_RATE_LIMITS": FREELY,
    }
    areas = Path(__file__).parents[2] / "sample" / "areas.csv"
    for command in (["migrate"], ["areas", "import", str(areas)]):
        done = linli(*command, settings=settings, prepared=prepared)
        assert done.returncode == 0, done.stderr
    post_id = told_of_a_post(settings, NANSHAN.community, _COMMISSIONER)
    for path in data.glob("volunteers.db*"):
        path.unlink()

    upgraded = linli("migrate", settings=settings, prepared=prepared)

    assert "volunteers: hears of" in upgraded.stdout
    with everything_in_one_process(tmp_path, settings, prepared) as running:
        team = founded(running, post_id, staff_of(NANSHAN.community), _COMMISSIONER)
        assert team["community"] == NANSHAN.community
    again = linli("migrate", settings=settings, prepared=prepared)
    assert "volunteers: hears of" not in again.stdout


def _published(running: Running, team: Json) -> Json:
    plan = a_plan(team_id=team["id"], places=1)
    planned = running.answer("POST", "/activities", json=plan, actor=_COMMISSIONER)
    path = f"/activities/{planned['id']}"
    running.answer("POST", f"{path}/submission", json={}, actor=_COMMISSIONER)
    _do(running, f"{path}/approval", {})
    _do(running, f"{path}/publication", {})
    here = {"area": _HERE.community}
    [activity] = running.answer("GET", "/public/activities", params=here)["items"]
    return activity if isinstance(activity, dict) else {}


def _do(running: Running, path: str, body: Json) -> Json:
    return running.answer("POST", path, json=body, actor=_STAFF)
