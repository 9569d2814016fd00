"""What happens at the same moment: one slip twice, two counters of a box, an award and an objection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from contracts.incentives.selection_objections import RecordSelectionObjection
from contracts.incentives.words import SelectionState
from runtime import clock
from runtime.database import Database
from services.incentives.selection_objections import operations as objections
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    COMMITTEE,
    FIRST,
    OTHER_STAFF,
    STAFF,
    awarded,
    box,
    checked,
    counted,
    keep_a_community,
    open_one,
    shown,
    slips,
    taken_in,
    voted,
)
from vocabulary.periods import day_of
from vocabulary.problems import Problem, WrongState


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def _at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each came to: its answer, or its refusal."""

    def tried(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Problem as refusal:
            return refusal

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(tried, steps))


def test_a_slip_counts_once_however_often_it_comes_at_once(three: Database) -> None:
    selection_id = open_one(three)
    for code in slips(three, selection_id, 5):
        found = _at_once(
            partial(voted, three, code, FIRST),
            partial(taken_in, three, selection_id, code),
            partial(voted, three, code, FIRST),
        )
        assert [type(one) for one in found if one is not None] == [WrongState] * 2

    ballot = shown(three, selection_id).ballot
    assert ballot is not None
    assert ballot.web + ballot.paper == 5


def test_votes_at_once_are_all_counted(three: Database) -> None:
    selection_id = open_one(three)
    codes = slips(three, selection_id, 12)

    found = _at_once(*(partial(voted, three, code, FIRST) for code in codes))

    assert found == [None] * 12
    places = {one.appointment_id: one.lines for one in counted(three, selection_id).places}
    assert (12, 12) in [(line.value, line.of) for line in places[FIRST]]


def test_two_counters_of_a_box_at_once_settle_it(three: Database) -> None:
    selection_id = open_one(three)
    for code in slips(three, selection_id, 3):
        taken_in(three, selection_id, code)

    found = _at_once(
        *(partial(box, three, selection_id, actor, 3) for actor in (STAFF, OTHER_STAFF, COMMITTEE))
    )

    # The third counter finds it settled.
    refused = [one for one in found if isinstance(one, WrongState)]
    assert len(refused) == 1
    settled = {one[1] for one in found if not isinstance(one, WrongState)}
    assert settled == {False, True}


def test_no_award_passes_an_objection_that_came_before_it(three: Database) -> None:
    """Either the objection is first and the award waits, or it is one to the honour."""
    selection_id = checked(three)
    day = day_of(clock.now()) - dt.timedelta(days=25)
    asked = RecordSelectionObjection(
        selection_id=selection_id, text="来信反映：事迹与事实不符。", happened_on=day
    )

    def object_() -> None:
        with three.writing() as session:
            objections.record(session, STAFF, asked)

    award, objection = _at_once(partial(awarded, three, selection_id), object_)

    assert objection is None
    found = shown(three, selection_id)
    assert found.open_objections == 1
    expected = SelectionState.CHECKED if isinstance(award, WrongState) else SelectionState.AWARDED
    assert found.state is expected
