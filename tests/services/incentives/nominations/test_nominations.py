"""Nominations are written down with their source, and decided by nobody here. R51."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.incentives.nominations import (
    ListNominations,
    NominationRecorded,
    NominationView,
    RecordNomination,
    RecordNominationOutcome,
)
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.words import DeputyBody, NominationOutcome
from runtime import clock
from runtime.database import Database
from services.incentives.nominations import operations, queries
from services.incentives.own_data import operations as own_data
from tests.builders import field_of, refused
from tests.outboxes import events
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    FIRST,
    OFFICER,
    PEERS,
    STAFF,
    STREET_COMMITTEE,
    keep_a_community,
)
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

_DAY = dt.date(2013, 5, 4)


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners in office."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def _recorded(database: Database, actor: Actor = OFFICER, **changed: Any) -> NominationView:
    usual: dict[str, Any] = {
        "appointment_id": FIRST,
        "nominated_for": DeputyBody.PEOPLES_CONGRESS,
        "nominated_on": _DAY,
        "nominated_by": "荔林社区选民小组",
        "source": "区选举办公告 2013 年第 4 号",
    }
    with database.writing() as session:
        return operations.record(session, actor, RecordNomination(**usual | changed))


def _became(
    database: Database, nomination_id: UUID, outcome: NominationOutcome, on: dt.date
) -> NominationView:
    asked = RecordNominationOutcome(
        nomination_id=nomination_id,
        outcome=outcome,
        outcome_on=on,
        outcome_source="区人大公告 2013 年第 7 号",
    )
    with database.writing() as session:
        return operations.record_outcome(session, OFFICER, asked)


def test_a_nomination_and_its_outcome_are_told_each_time(three: Database) -> None:
    made = _recorded(three)
    assert (made.outcome, made.post, made.possible) == (
        NominationOutcome.PENDING,
        "消防专员1",
        ["outcome"],
    )

    _became(three, made.id, NominationOutcome.ELECTED, _DAY)
    # What was written down wrongly is written anew.
    found = _became(three, made.id, NominationOutcome.NOT_ELECTED, _DAY)

    assert (found.outcome, found.version) == (NominationOutcome.NOT_ELECTED, 3)
    told = [one for one in events(three, made.id) if isinstance(one, NominationRecorded)]
    assert [(one.outcome.value, one.version) for one in told] == [
        ("pending", 1),
        ("elected", 2),
        ("not_elected", 3),
    ]


def test_desks_read_nominations_and_the_person_gets_a_copy(three: Database) -> None:
    _recorded(three)
    for reader, number in ((STAFF, 1), (STREET_COMMITTEE, 1), (PEERS[0], 0)):
        with three.reading() as session:
            found = queries.page(
                session, reader, ListNominations(nominated_for=None, outcome=None)
            ).items
        assert len(found) == number
    assert isinstance(refused(_recorded, three, PEERS[0]), NotFound)
    assert isinstance(refused(_recorded, three, STAFF), Forbidden)

    with three.reading() as session:
        copy = own_data.copy_of(session, PEERS[0], ExportOwnIncentives())
        other = own_data.copy_of(session, PEERS[1], ExportOwnIncentives())

    assert ([one.appointment_id for one in copy.nominations], other.nominations) == ([FIRST], [])


@pytest.mark.one_database
def test_what_cannot_be_is_refused(three: Database) -> None:
    made = _recorded(three)
    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)

    assert isinstance(refused(_recorded, three), WrongState)
    for day in (tomorrow, dt.date(2012, 12, 31)):
        problem = refused(_recorded, three, nominated_on=day)
        assert field_of(problem) == ("nominated_on", "out_of_range")
    number = "张三 13800138000"
    problem = refused(_recorded, three, nominated_by=number)
    assert field_of(problem) == ("nominated_by", "personal_number")
    problem = refused(_recorded, three, source=number)
    assert field_of(problem) == ("source", "personal_number")
    problem = refused(_became, three, made.id, NominationOutcome.PENDING, _DAY)
    assert field_of(problem) == ("outcome", "no_outcome")
    for day in (tomorrow, dt.date(2013, 5, 3)):
        problem = refused(_became, three, made.id, NominationOutcome.ELECTED, day)
        assert field_of(problem) == ("outcome_on", "out_of_range")
