"""The sheet of a commissioner's year: residents, cases, promises, learning, own words. R11, R47."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.incentives.appraisal import Appraisal, AppraisedPromise, RatedQuarter, ShowAppraisal
from contracts.incentives.scorecards import WriteOwnWords
from contracts.incentives.words import FigureName, PromiseVerdict
from contracts.recruitment.handbooks import HandbookPublished
from runtime.database import Database
from services.incentives.appraisal import queries
from services.incentives.own_words import operations as own_words
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused
from tests.services.incentives.events import APPOINTMENT, HUA, a_year, keep
from tests.services.incentives.rating import keep_a_promise, rated
from vocabulary.actors import Actor, Role
from vocabulary.problems import NotFound

COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
OWN = an_actor(Role.COMMISSIONER, account=str(HUA))
_YEAR: dict[str, Any] = {"from_day": dt.date(2013, 1, 1), "to_day": dt.date(2013, 6, 30)}


def test_the_sheet_has_its_five_parts(incentives: Database) -> None:
    """Shares with both numbers; what was missed with what was counted; ratings by quarter."""
    keep(incentives, [one for one in a_year() if not isinstance(one, HandbookPublished)])
    with incentives.writing() as session:
        words = WriteOwnWords(appointment_id=APPOINTMENT, quarter="2013Q2", text="两处在跟进。")
        own_words.write(session, OWN, words)
    rated(incentives, "2013Q1", [5, 5, 4, 4, 2])
    rated(incentives, "2013Q2", [1])
    keep_a_promise(incentives)

    sheet = _sheet(incentives, **_YEAR)

    assert [one.name for one in sheet.opinions] == [
        FigureName.RATINGS,
        FigureName.RESIDENT_RATINGS,
    ]
    assert sheet.quarters == [
        RatedQuarter(quarter="2013Q1", answers=5, mean=4.0),
        RatedQuarter(quarter="2013Q2", is_too_few=True),
    ]
    cases = {one.name: (one.value, one.of) for one in sheet.cases}
    assert cases[FigureName.APPEALS_SETTLED] == (2, 2)
    assert cases[FigureName.RECEPTIONS] == (12, None)
    (promise,) = [one for one in sheet.promises if one.target]
    assert (promise.kept, promise.missed) == (1, 3)
    assert _missed(promise) == [(6, 0, 2), (5, 1, 2), (3, 0, 2)]
    assert [(one.name, one.value) for one in sheet.learning] == [
        (FigureName.TRAINING_HOURS, 0),
        (FigureName.MEETINGS, 0),
    ]
    assert [one.text for one in sheet.words] == ["两处在跟进。"]
    assert (sheet.community, sheet.grade) == (LILIN, None)


def test_words_of_other_quarters_are_left_out(after_a_year: Database) -> None:
    with after_a_year.writing() as session:
        words = WriteOwnWords(appointment_id=APPOINTMENT, quarter="2013Q3", text="以后的。")
        own_words.write(session, OWN, words)

    assert _sheet(after_a_year, **_YEAR).words == []
    assert len(_sheet(after_a_year).words) == 1


@pytest.mark.one_database
def test_the_person_reads_it_first_and_nobody_from_elsewhere(after_a_year: Database) -> None:
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)
    another = an_actor(Role.COMMISSIONER, account="somebody else")

    assert _sheet(after_a_year, OWN).days_in_office == 334
    assert isinstance(refused(_sheet, after_a_year, elsewhere), NotFound)
    assert isinstance(refused(_sheet, after_a_year, another), NotFound)


@pytest.mark.one_database
def test_an_impossible_period_is_refused(after_a_year: Database) -> None:
    reversed_: dict[str, Any] = {"from_day": dt.date(2013, 6, 1), "to_day": dt.date(2013, 1, 1)}

    assert field_of(refused(_sheet, after_a_year, **reversed_)) == ("to", "period_reversed")
    later: dict[str, Any] = {"from_day": dt.date(2014, 1, 1), "to_day": dt.date(2014, 2, 1)}
    assert isinstance(refused(_sheet, after_a_year, **later), NotFound)


def _missed(promise: AppraisedPromise) -> list[tuple[int, int | None, int | None]]:
    assert all(one.verdict is PromiseVerdict.MISSED for one in promise.missed_periods)
    return [(one.first_day.month, one.counted, one.needed) for one in promise.missed_periods]


def _sheet(database: Database, actor: Actor = COMMITTEE, **period: Any) -> Appraisal:
    with database.reading() as session:
        return queries.sheet(session, actor, ShowAppraisal(appointment_id=APPOINTMENT, **period))
