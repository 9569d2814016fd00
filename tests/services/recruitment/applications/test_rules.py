from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.words import ApplicationState
from services.recruitment.applications import rules
from services.recruitment.applications.rules import TABLE, Deed
from tests.builders import field_of, refused
from vocabulary.periods import months_after
from vocabulary.problems import Invalid

_OPENS, _CLOSES = dt.date(2013, 5, 4), dt.date(2013, 5, 31)


@given(st.lists(st.sampled_from(list(Deed)), max_size=12))
def test_nobody_is_appointed_who_did_not_agree_and_was_not_selected(deeds: list[Deed]) -> None:
    state = ApplicationState.RECOMMENDED
    seen = [state]
    for deed in deeds:
        if TABLE.allows(state, deed):
            state = TABLE.follows("", state, deed)
            seen.append(state)

    if state is ApplicationState.APPOINTED:
        assert seen.index(ApplicationState.RECEIVED) < seen.index(ApplicationState.SELECTED)


def test_who_applies_declares_will_and_home_and_nothing_else() -> None:
    """R1, R2."""
    problem = refused(rules.check_declared, is_voluntary=False, lives_in_community=False)

    assert isinstance(problem, Invalid)
    assert [error.field for error in problem.fields] == ["is_voluntary", "lives_in_community"]


@pytest.mark.parametrize("day", [dt.date(2013, 5, 3), dt.date(2013, 6, 1)])
def test_both_ends_are_in_time_and_the_days_around_are_not(day: dt.date) -> None:
    for end in (_OPENS, _CLOSES):
        rules.check_in_time(end, opens_on=_OPENS, closes_on=_CLOSES, field="received_at")
    problem = refused(
        rules.check_in_time, day, opens_on=_OPENS, closes_on=_CLOSES, field="received_at"
    )

    assert field_of(problem) == ("received_at", "not_in_time")


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2013-05-04", 12, "2014-05-04"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2013-08-31", 6, "2014-02-28"),
        ("2013-12-31", 1, "2014-01-31"),
        ("2011-12-31", 2, "2012-02-29"),
    ],
)
def test_months_end_with_their_month(day: str, months: int, last: str) -> None:
    found = months_after(dt.date.fromisoformat(day), months)

    assert found == dt.date.fromisoformat(last)


def test_who_does_not_agree_is_on_no_list() -> None:
    assert rules.reserve_until(_OPENS, 0) is None
