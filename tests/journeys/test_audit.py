"""The audit, from the door to the administrator's list and the operator's check."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.settings import DATABASES
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, administrator_of, commissioner_of, staff_of
from vocabulary.actors import Actor, Grant, Role

pytestmark = pytest.mark.both_systems("what is done in either stands in its audit")

_HERE = place_of(__file__)
_ADMINISTRATOR = administrator_of(_HERE.street)
STAFF = staff_of(_HERE.community)


def _accepted(running: Running) -> str:
    """An appeal that a resident submitted and the workstation accepted; gives its id."""
    receipt = running.submit()
    running.stored(receipt)
    running.answer("POST", f"/appeals/{receipt['id']}/acceptance", actor=STAFF, json={})
    appeal_id: str = receipt["id"]
    return appeal_id


def _audit(running: Running, actor: Actor = _ADMINISTRATOR, **filters: str | int) -> list[Json]:
    found = running.answer("GET", "/audit", actor=actor, params=filters)
    items: list[Json] = found["items"]
    return items


def test_an_administrator_reads_who_did_what_from_where(running: Running) -> None:
    appeal_id = _accepted(running)

    accepted, received = _audit(running, identity=appeal_id)

    assert (received["action"], received["role"], received["account"]) == (
        "linli.gateway.appeal_submitted",
        "resident",
        None,
    )
    assert (accepted["action"], accepted["role"], accepted["account"]) == (
        "appeals.accept_appeal",
        "workstation_staff",
        STAFF.account,
    )
    for entry in (received, accepted):
        assert (entry["address"], entry["program"]) == ("127.0.0.1", "http")
        assert entry["area"] == _HERE.community
    told = {change["field"]: change for change in accepted["changes"]}
    assert (told["state"]["before"], told["state"]["after"]) == ("received", "accepted")


def test_what_staff_write_down_is_for_the_resident(running: Running) -> None:
    body = {
        "community": _HERE.community,
        "category": "pets",
        "applicant_group": "resident",
        "text": "狗没有牵绳。",
        "received_at": "2013-05-04T09:30:00+08:00",
    }
    receipt = running.answer("POST", "/appeals", actor=STAFF, json=body)
    running.stored(receipt)

    (entry,) = _audit(running, identity=receipt["id"])

    assert (entry["account"], entry["on_behalf_of"]) == (STAFF.account, "resident")


def test_a_request_id_leads_to_the_audit(running: Running) -> None:
    receipt = running.submit()
    running.stored(receipt)
    answer = running.call("POST", f"/appeals/{receipt['id']}/acceptance", actor=STAFF, json={})

    (entry,) = _audit(running, correlation_id=answer.headers["X-Request-Id"])

    assert entry["identity"] == receipt["id"]


def test_another_communitys_administrator_sees_nothing_of_it(running: Running) -> None:
    appeal_id = _accepted(running)
    elsewhere = Actor("administrator-2", (Grant(Role.ADMINISTRATOR, _HERE.neighbour),))

    assert _audit(running, elsewhere, identity=appeal_id) == []
    assert _audit(running, elsewhere, identity=appeal_id, area=_HERE.community) == []


@pytest.mark.parametrize("service", ["appeals", "street", "incentives", "gateway"])
def test_every_service_shows_its_audit(running: Running, service: str) -> None:
    entries = _audit(running, service=service, limit=5)

    assert all(entry["action"] for entry in entries)
    # The street's figures keep none, and what honours keep depends on the quarter's reports.
    if service != "incentives":
        assert bool(entries) is (service != "street")


@pytest.mark.parametrize("actor", [STAFF, commissioner_of(_HERE.community)])
def test_nobody_else_reads_it(running: Running, actor: Actor) -> None:
    assert running.call("GET", "/audit", actor=actor).status_code == 403


def test_an_import_of_areas_is_the_operators(running: Running) -> None:
    (entry,) = _audit(running, service="gateway", kind="area", identity=_HERE.community)

    assert (entry["action"], entry["role"]) == ("linli areas import", "operator")


def test_the_audit_of_a_running_system_holds(running: Running, tmp_path: Path) -> None:
    _accepted(running)
    kept = tmp_path / "seals"
    kept.write_text(running.linli("audit", "head"))
    _accepted(running)

    checked = running.linli("audit", "verify", "--against", str(kept))

    # An hour's seal may have been made meanwhile, or not.
    assert [line.split(";")[0] for line in checked.splitlines()] == [
        f"{database}: holds" for database in DATABASES
    ]
