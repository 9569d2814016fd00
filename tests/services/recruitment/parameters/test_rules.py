from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.words import Parameter
from groundwork.parameters import Step, counted
from services.recruitment.parameters import rules
from tests.builders import field_of, refused

_DAY = dt.date(2013, 5, 4)
_DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2030, 1, 1))


@pytest.mark.parametrize("parameter", Parameter)
def test_a_default_is_a_value_that_could_be_set(parameter: Parameter) -> None:
    rules.check_value(parameter, parameter.standard.default)


def test_the_cap_is_ten_until_the_street_says_otherwise() -> None:
    """R8."""
    steps = [Step(1, 12, _DAY)]

    assert counted(Parameter.POST_CAP, steps, _DAY - dt.timedelta(days=1)) == 10
    assert counted(Parameter.POST_CAP, steps, _DAY) == 12


def test_a_later_decision_overrides_one_that_was_to_begin_after_it() -> None:
    steps = [Step(1, 12, dt.date(2013, 9, 1)), Step(2, 11, dt.date(2013, 7, 1))]

    assert counted(Parameter.POST_CAP, steps, dt.date(2013, 9, 2)) == 11


@given(st.lists(_DAYS, max_size=6), _DAYS)
def test_a_day_has_the_newest_value_that_had_begun(days: list[dt.date], day: dt.date) -> None:
    steps = [Step(number, number, begun) for number, begun in enumerate(days, 1)]

    found = counted(Parameter.TERM_MONTHS, steps, day)

    begun = [step.version for step in steps if step.effective_from <= day]
    assert found == (max(begun) if begun else 12)


@pytest.mark.parametrize("value", [0, 51])
def test_a_value_out_of_range_is_refused(value: int) -> None:
    assert field_of(refused(rules.check_value, Parameter.POST_CAP, value)) == (
        "value",
        "out_of_range",
    )
