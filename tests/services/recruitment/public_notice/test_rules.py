from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.words import AppointmentState
from services.recruitment.public_notice import rules as notice_rules
from tests.builders import field_of, refused
from vocabulary.problems import WrongState

_DAYS = some.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1))
_DAY = dt.timedelta(days=1)


@given(_DAYS, _DAYS, some.none() | some.just("宣传栏，2013年第4号"))
def test_what_begins_before_today_says_where_it_hung(
    first: dt.date, today: dt.date, reference: str | None
) -> None:
    if first < today and reference is None:
        problem = refused(
            notice_rules.check_paper, first_day=first, today=today, reference=reference
        )
        assert field_of(problem) == ("paper_reference", "missing")
        return

    notice_rules.check_paper(first_day=first, today=today, reference=reference)


@given(some.sampled_from(AppointmentState), _DAYS, some.integers(-3, 3))
def test_objections_are_taken_from_a_notice_that_runs_and_from_no_other(
    state: AppointmentState, last: dt.date, days: int
) -> None:
    given_: dict[str, Any] = {"state": state, "notice_to": last, "day": last + days * _DAY}
    if state is AppointmentState.IN_NOTICE and days <= 0:
        notice_rules.check_can_object(**given_)
        return

    problem = refused(notice_rules.check_can_object, **given_)

    assert isinstance(problem, WrongState)
    assert ("撤回" in problem.zh) is (state is AppointmentState.WITHDRAWN)
