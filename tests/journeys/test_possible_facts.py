"""With what has facts instead of states everybody can do what it says: see `deeds`."""

from __future__ import annotations

import itertools

import pytest

from runtime import clock
from tests.gateway.files.media import files
from tests.journeys.deeds import Doer, Kind, Thing, example, walked
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, committee_of, officer_of
from tests.journeys.running import (
    Json,
    Running,
    administrator_of,
    commissioner_of,
    new_key,
    staff_of,
)
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role

_HERE = place_of(__file__)
_STATION = staff_of(_HERE.community)
_COLLEAGUE = Actor("colleague", (Grant(Role.WORKSTATION_STAFF, _HERE.community),))
_COMMITTEE = committee_of(_HERE.community)
_OFFICER = officer_of(_HERE.street)
_ADMINISTRATOR = administrator_of(_HERE.street)
_COMMISSIONER = commissioner_of(_HERE.community)
_DECIDED = TODAY - 3 * DAY
_ISSUED = {"issued_on": str(_DECIDED), "leaves_blanks": True}
_COMMUNITY = "/communities/{community}"
_serial = itertools.count(1)


@pytest.fixture(scope="module")
def community(embedded: Running) -> Community:
    """The workstation and the party committee of the file's community."""
    found = Community(embedded, _HERE.community)
    found.may_have_many_posts()
    return found


def test_with_courses(embedded: Running) -> None:
    path = f"/streets/{_HERE.street}/courses"
    areas, tomorrow = (_HERE.community, _HERE.street), (clock.now() + DAY).isoformat()

    def fresh() -> Thing:
        body = example("post", "/api/v1/streets/{street}/courses")
        return _made(embedded, path, body | {"title": f"课程{next(_serial)}"}, _OFFICER)

    doers = {"station": _STATION, "officer": _OFFICER}
    kind = Kind(
        ("edit", "sessions"),
        fresh,
        {
            name: Doer(one, "/courses/{id}", f"{path}?limit=200", _item)
            for name, one in doers.items()
        },
        bodies={"sessions": lambda _: [{"area": one, "starts_at": tomorrow} for one in areas]},
    )
    walked(embedded, kind)


def test_with_more_posts_than_usual(embedded: Running) -> None:
    cap = f"{_COMMUNITY}/post-cap"

    def fresh() -> Thing:
        body = {"extra": 1, "reason": "试行。", "to": str(TODAY + 30 * DAY)}
        path = f"/communities/{_HERE.community}/post-cap/overrides"
        found = embedded.answer("POST", path, actor=_OFFICER, json=body)
        return _here(found["overrides"][0]["id"])

    def override(found: Json, thing: Thing) -> Json:
        return next(one for one in found["overrides"] if one["id"] == thing["id"])

    doers = {"station": _STATION, "officer": _OFFICER}
    kind = Kind(
        ("ending",),
        fresh,
        {name: Doer(one, f"{cap}/overrides/{{id}}", cap, override) for name, one in doers.items()},
    )
    walked(embedded, kind)


def test_with_a_consent_to_back_entries(embedded: Running, community: Community) -> None:
    def fresh() -> Thing:
        return _here(community.may_enter(TODAY - 30 * DAY)["id"])

    doers = {"station": _STATION, "officer": _OFFICER}
    at = f"{_COMMUNITY}/back-entries/{{id}}"
    walked(embedded, Kind(("ending",), fresh, {name: Doer(one, at) for name, one in doers.items()}))


def test_with_a_regulation(embedded: Running) -> None:
    def fresh() -> Thing:
        return {"street": _HERE.street, "name": "training"}

    doers = {"station": _STATION, "officer": _OFFICER}
    kind = Kind(
        ("draft", "discarding", "publication"),
        fresh,
        {name: Doer(one, "/streets/{street}/regulations/{name}") for name, one in doers.items()},
        elsewhere={"discarding": lambda _: "/draft/discarding"},
    )
    walked(embedded, kind)


def test_with_a_handbook_and_its_entries(embedded: Running, community: Community) -> None:
    appointment = community.appointed(community.post("消防监督"), _DECIDED)

    def entry(found: Json, thing: Thing) -> Json:
        return next(one for one in found["entries"] if one["appointment_id"] == thing["id"])

    doers = {"station": _STATION, "committee": _COMMITTEE, "commissioner": _COMMISSIONER}
    handbook = f"{_COMMUNITY}/handbook"
    book = Kind(
        ("station", "channel", "editions"),
        lambda: _here(""),
        {name: Doer(one, handbook) for name, one in doers.items()},
    )
    entries = Kind(
        ("handbook-entry",),
        lambda: _here(appointment["id"]),
        {name: Doer(one, "/appointments/{id}", handbook, entry) for name, one in doers.items()},
    )
    walked(embedded, book)
    walked(embedded, entries)


def test_with_a_certificate(embedded: Running, community: Community) -> None:
    def fresh() -> Thing:
        appointment = community.approved(community.post("消防监督"), _DECIDED)
        path = f"/appointments/{appointment['id']}/certificates"
        return {"id": community.do(path, _ISSUED)["id"], "of": appointment["id"]}

    def withdraw(thing: Thing) -> None:
        path = f"/appointments/{thing['of']}/withdrawal"
        body = {"reason": "本人放弃。", "happened_on": str(TODAY)}
        embedded.call("POST", path, actor=_COMMITTEE, json=body, key=new_key())

    doers = {"station": _STATION, "committee": _COMMITTEE}
    seen = "/appointments/{of}/certificates?limit=200"
    kind = Kind(
        ("replacement", "revocation"),
        fresh,
        {name: Doer(one, "/certificates/{id}", seen, _item) for name, one in doers.items()},
        bodies={"replacement": lambda _: [_ISSUED]},
        meanwhile={"withdrawal": withdraw},
    )
    walked(embedded, kind)


def test_with_a_handover(embedded: Running, community: Community) -> None:
    def fresh() -> Thing:
        appointment = community.appointed(community.post("消防监督"), _DECIDED)
        ending = {"reason": "resigned", "ended_on": str(TODAY)}
        community.do(f"/appointments/{appointment['id']}/ending", ending)
        community.handed_over(appointment)
        return {"id": appointment["id"]}

    doers = {"station": _STATION, "colleague": _COLLEAGUE, "committee": _COMMITTEE}
    kind = Kind(
        ("confirmation",),
        fresh,
        {name: Doer(one, "/appointments/{id}/handover") for name, one in doers.items()},
        bodies={"confirmation": lambda _: [{"side": side} for side in ("given", "received")]},
    )
    walked(embedded, kind)


def test_with_a_consent(embedded: Running) -> None:
    def fresh() -> Thing:
        return _made(embedded, "/consents", example("post", "/api/v1/consents"), _COMMISSIONER)

    at = "/consents/{id}"
    of_account = f"/consents?limit=200&account={_COMMISSIONER.account}"
    kind = Kind(
        ("withdrawal",),
        fresh,
        {
            "commissioner": Doer(_COMMISSIONER, at, "/consents/own?limit=200", _item),
            "station": Doer(_STATION, at, of_account, _item),
            "officer": Doer(_OFFICER, at, of_account, _item),
        },
    )
    walked(embedded, kind)


def test_with_an_account(embedded: Running) -> None:
    def fresh() -> Thing:
        login = {"login": f"clerk{next(_serial)}", "display_name": "王芳", "area": _HERE.community}
        made = embedded.answer("POST", "/accounts", actor=_ADMINISTRATOR, json=login, key=new_key())
        return {"id": made["account"]["id"]}

    role = {"role": "workstation_staff", "area": _HERE.community}
    nothing = {"begins_at": None, "ends_at": None, "appointment_id": None}
    doers = {"administrator": _ADMINISTRATOR, "station": _STATION}
    kind = Kind(
        (
            "edit",
            "locking",
            "unlocking",
            "closing",
            "roles",
            "initial-password",
            "second-factor-removal",
            "erasure",
        ),
        fresh,
        {name: Doer(one, "/accounts/{id}") for name, one in doers.items()},
        bodies={"roles": lambda _: [role | nothing]},
    )
    # The owner alone gets one, by signing in.
    walked(embedded, kind, besides={"second-factor-removal"})


def test_with_an_attachment(embedded: Running) -> None:
    receipt = embedded.submit()
    embedded.stored(receipt)
    of_appeal = f"/appeals/{receipt['id']}/attachments"
    of_code = f"/public/appeals/{receipt['tracking_code']}/attachments"

    def fresh() -> Thing:
        picture = {"file": ("现场.jpg", files.a_picture())}
        sent = embedded.answer("POST", of_appeal, actor=_STATION, files=picture)
        wait_for(lambda: embedded.answer("GET", of_appeal, actor=_STATION)["items"], 30, "listed")
        return {"id": sent["id"]}

    kind = Kind(
        ("removal",),
        fresh,
        {
            "station": Doer(_STATION, "/attachments/{id}", of_appeal, _item),
            "officer": Doer(_OFFICER, "/attachments/{id}", of_appeal, _item),
            "resident": Doer(None, f"{of_code}/{{id}}", of_code, _item),
        },
    )
    walked(embedded, kind)


def _item(found: Json, thing: Thing) -> Json:
    """It in a list; nothing where it is gone."""
    gone: Json = {"possible": []}
    return next((one for one in found["items"] if one["id"] == thing["id"]), gone)


def _here(identity: str) -> Thing:
    return {"community": _HERE.community, "id": identity}


def _made(running: Running, path: str, body: Json, by: Actor) -> Thing:
    """What somebody writes down, as soon as the place is known."""

    def made() -> Json | None:
        answer = running.call("POST", path, actor=by, json=body, key=new_key())
        found: Json = answer.json()
        return found if answer.ok else None

    found = wait_for(made, 20, f"{path} is written down") or {}
    return {"id": found["id"]}
