"""An honour from the award to a name that its person takes back. R22, R49."""

from __future__ import annotations

import contextlib
import datetime as dt
from uuid import UUID

from runtime import clock
from runtime.database import Database
from runtime.settings import load
from tests.journeys.places import place_of
from tests.journeys.recruiting import (
    DAY,
    TODAY,
    Community,
    committee_of,
    know_the_holidays,
    officer_of,
)
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for
from tests.services.incentives.selecting import let_notice_pass
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_COMMITTEE = committee_of(_HERE.community)
_OFFICER = officer_of(_HERE.street)
_STREET_COMMITTEE = Actor("street", (Grant(Role.STREET_PARTY_COMMITTEE, _HERE.street),))
_NAME = "李建华"
_TOLD = f"/public/communities/{_HERE.community}/selections"


def test_an_honour_stays_when_its_person_takes_their_name_back(running: Running) -> None:
    here = Community(running, _HERE.community)
    know_the_holidays(running)
    appointment = here.appointed(here.post("消防安全社区专员"), TODAY - 20 * DAY, name=_NAME)
    person = Actor(appointment["commissioner"], (Grant(Role.COMMISSIONER, _HERE.community),))
    consent = {"purpose": "publish_name", "text_version": "handbook-1"}
    consent_id = here.do("/consents", consent, by=person)["id"]
    selection_id = _awarded(running, here, person)

    [shown] = running.answer("GET", _TOLD)["items"]
    assert (shown["state"], _named(shown)) == ("awarded", [_NAME])
    [honour] = running.answer("GET", f"/honours?area={_HERE.community}", actor=_OFFICER)["items"]

    here.do(f"/consents/{consent_id}/withdrawal", {}, by=person)

    wait_for(
        lambda: _named(running.answer("GET", _TOLD)["items"][0]) == [None], 20, "nobody is named"
    )
    news = running.answer("GET", f"/public/news/{_HERE.community}")["items"]
    assert [one["kind"] for one in news].count("honour") == 1
    assert _NAME not in str(news)
    # The holder of the certificate has handed the name over with it.
    checked = f"/public/honours/{honour['number']}?code={honour['code']}"
    found = running.answer("GET", checked)
    assert (found["state"], found["name"]) == ("standing", _NAME)
    again = running.answer("GET", f"/selections/{selection_id}", actor=_OFFICER)
    assert _NAME not in str(again)


def _awarded(running: Running, here: Community, person: Actor) -> str:
    """The person receives somebody, and is honoured for it; only the street's committee awards."""
    held_at = (clock.now() - dt.timedelta(minutes=1)).astimezone(SHANGHAI)
    reception = {
        "community": _HERE.community,
        "visitors": 3,
        "channel": "station_duty",
        "held_at": held_at.isoformat(),
    }
    here.do("/receptions", reception, by=person)
    terms: Json = {
        "year": held_at.year,
        "title": "年度优秀社区专员",
        "criteria": [{"criterion": "receptions", "weight": 100}],
        "honours": 1,
        "least_days": 0,
        "least_cases": 1,
    }

    def drafted() -> Json | None:
        """Refused until the service has heard who is in office."""
        path = f"/communities/{_HERE.community}/selections"
        found = running.call("POST", path, actor=_OFFICER, json=terms)
        return found.json() if found.ok else None

    draft = wait_for(drafted, 60, "somebody can be chosen")
    assert draft is not None
    one = f"/selections/{draft['id']}"
    opening = f"{one}/opening"
    wait_for(
        lambda: running.call("POST", opening, actor=_OFFICER, json={}).ok, 60, "facts are known"
    )
    counted = here.do(f"{one}/count", {}, by=_COMMITTEE)
    best = counted["places"][0]["appointment_id"]
    here.do(f"{one}/nomination", {"nominees": [best]}, by=_COMMITTEE, method="PUT")
    here.do(f"{one}/notice", {})
    early = running.call("POST", f"{one}/check", actor=_OFFICER, json={})
    assert early.status_code == 409
    url = load(running.settings).database_url("incentives")
    with contextlib.closing(Database(url)) as database:
        let_notice_pass(database, UUID(draft["id"]))
    here.do(f"{one}/check", {}, by=_OFFICER)
    for other in (_OFFICER, _COMMITTEE):
        refused = running.call("POST", f"{one}/award", actor=other, json={})
        assert refused.status_code == 403
    here.do(f"{one}/award", {}, by=_STREET_COMMITTEE)
    return str(draft["id"])


def _named(shown: Json) -> list[str | None]:
    return [one.get("name") for one in shown["nominees"]]
