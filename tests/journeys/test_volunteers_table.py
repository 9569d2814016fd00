"""A community brings in its volunteers by a table that holds faults, as all of them do."""

from __future__ import annotations

import pytest
import requests

from gateway.files.spreadsheets import CSV_TYPE
from tests.journeys.places import place_of
from tests.journeys.registers import a_table
from tests.journeys.running import Json, Running, new_key, staff_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_SECONDS = 300


def _imported(running: Running, community: str, table: bytes, **query: str) -> Json:
    answer = requests.post(
        f"{running.address}/api/v1/volunteers/imports",
        params={"community": community, **query},
        data=table,
        headers={
            "Authorization": f"Bearer {running.token(_STAFF)}",
            "Content-Type": CSV_TYPE,
            "Idempotency-Key": new_key(),
        },
        timeout=_SECONDS,
    )
    body: Json = answer.json()
    return body


def _figures(done: Json) -> tuple[int, int, int]:
    return done["added"], done["unchanged"], done["faulty"]


def _count(running: Running) -> int:
    query = {"area": _HERE.community, "total": "true", "limit": 1}
    total: int = running.answer("GET", "/volunteers", actor=_STAFF, params=query)["total"]
    return total


def _walk(running: Running, people: int, faulty: int) -> None:
    """Tried, imported, imported again: each faulty line is named, and nobody is there twice."""
    table, faults = a_table(people, faulty)
    before = _count(running)

    tried = _imported(running, _HERE.community, table, check="true")
    untouched = _count(running)
    done = _imported(running, _HERE.community, table)
    again = _imported(running, _HERE.community, table, change="true")

    good = people - faulty
    assert (_figures(tried), untouched) == ((good - before, before, faulty), before)
    assert _figures(done) == (good - before, before, faulty)
    assert _figures(again) == (0, good, faulty)
    assert _count(running) == good
    assert {one["line"]: one["fault"] for one in done["faults"]}.keys() == faults.keys()
    assert {(one["line"], one["fault"]) for one in done["faults"]} >= set(faults.items())


def test_a_table_with_faults_goes_in_once(running: Running) -> None:
    _walk(running, 60, 12)


@pytest.mark.thorough("imports 5,000 people twice")
def test_five_thousand_people_with_37_faulty_lines(embedded: Running) -> None:
    _walk(embedded, 5_000, 37)


def test_a_table_of_another_community_is_not_found(embedded: Running) -> None:
    table, _ = a_table(2, 0)

    refused = _imported(embedded, _HERE.neighbour, table)

    assert refused["status"] == 404


def test_the_form_to_fill_in_is_read(embedded: Running) -> None:
    form = embedded.call("GET", "/volunteers/imports/template", actor=_STAFF)
    answer = requests.post(
        f"{embedded.address}/api/v1/volunteers/imports?community={_HERE.community}&check=true",
        data=form.content,
        headers={
            "Authorization": f"Bearer {embedded.token(_STAFF)}",
            "Content-Type": form.headers["Content-Type"],
        },
        timeout=_SECONDS,
    )

    assert _figures(answer.json()) == (0, 0, 0)
