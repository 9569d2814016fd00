"""Which days the sheet of an appraisal tells of, and where each figure stands."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.incentives.words import FigureName
from runtime.identifiers import new_id
from services.incentives.appraisal import rules
from services.incentives.scorecards.rules import Days, Term
from tests.builders import LILIN

_TODAY = dt.date(2013, 6, 30)


def _term(began_on: dt.date, ended_on: dt.date | None = None) -> Term:
    return Term(
        appointment_id=new_id(),
        community=LILIN,
        began_on=began_on,
        person="p",
        persons=frozenset({"p"}),
        ended_on=ended_on,
    )


@pytest.mark.parametrize(
    ("began_on", "ended_on", "expected"),
    [
        (dt.date(2013, 1, 5), None, Days(dt.date(2013, 1, 5), _TODAY)),
        (dt.date(2013, 1, 5), dt.date(2014, 1, 1), Days(dt.date(2013, 1, 5), _TODAY)),
        (
            dt.date(2012, 1, 5),
            dt.date(2013, 2, 1),
            Days(dt.date(2012, 1, 5), dt.date(2013, 1, 31)),
        ),
        (dt.date(2009, 1, 5), None, Days(dt.date(2011, 7, 1), _TODAY)),
    ],
)
def test_the_sheet_tells_of_the_whole_term(
    began_on: dt.date, ended_on: dt.date | None, expected: Days
) -> None:
    """Of two years at most, as every card does."""
    assert rules.whole_term(_term(began_on, ended_on), today=_TODAY) == expected


def test_every_figure_stands_in_one_part() -> None:
    parts = [*rules.OPINIONS, *rules.LEARNING, *rules.PROMISES, *rules.CASES]

    assert sorted(parts) == sorted(FigureName)
