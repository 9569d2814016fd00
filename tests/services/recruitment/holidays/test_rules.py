from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwork import workdays
from groundwork.workdays import Worked
from services.recruitment.holidays import rules
from tests.builders import refused
from vocabulary.problems import WrongState
from vocabulary.workdays import add_workdays, notice_of, workdays_between

_PUBLISHED = Worked()


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2013-02-08", True),  # the Friday before the Spring Festival
        ("2013-02-09", False),  # its first free day
        ("2013-02-15", False),  # its last
        ("2013-02-16", True),  # a Saturday, worked for it
        ("2013-02-17", True),  # a Sunday, worked for it
        ("2013-02-18", True),
        ("2026-02-13", True),
        ("2026-02-14", True),  # a Saturday, worked for it
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),  # a Saturday, worked for it
        ("2026-03-01", False),  # a plain Sunday
        ("2012-02-29", True),
    ],
)
def test_days_at_the_borders_of_the_spring_festival(day: str, *, is_worked: bool) -> None:
    assert _PUBLISHED.is_workday(dt.date.fromisoformat(day)) is is_worked


def test_a_notice_over_the_spring_festival_ends_after_its_working_weekend() -> None:
    """Posted on the Thursday: Friday, then the worked Saturday and Sunday, Monday, Tuesday."""
    notice = notice_of(dt.date(2013, 2, 7), 5, _PUBLISHED)

    assert (notice.last_day, notice.unknown_years) == (dt.date(2013, 2, 19), ())


def test_a_notice_over_the_spring_festival_of_2026() -> None:
    assert notice_of(dt.date(2026, 2, 12), 5, _PUBLISHED).last_day == dt.date(2026, 2, 26)


def test_a_holiday_is_no_stretch_of_working_days() -> None:
    assert workdays_between(dt.date(2013, 2, 8), dt.date(2013, 2, 15), _PUBLISHED) == 0


def test_an_entered_day_stands_over_a_published_one() -> None:
    typhoon = dt.date(2026, 9, 17)
    calendar = Worked({typhoon: False})

    assert _PUBLISHED.is_workday(typhoon)
    assert add_workdays(typhoon - dt.timedelta(days=1), 1, calendar) == dt.date(2026, 9, 18)


def test_a_year_without_data_warns_whether_days_were_entered_or_not() -> None:
    assert rules.warning(2026, 0) is None
    guessed, entered = rules.warning(2031, 0), rules.warning(2031, 7)
    assert guessed is not None
    assert entered is not None
    assert "2031" in guessed[0]
    assert "7" in entered[1]
    assert not _PUBLISHED.is_known(2031)
    assert not Worked({dt.date(2031, 1, 1): False}).is_known(2031)
    assert Worked(declared=frozenset({2031})).is_known(2031)
    assert rules.warning(2031, 7, is_declared=True) is None


def test_published_days_have_names() -> None:
    assert workdays.published_name(dt.date(2026, 2, 17)) == "春节"
    assert workdays.published_name(dt.date(2026, 2, 14)) == "春节调休上班"
    assert workdays.published_name(dt.date(2026, 6, 9)) is None


_FIXED = [dt.date(2031, 1, 1), dt.date(2031, 5, 1), dt.date(2031, 10, 1)]


@given(st.sets(st.sampled_from(_FIXED)))
def test_no_year_is_complete_without_the_holidays_of_every_year(entered: set[dt.date]) -> None:
    calendar = Worked(dict.fromkeys(entered, False))
    missing = [day.isoformat() for day in _FIXED if calendar.is_workday(day)]
    if not missing:
        rules.check_can_declare(2031, calendar)
        return

    problem = refused(rules.check_can_declare, 2031, calendar)

    assert isinstance(problem, WrongState)
    assert all(day in problem.zh and day in problem.en for day in missing)


def test_a_published_year_needs_no_declaration() -> None:
    assert isinstance(refused(rules.check_can_declare, 2026, Worked()), WrongState)
    workdays.check_known([2013, 2026], Worked())
