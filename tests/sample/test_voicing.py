"""Meetings, elections, nominations and reviews of the sample. R47, R50 to R53."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from contracts.incentives.words import PointKind
from sample import people, voicing
from sample.people import DENGLIANG
from sample.recruiting import NAMES, Deed, known_as
from services.incentives import quarters
from services.incentives.meetings.rules import NOTICE_DAYS
from vocabulary.periods import day_of

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize("community", NAMES)
def test_each_meeting_of_then_had_commissioners_and_both_kinds_of_points(community: str) -> None:
    deeds = list(voicing.of_then(community, _DAY))
    held = [one.body for one in deeds if one.path.endswith("/held-sharing-meetings")]
    kinds = [one.body.plain()["kind"] for one in deeds if one.path.endswith("/points")]

    assert held
    assert sorted(kinds) == sorted([*PointKind][:2] * len(held))
    for body in held:
        day = day_of(dt.datetime.fromisoformat(str(body.plain()["held_at"])))
        assert len(voicing.in_office_on(community, day)) > 1


def test_of_four_quarters_one_is_missing_and_explained() -> None:
    deeds = list(voicing.of_then(DENGLIANG, _DAY))
    held = {
        quarters.quarter_of(day_of(dt.datetime.fromisoformat(str(one.body.plain()["held_at"]))))
        for one in deeds
        if one.path.endswith("/held-sharing-meetings")
    }
    [explained] = [one.path.split("/")[-2] for one in deeds if "/missed-meetings/" in one.path]

    assert held | {explained} == {f"2013Q{number}" for number in (1, 2, 3, 4)}
    assert explained not in held


@pytest.mark.parametrize("day", [dt.date(2027, 1, 1), dt.date(2027, 2, 1), dt.date(2027, 9, 20)])
def test_the_next_meeting_is_a_week_ahead_on_any_day(day: dt.date) -> None:
    planned = next(voicing.of_today(DENGLIANG, day)).body.plain()

    held_on = day_of(dt.datetime.fromisoformat(str(planned["held_at"])))
    assert (held_on - day).days >= NOTICE_DAYS


@pytest.mark.parametrize("community", NAMES)
def test_nothing_is_named_before_it_is_there(community: str) -> None:
    known = {str(known_as("appointment", one.code)) for one in people.residents_of(community)}
    deeds = _all(community)
    for deed in deeds:
        written = deed.path + json.dumps(deed.body.plain())
        assert set(_UUID.findall(written)) <= known, deed.key
        known |= {str(one) for one in (deed.gives, *deed.names.values()) if one is not None}
    assert len({one.key for one in deeds}) == len(deeds)


def _all(community: str) -> list[Deed]:
    return [*voicing.of_then(community, _DAY), *voicing.of_today(community, _DAY)]
