"""The copy of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from contracts.recruitment.holidays import HolidayRemoved, HolidaySet, HolidayYearDeclared
from groundwork import calendar
from groundwork.workdays import Worked
from runtime.database import Database
from tests.builders import done

_TYPHOON = dt.date(2013, 5, 6)


@pytest.fixture
def service(migrated_database: Callable[[str], Database]) -> Database:
    """A service that takes this room."""
    database = migrated_database("street")
    calendar.METADATA.create_all(database.engine)
    return database


def _known(service: Database) -> Worked:
    return done(service, calendar.known)


def test_an_entered_day_counts_over_what_is_published(service: Database) -> None:
    assert _known(service).is_workday(_TYPHOON)

    told = HolidaySet(day=_TYPHOON, is_workday=False, name="台风停工", version=1)
    done(service, calendar.keep_days, [told])

    assert not _known(service).is_workday(_TYPHOON)


def test_a_day_that_was_taken_back_is_as_published_in_whatever_order_it_is_told(
    service: Database,
) -> None:
    removed = HolidayRemoved(day=_TYPHOON, is_workday=True, version=2)
    entered = HolidaySet(day=_TYPHOON, is_workday=False, name="台风停工", version=1)

    done(service, calendar.keep_days, [removed])
    done(service, calendar.keep_days, [entered])

    assert _known(service) == Worked()


def test_a_year_counts_while_it_is_declared_complete(service: Database) -> None:
    for version, is_complete in enumerate((True, False), 1):
        told = HolidayYearDeclared(year=2031, is_complete=is_complete, version=version)
        done(service, calendar.keep_years, [told])
        assert _known(service).is_known(2031) is is_complete
