from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from sample import accounts, honouring, people
from sample.people import DENGLIANG
from sample.recruiting import NAMES, Deed, known_as
from vocabulary.actors import Role

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize("community", NAMES)
def test_more_could_be_honoured_for_2014_than_are(community: str) -> None:
    """R48: with one candidate there would be no order."""
    assert len(honouring.candidates_of_then(community)) > 1
    for one in honouring.candidates_of_then(community):
        assert one.serves_on(dt.date(honouring.YEAR, 1, 1))


@pytest.mark.parametrize("community", NAMES)
def test_the_weights_of_a_selection_add_to_100(community: str) -> None:
    drafts = [_body(deed) for deed in _all(community) if deed.path.endswith("/selections")]

    assert [sum(one["weight"] for one in body["criteria"]) for body in drafts] == [100, 100]
    assert {body["year"] for body in drafts} == {honouring.YEAR, _DAY.year}


@pytest.mark.parametrize("day", [dt.date(2027, 1, 1), dt.date(2027, 1, 6), dt.date(2027, 12, 31)])
def test_the_selection_of_today_is_of_a_year_of_which_receptions_are_known(day: dt.date) -> None:
    drafted = next(honouring.choosing(DENGLIANG, day))

    assert _body(drafted)["year"] == (day - dt.timedelta(days=5)).year


def test_each_step_is_taken_by_those_who_may() -> None:
    """R24, R49: the committee approves and nominates, the street opens, the workstation publishes."""
    roles = {
        "summary": Role.WORKSTATION_STAFF,
        "approval": Role.PARTY_COMMITTEE,
        "publication": Role.WORKSTATION_STAFF,
        "correction": Role.WORKSTATION_STAFF,
        "selections": Role.STREET_OFFICER,
        "opening": Role.STREET_OFFICER,
        "slips": Role.WORKSTATION_STAFF,
        "count": Role.PARTY_COMMITTEE,
        "nomination": Role.PARTY_COMMITTEE,
        "notice": Role.WORKSTATION_STAFF,
    }
    taken = {deed.path.rpartition("/")[2]: deed.by for deed in _all(DENGLIANG)}

    for step, role in roles.items():
        by = taken[step]
        assert by is not None
        assert by.holds(role, at=DENGLIANG), step


@pytest.mark.parametrize("community", NAMES)
def test_a_commissioner_judges_the_other_only(community: str) -> None:
    first, second = accounts.commissioners_of(community)
    peers = [
        (deed.by.account, len(_body(deed)["points"]))
        for deed in honouring.choosing(community, _DAY)
        if deed.path.endswith("/opinion")
        and deed.by
        and deed.by.holds(Role.COMMISSIONER, at=community)
    ]

    assert peers == [(str(second.person), 1)]
    assert str(first.person) not in dict(peers)


@pytest.mark.parametrize("community", NAMES)
def test_every_key_stands_once(community: str) -> None:
    keys = [deed.key for deed in _all(community)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("community", NAMES)
def test_nothing_is_named_before_it_is_there(community: str) -> None:
    known = {str(honouring.report_of(community))} | {
        str(known_as("appointment", one.code)) for one in people.residents_of(community)
    }
    for deed in _all(community):
        written = deed.path + json.dumps(deed.body.plain())
        assert set(_UUID.findall(written)) <= known, deed.key
        known |= {str(one) for one in (deed.gives, *deed.names.values()) if one is not None}


def _all(community: str) -> list[Deed]:
    return [
        *honouring.reporting(community, _DAY),
        *honouring.choosing(community, _DAY),
        *honouring.choosing_of_then(community, _DAY),
    ]


def _body(deed: Deed) -> dict[str, Any]:
    return dict(deed.body.plain())
