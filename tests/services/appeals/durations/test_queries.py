from __future__ import annotations

import datetime as dt
from typing import Any

from contracts.appeals.closing import CloseAppeal
from contracts.appeals.durations import Durations, ShowDurations
from contracts.appeals.words import Method, Outcome
from runtime.database import Database
from services.appeals.closing import operations as closing
from services.appeals.durations import queries
from tests.builders import (
    COMMISSIONER,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    a_settled_appeal,
    acted_on,
    an_actor,
    an_assigned_appeal,
    done,
    shanghai,
)
from vocabulary.actors import Actor, Role

_OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)


def _durations(register: Database, actor: Actor = STAFF, **asked: Any) -> Durations:
    with register.reading() as session:
        request = ShowDurations(**{"closed_to": dt.date(2013, 12, 31), **asked})
        return queries.durations(session, actor, request)


def test_days_are_those_of_shanghai_and_a_reader_counts_what_they_may_see(
    register: Database,
) -> None:
    """Issue 19: how long appeals take, as a distribution."""
    # Half an hour after this the next day begins.
    a_settled_appeal(register, received_at=shanghai(2013, 5, 4, 23, 30))
    an_assigned_appeal(register)

    found = _durations(register)

    assert (found.closed, found.median_days, found.within_days) == (1, 4, 4)
    [filled] = [one for one in found.steps if one.closed]
    assert (filled.least_days, filled.most_days, filled.settled) == (4, 7, 1)
    assert _durations(register, _OFFICER).closed == 1
    assert _durations(register, _OFFICER, area=YUELIANGWAN).closed == 0
    assert _durations(register, _OFFICER, area=LILIN).closed == 1
    assert _durations(register, _ELSEWHERE).closed == 0
    assert _durations(register, Actor()).closed == 0
    assert _durations(register, closed_to=dt.date(2013, 5, 7)).closed == 0
    assert _durations(register, closed_from=dt.date(2013, 5, 9)).closed == 0


def test_what_was_explained_counts_as_closed_and_not_as_settled(register: Database) -> None:
    appeal = acted_on(register, an_assigned_appeal(register), Method.EXPLAIN_AND_PERSUADE)
    request = CloseAppeal(
        appeal_id=appeal.id,
        outcome=Outcome.EXPLAINED,
        reason="已当面说明。",
        happened_at=shanghai(2013, 5, 8),
    )
    done(register, closing.close, COMMISSIONER, request)

    found = _durations(register)

    assert (found.closed, sum(one.settled for one in found.steps)) == (1, 0)
