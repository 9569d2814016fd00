from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.recruitment.back_entries import rules
from services.recruitment.back_entries.rules import Consent
from tests.builders import LILIN, field_of, refused
from vocabulary.problems import Invalid, WrongState

_TODAY = dt.date(2026, 5, 4)
_DAY = dt.timedelta(days=1)
_DAYS = some.dates(dt.date(2011, 1, 1), _TODAY)


def _consent(**changed: object) -> Consent:
    usual: dict[str, object] = {
        "from_day": dt.date(2012, 1, 1),
        "to_day": dt.date(2014, 12, 31),
        "usable_until": _TODAY + 30 * _DAY,
    }
    return Consent(**usual | changed)  # type: ignore[arg-type]  # any field may be changed


@given(_DAYS, some.integers(1, 90))
def test_a_day_is_recent_up_to_the_streets_number_of_days(day: dt.date, days: int) -> None:
    assert rules.is_recent(day, today=_TODAY, days=days) == (day >= _TODAY - days * _DAY)


@given(_DAYS, _DAYS, _DAYS, some.integers(-3, 3), some.booleans())
def test_a_consent_covers_its_days_until_it_runs_out_or_is_ended(
    day: dt.date,
    one: dt.date,
    other: dt.date,
    left: int,
    is_ended: bool,  # noqa: FBT001 - hypothesis gives it by place
) -> None:
    consent = Consent(min(one, other), max(one, other), _TODAY + left * _DAY, is_ended=is_ended)

    covers = consent.covers(day, today=_TODAY)

    assert covers == (not is_ended and left >= 0 and min(one, other) <= day <= max(one, other))


@given(some.one_of(some.none(), some.dates(dt.date(2026, 4, 1), dt.date(2026, 6, 1))), _DAYS)
def test_a_step_lies_between_the_one_before_and_today(
    wished: dt.date | None, previous: dt.date
) -> None:
    try:
        on = rules.day_of_step(wished, today=_TODAY, previous=previous)
    except Invalid:
        assert wished is not None
        assert not previous <= wished <= _TODAY
        return

    assert previous <= on <= _TODAY
    assert on == (wished or _TODAY)


@pytest.mark.parametrize(
    ("on", "code"),
    [(_TODAY + _DAY, "in_the_future"), (_TODAY - 2 * _DAY, "before_previous_step")],
)
def test_a_step_of_another_day_is_refused(on: dt.date, code: str) -> None:
    problem = refused(rules.day_of_step, on, today=_TODAY, previous=_TODAY - _DAY)

    assert field_of(problem) == ("happened_on", code)


def test_nothing_happens_before_the_post_was_opened() -> None:
    problem = refused(rules.check_after_opening, _TODAY - _DAY, _TODAY, field="happened_on")

    assert field_of(problem) == ("happened_on", "before_post_opened")
    rules.check_after_opening(_TODAY, _TODAY, field="happened_on")


def test_the_refusal_says_how_many_days_and_where_to_ask() -> None:
    day = dt.date(2013, 5, 4)

    problem = refused(
        rules.check_consented, day, is_consented=False, days=30, community=LILIN, field="issued_on"
    )

    assert field_of(problem) == ("issued_on", "too_far_back")
    for said in (problem.zh, problem.en):
        assert all(word in said for word in ("2013-05-04", "30", f"{LILIN}/back-entries"))


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"from_day": dt.date(1899, 12, 31)}, "from", "too_long_ago"),
        ({"to_day": _TODAY + _DAY}, "to", "in_the_future"),
        ({"to_day": dt.date(2011, 12, 31)}, "to", "before_first_day"),
        ({"usable_until": _TODAY - _DAY}, "usable_until", "out_of_range"),
        ({"usable_until": _TODAY + 93 * _DAY}, "usable_until", "out_of_range"),
    ],
)
def test_a_consent_is_to_days_that_have_come_and_for_a_while(
    changed: dict[str, dt.date], field: str, code: str
) -> None:
    problem = refused(rules.check_consent, _consent(**changed), today=_TODAY)

    assert field_of(problem) == (field, code)


@pytest.mark.parametrize("usable_until", [_TODAY, _TODAY + 92 * _DAY])
def test_the_first_and_the_last_day_of_use_pass(usable_until: dt.date) -> None:
    rules.check_consent(_consent(usable_until=usable_until, to_day=_TODAY), today=_TODAY)


@pytest.mark.parametrize("changed", [{"is_ended": True}, {"usable_until": _TODAY - _DAY}])
def test_what_is_over_is_not_ended_again(changed: dict[str, object]) -> None:
    problem = refused(rules.check_can_end, "〔2026〕1", _consent(**changed), _TODAY)

    assert isinstance(problem, WrongState)
    assert "〔2026〕1" in problem.zh
