"""Elections of residents' committees, and commissioners' seats against the street's target. R52."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.gateway.areas import AreaName, AreaPublished
from contracts.incentives.committee_elections import (
    CommitteeElectionRecorded,
    CommitteeElectionView,
    CommitteeSeatsOverview,
    CorrectCommitteeElection,
    RecordCommitteeElection,
    ShowCommitteeSeats,
)
from contracts.recruitment.parameters import ParameterSet
from groundwork import areas, parameters
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.committee_elections import operations, queries
from tests.builders import LILIN, STREET, YUELIANGWAN, an_actor, field_of, refused
from tests.outboxes import events
from tests.services.incentives.selecting import OFFICER, STAFF
from vocabulary.actors import Actor, Role
from vocabulary.areas import level_of
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

_DAY = dt.date(2013, 3, 10)


def _recorded(database: Database, actor: Actor = OFFICER, **changed: Any) -> CommitteeElectionView:
    usual: dict[str, Any] = {
        "community": LILIN,
        "held_on": _DAY,
        "seats": 9,
        "commissioners": 2,
        "source": "选举结果公告 2013 年第 1 号",
    }
    with database.writing() as session:
        return operations.record(session, actor, RecordCommitteeElection(**usual | changed))


def _overview(
    database: Database, actor: Actor = OFFICER, street: str = STREET
) -> CommitteeSeatsOverview:
    with database.reading() as session:
        return queries.overview(session, actor, ShowCommitteeSeats(street=street))


def test_a_street_sees_each_committee_against_its_target(incentives: Database) -> None:
    _recorded(incentives)
    _recorded(incentives, held_on=dt.date(2008, 3, 10), commissioners=0)

    found = _overview(incentives)

    assert [(one.community, one.commissioners, one.meets_target) for one in found.items] == [
        (LILIN, 2, True),
        (YUELIANGWAN, None, None),
    ]
    assert (found.target_percent, found.seats, found.commissioners, found.percent) == (
        20,
        9,
        2,
        22.22,
    )
    assert found.items[0].next_due_on == dt.date(2018, 3, 10)


def test_committees_of_communities_that_merged_sit_until_the_next_election(
    incentives: Database,
) -> None:
    _recorded(incentives)
    _recorded(incentives, community=YUELIANGWAN, held_on=dt.date(2012, 6, 1), seats=7)
    merged = AreaPublished(
        code=YUELIANGWAN,
        level=level_of(YUELIANGWAN),
        names=[AreaName(name_zh="月亮湾社区", name_en="Yueliangwan Community")],
        is_sample=True,
        valid_to=dt.date(2014, 1, 31),
        successor=LILIN,
        version=9,
    )
    with incentives.writing() as session:
        areas.keep(session, [merged])

    [both] = _overview(incentives).items
    assert (both.seats, both.commissioners, both.held_on) == (16, 4, dt.date(2012, 6, 1))

    # The committee that the whole community elects takes the place of both.
    _recorded(incentives, held_on=dt.date(2018, 3, 10), seats=11, commissioners=3)
    [new] = _overview(incentives).items
    assert (new.seats, new.commissioners, new.held_on) == (11, 3, dt.date(2018, 3, 10))


def test_a_street_sets_its_own_target(incentives: Database) -> None:
    _recorded(incentives)
    told = ParameterSet(
        parameter_id=new_id(),
        street=STREET,
        name="committee_seats_percent",
        value=30,
        effective_from=_DAY,
        version=1,
    )
    with incentives.writing() as session:
        parameters.keep(session, [told])

    found = _overview(incentives)

    assert (found.target_percent, found.items[0].meets_target) == (30, False)


def test_a_correction_is_told_with_its_version(incentives: Database) -> None:
    made = _recorded(incentives)
    asked = CorrectCommitteeElection(
        election_id=made.id, seats=9, commissioners=3, source="更正公告", expected_version=1
    )
    with incentives.writing() as session:
        found = operations.correct(session, OFFICER, asked)

    assert (found.commissioners, found.percent) == (3, 33.33)
    heard = events(incentives, made.id)
    told = [one for one in heard if isinstance(one, CommitteeElectionRecorded)]
    assert [(one.commissioners, one.version) for one in told] == [(2, 1), (3, 2)]


def test_a_community_sees_itself_alone(incentives: Database) -> None:
    found = _overview(incentives, STAFF)

    assert [one.community for one in found.items] == [LILIN]
    stranger = an_actor(Role.STREET_OFFICER, "440306001000")
    assert isinstance(refused(_overview, incentives, stranger), NotFound)
    assert isinstance(refused(_overview, incentives, OFFICER, LILIN), NotFound)


@pytest.mark.one_database
def test_what_cannot_be_is_refused(incentives: Database) -> None:
    _recorded(incentives)

    assert isinstance(refused(_recorded, incentives), WrongState)
    assert isinstance(refused(_recorded, incentives, STAFF), Forbidden)
    problem = refused(_recorded, incentives, seats=2, commissioners=3)
    assert field_of(problem) == ("commissioners", "more_than_seats")
    tomorrow = day_of(clock.now()) + dt.timedelta(days=1)
    problem = refused(_recorded, incentives, held_on=tomorrow)
    assert field_of(problem) == ("held_on", "in_the_future")
    assert isinstance(refused(_recorded, incentives, community=STREET), NotFound)
    problem = refused(_recorded, incentives, community="440305007099")
    assert field_of(problem) == ("community", "unknown_community")
    problem = refused(_recorded, incentives, source="张三 13800138000 转告")
    assert field_of(problem) == ("source", "personal_number")
