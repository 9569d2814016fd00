"""Cards with what residents said of reports, and with what became of promises. R23 to R25."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.words import Method
from contracts.incentives.scorecards import Figure, ListFacts, ShowScorecard
from contracts.incentives.words import FigureName
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.cards import queries
from services.incentives.facts.model import FACT
from services.incentives.facts.rules import FactKind
from services.incentives.scorecards import queries as cards
from tests.builders import an_actor, shanghai
from tests.services.incentives.events import (
    APPOINTMENT,
    HUA,
    appeal,
    began,
    closing,
    handbook,
    keep,
    named,
    opened,
)
from tests.services.incentives.rating import keep_a_promise, rated
from vocabulary.actors import Role

STAFF = an_actor(Role.WORKSTATION_STAFF)
_FIRST, _LAST = dt.date(2013, 1, 1), dt.date(2013, 12, 31)
_CUTS = [dt.date(2013, 3, 31), dt.date(2013, 5, 15), dt.date(2013, 6, 29), dt.date(2013, 8, 1)]


@pytest.fixture
def in_office(incentives: Database) -> Database:
    """One commissioner, of whom nothing else was heard."""
    keep(incentives, [opened(), began(), named()])
    return incentives


def test_ratings_of_reports_count_once_they_are_enough_and_all_in(in_office: Database) -> None:
    """The second quarter has too few, the third is not counted yet: they would show each score."""
    rated(in_office, "2013Q1", [5, 5, 4, 4, 4, 2])
    rated(in_office, "2013Q2", [1, 1, 1])
    rated(in_office, "2013Q3", [1] * 8, is_told=False)

    whole = _figure(in_office, FigureName.RESIDENT_RATINGS)

    assert whole is not None
    assert (whole.value, whole.mean, whole.is_too_few) == (6, 4.0, False)
    few = _figure(in_office, FigureName.RESIDENT_RATINGS, dt.date(2013, 4, 1), _LAST)
    assert few is not None
    assert (few.value, few.mean, few.is_too_few) == (0, None, True)
    assert _figure(in_office, FigureName.RESIDENT_RATINGS, dt.date(2013, 7, 1), _LAST) is None


def test_no_facts_behind_ratings_tell_who_gave_which(in_office: Database) -> None:
    rated(in_office, "2013Q1", [5] * 6)

    asked = ListFacts(
        appointment_id=APPOINTMENT,
        figure=FigureName.RESIDENT_RATINGS,
        from_day=_FIRST,
        to_day=_LAST,
    )
    with in_office.reading() as session:
        assert cards.facts_of_figure(session, STAFF, asked).items == []


def test_a_card_says_how_many_periods_of_promises_were_kept(in_office: Database) -> None:
    """Two receptions a month from March on: kept in April, and missed in every other month."""
    keep_a_promise(in_office)

    figure = _figure(in_office, FigureName.PROMISES_KEPT, _FIRST, dt.date(2013, 6, 30))

    assert figure is not None
    assert (figure.value, figure.of, figure.percent) == (1, 4, 25.0)


def test_what_nobody_can_tell_of_a_promise_is_not_there(in_office: Database) -> None:
    keep(in_office, [handbook(1, dt.date(2013, 3, 1), "随叫随到。")])

    assert _figure(in_office, FigureName.PROMISES) is not None
    assert _figure(in_office, FigureName.PROMISES_KEPT) is None


@pytest.mark.one_database
@pytest.mark.parametrize("cut", _CUTS, ids=str)
def test_ratings_and_promises_of_parts_add_up_to_the_whole(
    in_office: Database, cut: dt.date
) -> None:
    """Also where a month or a quarter is cut in two: it counts on its last day."""
    keep_a_promise(in_office)
    rated(in_office, "2013Q1", [5] * 5)
    rated(in_office, "2013Q2", [3] * 7)

    for name in (FigureName.RESIDENT_RATINGS, FigureName.PROMISES_KEPT):
        whole = _figure(in_office, name, _FIRST, _LAST)
        parts = [
            _figure(in_office, name, _FIRST, cut),
            _figure(in_office, name, cut + dt.timedelta(days=1), _LAST),
        ]
        assert whole is not None
        assert whole.value == sum(part.value for part in parts if part)
        assert (whole.of or 0) == sum(part.of or 0 for part in parts if part)


def test_a_first_answer_counts_for_the_person_who_had_the_appeal_then(
    in_office: Database,
) -> None:
    """Answered after two and a half hours, then handed over, and closed by somebody else."""
    other = new_id()
    known = appeal(dt.date(2013, 5, 6), received_at=shanghai(2013, 5, 6, 8))
    answered = shanghai(2013, 5, 6, 10, 30)
    first = {"first_response_at": answered, "progressed_at": answered}
    taken = AppealActionTaken(**known | first, method=Method.PROVIDE_INFORMATION)
    later = closing(dt.date(2013, 5, 9), **_same(known), commissioner=str(other))

    keep(in_office, [dataclasses.replace(later, first_response_at=answered), taken])

    with in_office.reading() as session:
        chosen = sa.select(FACT).where(FACT.c.kind == FactKind.FIRST_ANSWER)
        (fact,) = session.execute(chosen)
    assert (fact.person, fact.day, fact.amount) == (str(HUA), dt.date(2013, 5, 6), 3)


def _same(known: dict[str, Any]) -> dict[str, Any]:
    return {name: known[name] for name in ("appeal_id", "received_at")}


def _figure(
    database: Database, name: FigureName, first: dt.date = _FIRST, last: dt.date = _LAST
) -> Figure | None:
    with database.reading() as session:
        asked = ShowScorecard(appointment_id=APPOINTMENT, from_day=first, to_day=last)
        card = queries.one(session, STAFF, asked)
    return next((figure for figure in card.figures if figure.name is name), None)
