"""A promise counted by facts, one that somebody saw, and one changed in mid-month. R23, R24."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from contracts.incentives.promises import (
    FollowedPromise,
    ListPromises,
    PromiseLast,
    ShowLastPromises,
    TiePromise,
    WritePromiseSeen,
)
from contracts.incentives.words import PromiseFact, PromiseVerdict
from contracts.recruitment.handbooks import HandbookPublished
from runtime.database import Database
from services.incentives.promises import operations, queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused
from tests.services.incentives.events import (
    HUA,
    PROMISE,
    began,
    handbook,
    keep,
    named,
    opened,
    reception,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState

COMMITTEE = an_actor(Role.PARTY_COMMITTEE, account="committee")
CLERK = an_actor(Role.WORKSTATION_STAFF, account="clerk")
OWN = an_actor(Role.COMMISSIONER, account=str(HUA))
CONCERNED = an_actor(Role.WORKSTATION_STAFF, account=str(HUA))
_FIRST, _LAST = dt.date(2013, 1, 1), dt.date(2013, 6, 30)
_MAY = dt.date(2013, 5, 20)


def _edition(number: int, day: dt.date, target: int | None) -> HandbookPublished:
    made = handbook(number, day, "每月接待两次。")
    (said,) = made.promises
    unit, period = ("次", "month") if target else (None, None)
    worded = dataclasses.replace(said, target=target, unit=unit, period=period)
    return dataclasses.replace(made, promises=[worded])


@pytest.fixture
def promised(incentives: Database) -> Database:
    """Two receptions a month are promised from March on, and in April and May there were some."""
    keep(incentives, [opened(), began(), named(), _edition(1, dt.date(2013, 3, 1), 2)])
    days = [dt.date(2013, 4, 3), dt.date(2013, 4, 9), dt.date(2013, 5, 4)]
    keep(incentives, [reception(day, 30) for day in days])
    return incentives


def test_a_promise_is_counted_by_the_facts_it_is_tied_to(promised: Database) -> None:
    """Receptions, not people received: one day with thirty visitors is one time."""
    found = _tie(promised, PromiseFact.RECEPTIONS)

    assert found.fact is PromiseFact.RECEPTIONS
    told = {one.first_day.month: (one.verdict, one.counted) for one in _one(promised).periods}
    assert told == {
        3: (PromiseVerdict.MISSED, 0),
        4: (PromiseVerdict.KEPT, 2),
        5: (PromiseVerdict.MISSED, 1),
        6: (PromiseVerdict.MISSED, 0),
    }
    assert (_one(promised).kept, _one(promised).missed) == (1, 3)


def test_a_promise_that_changed_in_mid_month_is_judged_by_the_days_of_each(
    promised: Database,
) -> None:
    """Two a month for the first ten days of May, and one a month from then on: one is needed."""
    keep(promised, [_edition(2, dt.date(2013, 5, 11), 1)])

    _tie(promised, PromiseFact.RECEPTIONS)

    may = next(one for one in _one(promised).periods if one.first_day.month == 5)
    assert (may.needed, may.counted, may.verdict) == (1, 1, PromiseVerdict.KEPT)


def test_what_no_facts_count_is_written_down_by_somebody_else(promised: Database) -> None:
    assert _one(promised).not_countable == 4

    found = _see(promised, CLERK, PromiseVerdict.KEPT)

    may = next(one for one in found.periods if one.first_day == dt.date(2013, 5, 1))
    assert (may.verdict, may.seen) == (PromiseVerdict.KEPT, "都见巡查记录。")
    assert _see(promised, COMMITTEE, PromiseVerdict.MISSED).missed == 1
    assert isinstance(refused(_see, promised, CONCERNED, PromiseVerdict.KEPT), Forbidden)
    early = refused(_see, promised, CLERK, PromiseVerdict.KEPT, dt.date(2013, 2, 2))
    assert field_of(early) == ("day", "no_full_period")


def test_facts_and_somebody_do_not_judge_the_same_promise(promised: Database) -> None:
    _see(promised, CLERK, PromiseVerdict.KEPT)
    _tie(promised, PromiseFact.RECEPTIONS)

    assert isinstance(refused(_see, promised, CLERK, PromiseVerdict.KEPT), WrongState)
    assert all(one.seen is None for one in _one(promised).periods)
    # Without the tie, what was seen counts again.
    assert _tie(promised, None).kept == 1


def test_a_promise_tied_to_facts_of_another_unit_is_refused(promised: Database) -> None:
    refusal = refused(_tie, promised, PromiseFact.TRAINING_HOURS)

    assert field_of(refusal) == ("fact", "other_unit")


def test_only_the_committee_ties_and_nobody_elsewhere(promised: Database) -> None:
    tied = PromiseFact.RECEPTIONS
    assert isinstance(refused(_tie, promised, tied, CLERK), Forbidden)
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)
    assert isinstance(refused(_tie, promised, tied, elsewhere), NotFound)


def test_commissioners_follow_their_own_promises(promised: Database) -> None:
    another = an_actor(Role.COMMISSIONER, account="somebody else")

    assert [one.promise_id for one in _all(promised, OWN)] == [PROMISE]
    assert _all(promised, another) == []
    assert [one.possible for one in _all(promised, OWN)] == [[]]
    assert [one.possible for one in _all(promised, COMMITTEE)] == [["fact", "seen"]]


def test_anyone_reads_the_last_full_period(promised: Database) -> None:
    _tie(promised, PromiseFact.RECEPTIONS)
    with promised.reading() as session:
        found = queries.last_of_all(session, ShowLastPromises(community=LILIN)).items

    # Nobody is received any more, so that the last month is missed, whichever it is.
    assert [(one.promise_id, one.verdict, one.needed) for one in found] == [
        (PROMISE, PromiseVerdict.MISSED, 2)
    ]
    assert all(isinstance(one, PromiseLast) for one in found)


def _tie(database: Database, fact: PromiseFact | None, actor: Actor = COMMITTEE) -> FollowedPromise:
    with database.writing() as session:
        asked = TiePromise(promise_id=PROMISE, fact=fact)
        return operations.tie(session, actor, asked)


def _see(
    database: Database, actor: Actor, verdict: PromiseVerdict, day: dt.date = _MAY
) -> FollowedPromise:
    asked = WritePromiseSeen(promise_id=PROMISE, day=day, verdict=verdict, seen="都见巡查记录。")
    with database.writing() as session:
        return operations.write_seen(session, actor, asked)


def _all(database: Database, actor: Actor) -> list[Any]:
    asked = ListPromises(community=LILIN, from_day=_FIRST, to_day=_LAST)
    with database.reading() as session:
        return queries.of_community(session, actor, asked).items


def _one(database: Database) -> FollowedPromise:
    (found,) = _all(database, COMMITTEE)
    assert isinstance(found, FollowedPromise)
    return found
