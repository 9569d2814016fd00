from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recruitment.campaigns import rules
from services.recruitment.campaigns.rules import CONCLUDED, NEXT, Days, Deed
from tests.builders import field_of, refused, shanghai
from vocabulary.problems import WrongState

_OPENS, _CLOSES = dt.date(2013, 5, 4), dt.date(2013, 5, 31)
_DAYS = Days(_OPENS, _CLOSES, dt.date(2013, 6, 20))


def test_it_opens_when_its_day_begins_in_shanghai() -> None:
    due = rules.due("announced", _DAYS, _OPENS)

    assert due is not None
    assert (due.deed, due.since) == (Deed.OPEN, shanghai(2013, 5, 4, 0))
    assert rules.due("announced", _DAYS, _OPENS - dt.timedelta(days=1)) is None


def test_the_last_day_is_a_whole_day() -> None:
    assert rules.due("open", _DAYS, _CLOSES) is None
    due = rules.due("open", _DAYS, _CLOSES + dt.timedelta(days=1))
    assert due is not None
    assert (due.deed, due.since) == (Deed.CLOSE, shanghai(2013, 6, 1, 0))


def test_without_a_day_nobody_but_people_concludes() -> None:
    assert rules.due("closed", Days(_OPENS, _CLOSES), dt.date(2030, 1, 1)) is None


@given(st.sampled_from(list(rules.DONE)), st.sampled_from(sorted(rules._STATE_WORDS)))
def test_what_the_table_does_not_hold_is_refused_with_a_way_out(deed: Deed, state: str) -> None:
    if (state, deed) in NEXT:
        assert rules.next_state("〔2013〕1", state, deed) == NEXT[state, deed]
    else:
        assert isinstance(refused(rules.next_state, "〔2013〕1", state, deed), WrongState)


@given(st.sampled_from(sorted(rules._STATE_WORDS)), st.dates(_OPENS, dt.date(2014, 1, 1)))
def test_the_clock_does_only_what_people_could_do(state: str, today: dt.date) -> None:
    due = rules.due(state, _DAYS, today)

    assert due is None or due.deed in rules.possible(state)


def test_the_clock_comes_to_an_end() -> None:
    state, steps = "announced", 0
    while (due := rules.due(state, _DAYS, dt.date(2014, 1, 1))) is not None:
        state, steps = NEXT[state, due.deed], steps + 1

    assert (state, steps) == (CONCLUDED, 3)


def test_who_opens_or_closes_early_moves_the_day() -> None:
    opened = rules.after(Deed.OPEN, _DAYS, shanghai(2013, 5, 2))
    closed = rules.after(Deed.CLOSE, _DAYS, shanghai(2013, 5, 20))

    assert opened.opens_on == dt.date(2013, 5, 2)
    assert closed.closes_on == dt.date(2013, 5, 20)
    assert rules.after(Deed.CLOSE, _DAYS, shanghai(2013, 6, 2)).closes_on == _CLOSES


@pytest.mark.parametrize(
    ("days", "field", "code"),
    [
        (Days(_CLOSES, _OPENS), "closes_on", "before_opening"),
        (Days(dt.date.min, _CLOSES), "opens_on", "impossible_year"),
        (Days(_OPENS, _CLOSES, dt.date.max), "concludes_on", "impossible_year"),
        (Days(_OPENS, dt.date(2014, 6, 1)), "closes_on", "too_long"),
        (Days(_OPENS, _CLOSES, _OPENS), "concludes_on", "before_closing"),
    ],
)
def test_days_that_do_not_follow_each_other_are_refused(days: Days, field: str, code: str) -> None:
    assert field_of(refused(rules.check_days, days)) == (field, code)


def test_an_extension_is_later() -> None:
    assert field_of(refused(rules.check_extension, _DAYS, _CLOSES, _OPENS))[1] == "not_later"
    past = dt.date(2013, 6, 2)
    assert field_of(refused(rules.check_extension, _DAYS, past, dt.date(2013, 6, 3)))[0]
