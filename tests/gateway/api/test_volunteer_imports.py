"""A table of volunteers at the interface: in turns, each under a key of its own."""

from __future__ import annotations

from typing import Any

from contracts.volunteers.imports import ImportVolunteers, VolunteerImport
from gateway.files.spreadsheets import csv_of
from tests.gateway.actors import STAFF
from tests.gateway.doubles import Gateway
from tests.journeys.registers import HEADING, a_person

_PATH = "/api/v1/volunteers/imports?community=440305007003"


def _asked(gateway: Gateway, rows: list[list[str]], key: str = "once") -> tuple[Any, list[Any]]:
    gateway.services.answers[ImportVolunteers] = VolunteerImport(
        is_check=False, added=1, unchanged=0, changes=[], faulty=0, faults=[]
    )
    before = len(gateway.services.asked)
    answer = gateway.call(
        "POST",
        _PATH,
        by=STAFF,
        data=csv_of([HEADING, *rows]),
        headers={"Content-Type": "text/csv", "Idempotency-Key": key},
    )
    assert answer.status_code == 200, answer.text
    return answer.json, gateway.services.asked[before:]


def test_lines_with_one_phone_come_together_in_turns(gateway: Gateway) -> None:
    """Only together do they show who stands there twice."""
    rows = [a_person(number) for number in range(450)]
    rows[449] = ["王二", *rows[0][1:]]

    report, asked = _asked(gateway, rows)

    turns = [[one.line for one in turn.request.rows] for turn in asked]
    assert sorted(line for turn in turns for line in turn) == list(range(2, 452))
    assert {2, 451} <= set(turns[0])
    assert [turn.idempotency_key for turn in asked] == ["once/0", "once/1", "once/2"]
    assert report["added"] == 3


def test_the_same_key_sends_the_same(gateway: Gateway) -> None:
    """So a table that broke off in the middle goes on where it was."""
    rows = [a_person(number) for number in range(3)]

    [_, [first]], [_, [again]], [_, [other]] = (
        _asked(gateway, rows, key) for key in ("one", "one", "two")
    )

    assert first.request == again.request
    assert first.request.rows[0].code != other.request.rows[0].code


def test_an_unreadable_line_stays_here_and_is_named(gateway: Gateway) -> None:
    rows = [a_person(0), ["", "没有", "成年"]]

    report, [turn] = _asked(gateway, rows)

    assert [one.line for one in turn.request.rows] == [2]
    faults = {(one["line"], one["column"]) for one in report["faults"]}
    assert faults == {(3, "phone"), (3, "name")}
    assert report["faulty"] == 1
