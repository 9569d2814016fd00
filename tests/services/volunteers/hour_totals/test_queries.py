"""Hours added up: by person, team, field of work, community and month, as far as rights go."""

from __future__ import annotations

import pytest

from contracts.volunteers.hours import TotalHours, TotalsOfHours
from contracts.volunteers.words import HoursBy, Presence
from runtime import clock
from runtime.database import Database
from services.volunteers.hour_totals import queries
from tests.builders import DENGLIANG, LILIN, STAFF, an_actor
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    counted,
    hours_of,
    person_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of


def _totals(database: Database, by: HoursBy, actor: Actor = STAFF) -> TotalsOfHours:
    with database.reading() as session:
        return queries.of(session, actor, TotalHours(by=by))


@pytest.fixture
def served(volunteers: Database) -> list[object]:
    """Two people served once, one of them twice; one shift counts, one was away."""
    team = a_team(volunteers)
    people = [registered(volunteers, phone=f"1380013800{number}") for number in range(3)]
    first = published(volunteers, team, places=3)
    for person, minutes in zip(people[:2], (180, 120), strict=True):
        checked_in(volunteers, signed_up(volunteers, first, person), minutes=minutes)
    checked_in(volunteers, signed_up(volunteers, first, people[2]), Presence.ABSENT)
    longest = max(hours_of(volunteers, first), key=lambda one: one.minutes)
    counted(volunteers, longest)
    return [person_of(volunteers, one) for one in people]


def test_totals_tell_what_counts_and_what_does_not_yet(
    volunteers: Database, served: list[object]
) -> None:
    """People are counted once, and those who were away not at all."""
    found = {by: _totals(volunteers, by) for by in HoursBy}
    month = str(day_of(clock.now()))[:7]

    for one in found.values():
        sums = (one.people, one.served, one.counted_minutes, one.pending_minutes)
        assert (sums, one.left_out) == ((2, 2, 180, 120), 0)
    assert [(one.volunteer_id, one.counted_minutes) for one in found[HoursBy.PERSON].items] == [
        (served[0], 180),
        (served[1], 0),
    ]
    assert found[HoursBy.PERSON].items[0].name == "陈*"
    assert [one.team for one in found[HoursBy.TEAM].items] == ["荔林消防团队"]
    assert [one.category for one in found[HoursBy.CATEGORY].items] == ["fire_safety"]
    assert [one.community for one in found[HoursBy.COMMUNITY].items] == [LILIN]
    assert len(found[HoursBy.MONTH].items) == 1
    assert (found[HoursBy.MONTH].items[0].month or "") >= month


def test_totals_end_where_the_right_to_read_ends(
    volunteers: Database, served: list[object]
) -> None:
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)

    found = _totals(volunteers, HoursBy.PERSON, elsewhere)

    assert served
    assert (found.items, found.people, found.counted_minutes) == ([], 0, 0)


def test_the_smallest_totals_are_left_out_and_told(
    volunteers: Database, served: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 1)

    found = _totals(volunteers, HoursBy.PERSON)

    assert [one.volunteer_id for one in found.items] == [served[0]]
    assert (found.left_out, found.served) == (1, 2)
