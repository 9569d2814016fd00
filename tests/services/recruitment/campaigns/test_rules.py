from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.words import CampaignState
from services.recruitment.campaigns import rules
from services.recruitment.campaigns.rules import TABLE, Days, Deed
from tests.builders import field_of, refused, shanghai

_OPENS, _CLOSES = dt.date(2013, 5, 4), dt.date(2013, 5, 31)
_DAYS = Days(_OPENS, _CLOSES, dt.date(2013, 6, 20))


def test_it_opens_when_its_day_begins_in_shanghai() -> None:
    due = rules.due(CampaignState.ANNOUNCED, _DAYS, _OPENS)

    assert due is not None
    assert (due.deed, due.since) == (Deed.OPEN, shanghai(2013, 5, 4, 0))
    assert rules.due(CampaignState.ANNOUNCED, _DAYS, _OPENS - dt.timedelta(days=1)) is None


def test_the_last_day_is_a_whole_day() -> None:
    assert rules.due(CampaignState.OPEN, _DAYS, _CLOSES) is None
    due = rules.due(CampaignState.OPEN, _DAYS, _CLOSES + dt.timedelta(days=1))
    assert due is not None
    assert (due.deed, due.since) == (Deed.CLOSE, shanghai(2013, 6, 1, 0))


def test_without_a_day_nobody_but_people_concludes() -> None:
    assert rules.due(CampaignState.CLOSED, Days(_OPENS, _CLOSES), dt.date(2030, 1, 1)) is None


@given(st.sampled_from(CampaignState), st.dates(_OPENS, dt.date(2014, 1, 1)))
def test_the_clock_does_only_what_people_could_do(state: CampaignState, today: dt.date) -> None:
    due = rules.due(state, _DAYS, today)

    assert due is None or due.deed in TABLE.possible(state)


def test_the_clock_comes_to_an_end() -> None:
    state, steps = CampaignState.ANNOUNCED, 0
    while (due := rules.due(state, _DAYS, dt.date(2014, 1, 1))) is not None:
        state, steps = TABLE.follows("", state, due.deed), steps + 1

    assert (state, steps) == (CampaignState.CONCLUDED, 3)


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
