from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    HolidayList,
    HolidayRemoved,
    HolidaySet,
    HolidayView,
    HolidayYearDeclared,
    HolidayYearView,
    RemoveHoliday,
    SetHoliday,
)
from contracts.recruitment.words import DataOf
from runtime.database import Database
from services.recruitment.holidays import operations, queries
from tests.builders import LILIN, STAFF, STREET, an_actor, done, refused
from tests.outboxes import events
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState
from vocabulary.workdays import add_workdays, notice_of

_ADMINISTRATOR = an_actor(Role.ADMINISTRATOR, "440305000000")
_SATURDAY, _NEW_YEAR = dt.date(2027, 2, 27), dt.date(2027, 1, 1)


def _set(database: Database, actor: Actor = _ADMINISTRATOR, **changed: Any) -> HolidayView:
    usual: dict[str, Any] = {
        "day": _SATURDAY,
        "is_workday": True,
        "name": "春节调休上班",
        "source": "国务院办公厅通知",
    }
    return done(database, operations.put, actor, SetHoliday(**usual | changed))


def _remove(database: Database, actor: Actor = _ADMINISTRATOR, **changed: Any) -> Any:
    request = RemoveHoliday(**{"day": _SATURDAY} | changed)
    return done(database, operations.remove, actor, request)


def _declare(database: Database, actor: Actor = _ADMINISTRATOR, **changed: Any) -> HolidayYearView:
    usual: dict[str, Any] = {"year": 2027, "is_complete": True, "source": "国务院办公厅通知"}
    return done(database, operations.declare, actor, DeclareHolidayYear(**usual | changed))


def _enter_all(database: Database) -> None:
    """As far as a test needs it."""
    for month, day in ((1, 1), (5, 1), (10, 1)):
        _set(database, day=dt.date(2027, month, day), is_workday=False, name="节假日")


def _year(database: Database, year: int) -> HolidayList:
    with database.reading() as session:
        return queries.of_year(session, year)


def test_an_entered_day_counts_until_it_is_taken_back(recruitment: Database) -> None:
    friday = _SATURDAY - dt.timedelta(days=1)
    shown = _set(recruitment)

    assert (shown.is_workday, shown.is_entered, shown.version) == (True, True, 1)
    with recruitment.reading() as session:
        assert add_workdays(friday, 1, queries.calendar(session)) == _SATURDAY
    assert _remove(recruitment).version == 0
    with recruitment.reading() as session:
        assert add_workdays(friday, 1, queries.calendar(session)) == dt.date(2027, 3, 1)


def test_the_same_again_changes_nothing_and_another_counts(recruitment: Database) -> None:
    _set(recruitment)

    assert _set(recruitment).version == 1
    assert _set(recruitment, is_workday=False, name="春节").version == 2


def test_a_year_without_data_warns(recruitment: Database) -> None:
    empty = _year(recruitment, 2027)
    assert (empty.known_from, empty.items) == (DataOf.NOTHING, [])
    assert "2027" in (empty.warning_zh or "")

    _set(recruitment, day=_NEW_YEAR, is_workday=False, name="元旦")

    entered = _year(recruitment, 2027)
    assert (entered.known_from, [day.name for day in entered.items]) == (DataOf.ENTERED, ["元旦"])
    assert entered.warning_en is not None
    with recruitment.reading() as session:
        notice = notice_of(dt.date(2026, 12, 30), 3, queries.calendar(session))
    assert (notice.last_day, notice.unknown_years) == (dt.date(2027, 1, 5), (2027,))


def test_a_published_year_shows_holidays_and_working_weekends(recruitment: Database) -> None:
    found = _year(recruitment, 2026)

    worked = [day.day.isoformat() for day in found.items if day.is_workday]
    assert (found.known_from, found.warning_zh) == (DataOf.PUBLISHED, None)
    assert "2026-02-14" in worked
    assert all(not day.is_entered for day in found.items)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "actor",
    [
        STAFF,
        an_actor(Role.STREET_OFFICER, STREET),
        an_actor(Role.PARTY_COMMITTEE, LILIN),
        an_actor(Role.ADMINISTRATOR, STREET),
    ],
)
def test_one_street_does_not_change_the_calendar_of_all(
    recruitment: Database, actor: Actor
) -> None:
    assert isinstance(refused(_set, recruitment, actor), Forbidden)
    _set(recruitment)
    assert isinstance(refused(_remove, recruitment, actor), Forbidden)
    assert len(_year(recruitment, 2027).items) == 1


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    _set(recruitment)

    for change in (_set, _remove):
        problem = refused(change, recruitment, expected_version=0)
        assert isinstance(problem, PreconditionFailed)


@pytest.mark.one_database
def test_what_was_not_entered_is_not_taken_back(recruitment: Database) -> None:
    assert isinstance(refused(_remove, recruitment), NotFound)


def test_a_year_counts_when_it_is_declared_complete(recruitment: Database) -> None:
    """One day that somebody entered is no calendar."""
    _set(recruitment, day=_NEW_YEAR, is_workday=False, name="元旦")
    problem = refused(_declare, recruitment)
    assert isinstance(problem, WrongState)
    assert "2027-10-01" in problem.zh
    _enter_all(recruitment)

    declared = _declare(recruitment)

    assert (declared.is_complete, declared.version) == (True, 1)
    shown = _year(recruitment, 2027)
    assert (shown.known_from, shown.warning_zh) == (DataOf.DECLARED, None)
    with recruitment.reading() as session:
        assert queries.calendar(session).is_known(2027)
    [told] = events(recruitment, 2027)
    assert isinstance(told, HolidayYearDeclared)
    assert told.is_complete
    assert _declare(recruitment).version == 1
    taken_back = _declare(recruitment, is_complete=False, source="通知有更正", expected_version=1)
    assert [step.what for step in taken_back.history] == ["declared", "taken_back"]
    assert taken_back.history[-1].role == "administrator"
    with recruitment.reading() as session:
        assert not queries.calendar(session).is_known(2027)


@pytest.mark.parametrize("actor", [STAFF, an_actor(Role.ADMINISTRATOR, STREET)])
def test_one_street_does_not_declare_a_year_for_all(recruitment: Database, actor: Actor) -> None:
    _enter_all(recruitment)

    assert isinstance(refused(_declare, recruitment, actor), Forbidden)
    assert isinstance(refused(_declare, recruitment, expected_version=1), PreconditionFailed)
    assert isinstance(refused(_declare, recruitment, year=2026), WrongState)
    assert _year(recruitment, 2027).known_from is DataOf.ENTERED


def test_the_history_of_a_day_goes_on_when_it_is_entered_again(recruitment: Database) -> None:
    _set(recruitment)
    _remove(recruitment)

    again = _set(recruitment, is_workday=False, name="春节")

    assert again.version == 3
    steps = [(step.version, step.what, step.by) for step in again.history or []]
    account = _ADMINISTRATOR.account
    assert steps == [(1, "set", account), (2, "removed", account), (3, "set", account)]
    assert (again.history or [])[0].source == "国务院办公厅通知"
    told = events(recruitment, _SATURDAY)
    assert [type(one) for one in told] == [HolidaySet, HolidayRemoved, HolidaySet]
    assert [step.history for step in _year(recruitment, 2027).items] == [None]
