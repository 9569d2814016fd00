from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.recruitment.holidays import (
    DataOf,
    HolidayList,
    HolidayView,
    RemoveHoliday,
    SetHoliday,
)
from runtime.database import Database
from services.recruitment.holidays import operations, queries
from tests.builders import LILIN, STAFF, STREET, an_actor, done, refused
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed
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


def test_what_was_not_entered_is_not_taken_back(recruitment: Database) -> None:
    assert isinstance(refused(_remove, recruitment), NotFound)
